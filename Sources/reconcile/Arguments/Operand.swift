/// A word after the command that is no option, as a typed key: `arguments[application]` is a `String`.
///
/// `Value` is `T` of an operand that has to be there, `T?` of one that may be left out, `[T]` of one that
/// takes all the rest.
struct Operand<Value: Sendable>: Sendable {
    let description: OperandDescription
    /// What holds where the operand is left out; nil if it cannot be.
    let absent: Value?
}

/// An operand whatever its type, so that a command can list them side by side.
protocol DeclaredOperand: Sendable {
    var description: OperandDescription { get }
}

extension Operand: DeclaredOperand {}

/// What parsing, help and completion know of an operand.
struct OperandDescription: Sendable {
    enum Count: Sendable {
        case one
        case atMostOne
        /// One or more; only a command's last operand.
        case several
    }

    /// In capitals, as help shows it.
    let name: String
    let count: Count
    /// One phrase that starts in lower case and ends without a full stop.
    let help: String
    let completion: CompletionHint
    /// The value of the words given; at least one.
    let read: @Sendable (_ words: [String]) throws(InvalidValue) -> any Sendable

    /// As a usage line shows it: `APPLICATION`, `[PLAN_FILE]`, `PLAN_FILE…`.
    var usage: String {
        switch count {
        case .one: name
        case .atMostOne: "[\(name)]"
        case .several: "\(name)…"
        }
    }
}

extension Operand {
    /// An operand that has to be given.
    static func required(_ name: String, _ parser: ValueParser<Value>, help: String) -> Self {
        let description = OperandDescription(
            name: name, count: .one, help: help, completion: parser.completion
        ) { words throws(InvalidValue) in
            try parser.parse(words[0])
        }
        return Self(description: description, absent: nil)
    }

    /// An operand that may be left out.
    static func optional<T>(
        _ name: String, _ parser: ValueParser<T>, help: String
    ) -> Self where Value == T? {
        let description = OperandDescription(
            name: name, count: .atMostOne, help: help, completion: parser.completion
        ) { words throws(InvalidValue) in
            Value.some(try parser.parse(words[0]))
        }
        return Self(description: description, absent: .some(nil))
    }

    /// One or more operands to the end of the line.
    static func several<T>(
        _ name: String, _ parser: ValueParser<T>, help: String
    ) -> Self where Value == [T] {
        let description = OperandDescription(
            name: name, count: .several, help: help, completion: parser.completion
        ) { words throws(InvalidValue) in
            var values: [T] = []
            for word in words { values.append(try parser.parse(word)) }
            return values
        }
        return Self(description: description, absent: nil)
    }
}
