import Planning

/// How one text on the command line becomes a value, and what a shell may offer for it.
struct ValueParser<Value: Sendable>: Sendable {
    let completion: CompletionHint
    let parse: @Sendable (_ text: String) throws(InvalidValue) -> Value

    /// A parser whose failures all have one explanation.
    ///
    /// - Parameters:
    ///   - expected: what a right value is, as in "expected *a duration such as 90s or 24h*".
    ///   - read: nil for a text that is no such value. The text is never empty.
    init(
        expected: String, completion: CompletionHint = .none,
        read: @escaping @Sendable (_ text: String) -> Value?
    ) {
        self.completion = completion
        self.parse = { text throws(InvalidValue) in
            guard let value = read(text) else { throw InvalidValue(text: text, expected: expected) }
            return value
        }
    }

    private init(
        completion: CompletionHint, parse: @escaping @Sendable (String) throws(InvalidValue) -> Value
    ) {
        self.completion = completion
        self.parse = parse
    }
}

/// A text that is not a value of its option or operand.
struct InvalidValue: Error, Equatable {
    var text: String
    /// What a right value is, without a final full stop.
    var expected: String
    /// Right values that resemble the text.
    var suggestions: [String] = []
}

extension ValueParser where Value == String {
    /// Any text.
    static var string: Self { Self(expected: "a text") { $0 } }

    /// The path of a file; whether it exists is for the command to see.
    static var file: Self { Self(expected: "a file", completion: .file) { $0 } }

    /// The path of a folder; whether it exists is for the command to see.
    static var directory: Self { Self(expected: "a folder", completion: .directory) { $0 } }

    /// One of `words`, too many to list them in an error: `expected` says what they are.
    static func word(of words: [String], expected: String) -> Self {
        Self(completion: .choice(words)) { text throws(InvalidValue) in
            guard words.contains(text) else {
                let suggestions = Spelling.nearest(to: text, among: words)
                throw InvalidValue(text: text, expected: expected, suggestions: suggestions)
            }
            return text
        }
    }
}

extension ValueParser where Value == Int {
    /// A whole number in decimal digits.
    static func wholeNumber(in range: ClosedRange<Int>) -> Self {
        let expected =
            range.upperBound == .max
            ? "a whole number, \(range.lowerBound) or more"
            : "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return Self(expected: expected) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension ValueParser where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
    /// One of an enumeration's cases, written as its raw value.
    static func choice(of type: Value.Type) -> Self {
        let words = type.allCases.map(\.rawValue)
        return Self(completion: .choice(words)) { text throws(InvalidValue) in
            guard let value = Value(rawValue: text) else { throw InvalidValue(text: text, choices: words) }
            return value
        }
    }
}

extension InvalidValue {
    fileprivate init(text: String, choices: [String]) {
        self.init(
            text: text, expected: choices.joined(separator: ", ", last: " or "),
            suggestions: Spelling.nearest(to: text, among: choices))
    }
}
