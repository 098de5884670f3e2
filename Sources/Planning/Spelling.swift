/// Which known words somebody perhaps meant.
package enum Spelling {
    /// The known words that resemble `word`, at most three, in their own order.
    ///
    /// Those that begin with it come before those that are a few slips of the finger away. Words longer than
    /// 64 bytes resemble nothing.
    package static func nearest(to word: String, among known: [String]) -> [String] {
        let bytes = Array(word.lowercased().utf8)
        guard !bytes.isEmpty, bytes.count <= 64 else { return [] }
        let sameBeginning = known.filter { $0.lowercased().utf8.starts(with: bytes) }
        guard sameBeginning.isEmpty else { return Array(sameBeginning.prefix(3)) }

        var limit = slips(allowedIn: bytes)
        var nearest: [String] = []
        for candidate in known {
            let distance = distance(bytes, Array(candidate.lowercased().utf8), limit: limit)
            if distance < limit { nearest.removeAll() }
            if distance <= limit {
                limit = distance
                nearest.append(candidate)
            }
        }
        return Array(nearest.prefix(3))
    }

    /// A third of the letters, dashes in front not counted, and three at most; none in one or two letters.
    private static func slips(allowedIn word: [UInt8]) -> Int {
        min(3, word.drop { $0 == UInt8(ascii: "-") }.count / 3)
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other
    /// (Damerau's distance, no letter touched twice); `limit + 1` stands for everything above `limit`.
    package static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                let replaced = last[j] + (left[i] == right[j] ? 0 : 1)
                var best = min(replaced, last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, beforeLast[j - 1] + 1)
                }
                row.append(best)
            }
            (beforeLast, last) = (last, row)
        }
        return min(last[right.count], limit + 1)
    }
}
