import Planning

/// The XML body of an S3 call: members sorted by name, lists flattened under their wire name.
struct XMLEncoder {
    private let operation: Operation
    private var text = ""

    static func encode(_ value: JSON, element: String, for operation: Operation) -> [UInt8] {
        var encoder = XMLEncoder(operation)
        encoder.append(
            value, element: element, attributes: #" xmlns="http://s3.amazonaws.com/doc/2006-03-01/""#)
        return Array(encoder.text.utf8)
    }

    private init(_ operation: Operation) { self.operation = operation }

    private mutating func append(_ value: JSON, element: String, attributes: String = "") {
        if case .array(let elements) = value {
            for each in elements { append(each, element: operation.wireNames[element] ?? element) }
            return
        }
        if value == .null { return }
        text += "<\(element)\(attributes)>"
        switch value {
        case .object(let members):
            for (name, member) in members.sorted(by: { $0.key < $1.key }) { append(member, element: name) }
        case .string(let content): text += Self.escaped(content)
        case .bool(let flag): text += flag ? "true" : "false"
        case .int(let number): text += String(number)
        case .double(let number): text += "\(number)"
        case .array, .null: break
        }
        text += "</\(element)>"
    }

    private static func escaped(_ content: String) -> String {
        var escaped = ""
        for character in content.unicodeScalars {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\r": escaped += "&#13;"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
