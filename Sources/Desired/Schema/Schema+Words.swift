extension Schema {
    /// The second line of a diagnostic about a value that this schema does not accept.
    var expectation: String { advice ?? "expected \(words)" }

    /// What is accepted, in words that complete "expected".
    var words: String {
        if let phrase { return phrase }
        switch shape {
        case .anything: return "a value"
        case .object(let fields, _):
            return fields.count <= 4 ? "{\(fields.map(\.name).joined(separator: ", "))}" : "an object"
        case .map: return "an object"
        case .list(_, let count, _): return Self.counted(count, one: "element", "a list")
        case .text(let text):
            return text.length.map { Self.counted($0, one: "character", "a string") } ?? "a string"
        case .integer(let range): return Self.number(range)
        case .boolean: return "true or false"
        case .choice(let words): return Quoted.alternatives(words.map(Quoted.text))
        case .constant(let value): return Quoted.value(Node(value))
        case .either(let alternatives): return alternatives.map(\.words).joined(separator: ", or ")
        case .reference(let kind): return kind.map { "the name of a \($0)" } ?? "KIND/NAME of a manifest"
        }
    }

    private static func number(_ range: ClosedRange<Int>) -> String {
        switch (range.lowerBound, range.upperBound) {
        case (.min, .max): "a whole number"
        case (let least, .max): "a whole number from \(least) up"
        case (let least, let most): "a whole number from \(least) to \(most)"
        }
    }

    /// `a list of 1 to 4 elements`
    static func counted(_ count: ClosedRange<Int>, one: String, _ whole: String) -> String {
        switch (count.lowerBound, count.upperBound) {
        case (0, .max): whole
        case (let least, .max): "\(whole) of \(counted(least, one)) or more"
        case (0, let most): "\(whole) of up to \(counted(most, one))"
        case (let least, let most) where least == most: "\(whole) of \(counted(most, one))"
        case (let least, let most): "\(whole) of \(least) to \(counted(most, one))"
        }
    }

    /// `1 element`, `2 elements`
    static func counted(_ count: Int, _ one: String) -> String { "\(count) \(one)\(count == 1 ? "" : "s")" }
}
