/// Colour by meaning; plain text where colour is off.
///
/// Every meaning is said in words too. Pad and cut before styling: a styled text has no display width.
struct Style: Sendable {
    let isColored: Bool

    static let plain = Style(isColored: false)

    enum Meaning: String, Sendable, CaseIterable {
        case added = "32"
        case changed = "36"
        case removed = "31"
        case warning = "33"
        case failure = "1;31"
        case bold = "1"
        case dim = "2"
    }

    func callAsFunction(_ meaning: Meaning, _ text: String) -> String {
        guard isColored, !text.isEmpty else { return text }
        return "\u{1B}[\(meaning.rawValue)m\(text)\u{1B}[0m"
    }
}
