/// Text for people, written as one string or as a list of lines.
package struct Prose: Sendable, Hashable, Decodable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let line = try? container.decode(String.self) {
            text = line
        } else {
            text = try container.decode([String].self).joined(separator: "\n")
        }
    }
}
