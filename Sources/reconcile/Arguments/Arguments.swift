/// The values of one command line, read by the options and operands that declare them.
struct Arguments: Sendable {
    private var values: [String: any Sendable] = [:]

    /// The option's value, or what holds where it is not given.
    subscript<Value>(option: Option<Value>) -> Value {
        values[option.description.name] as? Value ?? option.absent
    }

    /// The operand's value, or what holds where it is left out.
    ///
    /// - Precondition: the command declares the operand.
    subscript<Value>(operand: Operand<Value>) -> Value {
        guard let value = values[operand.description.name] as? Value ?? operand.absent else {
            preconditionFailure("\(operand.description.name) is no operand of this command")
        }
        return value
    }

    /// Whether the option stands on the command line, be it with its default.
    func gives<Value>(_ option: Option<Value>) -> Bool {
        values[option.description.name] != nil
    }

    /// Keeps what a description has read under its name.
    mutating func keep(_ value: any Sendable, as name: String) {
        values[name] = value
    }
}
