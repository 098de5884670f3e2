/// An option of the command line as a typed key: `arguments[CommonOptions.ref]` is a `String`.
///
/// `Value` is what a command reads: `Bool` of a flag, `T?` of a value that may be left out, `T` of one with a
/// default, `[T]` of one that may be repeated.
struct Option<Value: Sendable>: Sendable {
    let description: OptionDescription
    /// What holds where the option is not given.
    let absent: Value
}

/// An option or operand whatever its type, so that a command can list them side by side.
protocol DeclaredOption: Sendable {
    var description: OptionDescription { get }
}

extension Option: DeclaredOption {}

/// What parsing, help and completion know of an option.
struct OptionDescription: Sendable {
    /// As written, `--repo`; the first names the option.
    let names: [String]
    /// What stands for the value in help; nil for a flag.
    let valueName: String?
    let isRepeatable: Bool
    /// One phrase that starts in lower case and ends without a full stop.
    let help: String
    let completion: CompletionHint
    /// The value of all occurrences in their order; at least one. A flag's occurrences are empty texts.
    let read: @Sendable (_ occurrences: [String]) throws(InvalidValue) -> any Sendable

    var name: String { names[0] }
    var takesValue: Bool { valueName != nil }
}

extension Option {
    /// An option that is given or not.
    static func flag(_ names: String..., help: String) -> Self where Value == Bool {
        let description = OptionDescription(
            names: names, valueName: nil, isRepeatable: false, help: help, completion: .none
        ) { _ in true }
        return Self(description: description, absent: false)
    }

    /// An option with a value that may be left out.
    static func value<T>(
        _ name: String, _ valueName: String, _ parser: ValueParser<T>, help: String
    ) -> Self where Value == T? {
        Self(description: .single(name, valueName, parser, help) { Value.some($0) }, absent: nil)
    }

    /// An option with a value and a default; `help` names the default.
    static func value(
        _ name: String, _ valueName: String, _ parser: ValueParser<Value>, default absent: Value, help: String
    ) -> Self {
        Self(description: .single(name, valueName, parser, help) { $0 }, absent: absent)
    }

    /// An option that may be given several times.
    static func repeated<T>(
        _ name: String, _ valueName: String, _ parser: ValueParser<T>, help: String
    ) -> Self where Value == [T] {
        let description = OptionDescription(
            names: [name], valueName: valueName, isRepeatable: true, help: help, completion: parser.completion
        ) { texts throws(InvalidValue) in
            var values: [T] = []
            for text in texts { values.append(try parser.parse(text)) }
            return values
        }
        return Self(description: description, absent: [])
    }

    /// An option with values joined by commas, which may be given several times too.
    static func list<T>(
        _ name: String, _ valueName: String, of item: ValueParser<T>, help: String
    ) -> Self where Value == [T] {
        let completion: CompletionHint =
            if case .choice(let words) = item.completion { .list(words) } else { item.completion }
        let description = OptionDescription(
            names: [name], valueName: valueName, isRepeatable: true, help: help, completion: completion
        ) { texts throws(InvalidValue) in
            var values: [T] = []
            for text in texts {
                for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                    guard !part.isEmpty else { throw InvalidValue(text: text, expected: valueName) }
                    values.append(try item.parse(String(part)))
                }
            }
            return values
        }
        return Self(description: description, absent: [])
    }
}

extension OptionDescription {
    fileprivate static func single<T, Value: Sendable>(
        _ name: String, _ valueName: String, _ parser: ValueParser<T>, _ help: String,
        wrap: @escaping @Sendable (T) -> Value
    ) -> OptionDescription {
        OptionDescription(
            names: [name], valueName: valueName, isRepeatable: false, help: help,
            completion: parser.completion
        ) { texts throws(InvalidValue) in
            wrap(try parser.parse(texts[0]))
        }
    }
}
