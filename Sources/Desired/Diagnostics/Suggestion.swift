/// The word that a misspelt one was probably meant to be.
package enum Suggestion {
    /// The nearest word in edits (insert, delete, replace, swap neighbours), case aside; nil where none is near:
    /// a third of the letters may be wrong.
    package static func nearest(to word: String, among words: [String]) -> String? {
        let letters = Array(word.lowercased().utf8)
        guard !letters.isEmpty, letters.count <= 64 else { return nil }
        var best: (word: String, distance: Int)?
        for candidate in words {
            let other = Array(candidate.lowercased().utf8)
            let longer = max(letters.count, other.count)
            let limit = min(longer < 3 ? 0 : longer / 3, (best?.distance ?? .max) - 1)
            guard limit >= 0, other.count <= 64, abs(other.count - letters.count) <= limit else { continue }
            let edits = distance(letters, other)
            if edits <= limit { best = (candidate, edits) }
        }
        return best?.word
    }

    /// Optimal string alignment over bytes.
    private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            for column in second.indices {
                let replaced = previous[column] + (first[row] == second[column] ? 0 : 1)
                var least = min(replaced, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    least = min(least, beforePrevious[column - 1] + 1)
                }
                current.append(least)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous.last ?? first.count
    }
}
