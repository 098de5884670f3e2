/// Values as messages show them: short, on one line, and harmless to a terminal.
package enum Quoted {
    private static let longest = 60

    /// `"seven"`, with what would not print written as an escape.
    package static func text(_ text: String) -> String {
        var shown = "\""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < longest else { return shown + "…\"" }
            count += 1
            switch scalar {
            case "\"": shown += "\\\""
            case "\\": shown += "\\\\"
            case "\n": shown += "\\n"
            case "\t": shown += "\\t"
            default:
                if isPlain(scalar) {
                    shown.unicodeScalars.append(scalar)
                } else {
                    shown += "\\u{\(hexadecimal(scalar.value))}"
                }
            }
        }
        return shown + "\""
    }

    /// A value as it follows "is": scalars as written, the others by what they are.
    package static func value(_ node: Node) -> String {
        switch node.value {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .int(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): Self.text(text)
        case .array(let elements): elements.isEmpty ? "an empty list" : "a list"
        case .object: "an object"
        case .unreadable: "unreadable"
        }
    }

    /// `a`, `a or b`, `a, b or c`
    package static func alternatives(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }

    /// Four digits or more, in capitals.
    static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x20...0x7E).contains(scalar.value) }
        return switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            false
        default: true
        }
    }
}
