/// A name with wildcards: `*` stands for any characters, `?` for one.
package struct Glob: Sendable, Hashable {
    package let pattern: String

    package init(_ pattern: String) { self.pattern = pattern }

    package func matches(_ text: String) -> Bool {
        let (pattern, text) = (Array(pattern.unicodeScalars), Array(text.unicodeScalars))
        var (at, read) = (0, 0)
        // Where to go on when the last star has to take one more character.
        var star: (at: Int, read: Int)?
        while read < text.count {
            if at < pattern.count, pattern[at] == "*" {
                star = (at, read)
                at += 1
            } else if at < pattern.count, pattern[at] == "?" || pattern[at] == text[read] {
                at += 1
                read += 1
            } else if let last = star {
                star = (last.at, last.read + 1)
                (at, read) = (last.at + 1, last.read + 1)
            } else {
                return false
            }
        }
        return pattern[at...].allSatisfy { $0 == "*" }
    }
}
