/// An issue of the tracker, as a manifest names it.
package struct IssueReference: Sendable, Hashable {
    package enum Place: Sendable, Hashable {
        /// `#272`: of the tracker's project.
        case number(Int)
        /// `group/project#272`
        case project(String, Int)
        /// `https://…`
        case url(String)
    }

    /// As written.
    package let text: String
    package let place: Place

    /// Reads `#N`, `group/project#N` or a URL; nil for everything else.
    package init?(_ text: String) {
        self.text = text
        if Patterns.webAddress.matches(text) {
            place = .url(text)
            return
        }
        guard let mark = text.lastIndex(of: "#"), let number = Int(text[text.index(after: mark)...]),
            Patterns.issue.matches(text)
        else { return nil }
        place = mark == text.startIndex ? .number(number) : .project(String(text[..<mark]), number)
    }
}

extension IssueReference: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let issue = IssueReference(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected \"#N\", \"group/project#N\" or a URL")
        }
        self = issue
    }
}
