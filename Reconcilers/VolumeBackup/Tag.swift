/// A tag of an AWS object. Keys and values are literal: case and blanks count.
package struct Tag: Sendable, Hashable {
    package let key: String
    package let value: String

    package init(_ key: String, _ value: String) {
        self.key = key
        self.value = value
    }

    static func sorted(_ tags: [String: String]) -> [Tag] {
        tags.map { Tag($0.key, $0.value) }.sorted { $0.key < $1.key }
    }

    func isSet(in tags: [String: String]) -> Bool { tags[key]?.isLiterally(value) ?? false }
}

extension Tag: CustomStringConvertible {
    /// `Backup=Default`; a value that holds blanks, or is empty, stands in quotes.
    package var description: String {
        value.isEmpty || value.contains(where: \.isWhitespace) ? "\(key)=\"\(value)\"" : "\(key)=\(value)"
    }
}

extension String {
    /// True where AWS takes the two for the same. Swift's own comparison also equates texts that only look
    /// alike: "é" as one character and as "e" with an accent.
    func isLiterally(_ other: String) -> Bool { self == other && utf8.elementsEqual(other.utf8) }

    /// The same letters, but in other case or with other blanks: what a person takes for the same, and AWS
    /// does not.
    func isNearMiss(of other: String) -> Bool { !isLiterally(other) && folded == other.folded }

    private var folded: String { lowercased().filter { !$0.isWhitespace } }
}
