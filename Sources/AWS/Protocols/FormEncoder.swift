import Planning

/// The form body of the two query protocols, parameters sorted by name.
///
/// EC2 flattens lists, `Filter.1.Value.2`; the others name their items, `Filters.Filter.1.Values.Value.2`.
struct FormEncoder {
    let operation: Operation
    private var pairs: [String] = []

    static func encode(_ parameters: [String: JSON], for operation: Operation) -> [UInt8] {
        var encoder = FormEncoder(operation)
        encoder.pairs = ["Action=\(operation.name)", "Version=\(operation.service.version)"]
        encoder.append(.object(parameters), prefix: "")
        return Array(encoder.pairs.joined(separator: "&").utf8)
    }

    private init(_ operation: Operation) { self.operation = operation }

    private var isFlattened: Bool { operation.service.wireProtocol == .ec2Query }

    private mutating func append(_ value: JSON, prefix: String) {
        switch value {
        case .null: break
        case .bool(let flag): pair(prefix, flag ? "true" : "false")
        case .int(let number): pair(prefix, String(number))
        case .double(let number): pair(prefix, "\(number)")
        case .string(let text): pair(prefix, text)
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                append(element, prefix: "\(prefix).\(index + 1)")
            }
        case .object(let members):
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                append(member, prefix: (prefix.isEmpty ? "" : prefix + ".") + wireName(name, of: member))
            }
        }
    }

    private func wireName(_ name: String, of value: JSON) -> String {
        guard let wireName = operation.wireNames[name] else { return name }
        if isFlattened { return wireName }
        return value.array == nil ? name : "\(name).\(wireName)"
    }

    private mutating func pair(_ name: String, _ value: String) {
        pairs.append("\(name.percentEncoded())=\(value.percentEncoded())")
    }
}
