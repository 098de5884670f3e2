/// A name with `*` for any characters and `?` for one.
package struct Glob: Sendable, Hashable {
    package let text: String
    private let pattern: [Unicode.Scalar]

    package init(_ text: String) {
        self.text = text
        pattern = Array(text.unicodeScalars)
    }

    /// True where the whole name matches. Linear but for going back to the last `*`.
    package func matches(_ name: String) -> Bool {
        let name = Array(name.unicodeScalars)
        var (index, place) = (0, 0)
        var star: (index: Int, place: Int)?
        while place < name.count {
            if index < pattern.count, pattern[index] == "*" {
                star = (index, place)
                index += 1
            } else if index < pattern.count, pattern[index] == "?" || pattern[index] == name[place] {
                index += 1
                place += 1
            } else if let last = star {
                star = (last.index, last.place + 1)
                index = last.index + 1
                place = last.place + 1
            } else {
                return false
            }
        }
        return pattern[index...].allSatisfy { $0 == "*" }
    }
}
