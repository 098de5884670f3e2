import Planning

/// Decodes `Decodable` types from a tree. What does not fit throws a `DecodingError` whose path is the place.
package struct NodeDecoder: Decoder {
    package let userInfo: [CodingUserInfoKey: Any] = [:]
    let node: Node

    package static func decode<Value: Decodable>(_ type: Value.Type, from node: Node) throws -> Value {
        try NodeDecoder(node).decode(type)
    }

    init(_ node: Node) { self.node = node }

    package var codingPath: [any CodingKey] { [PlaceKey(node.position)] }

    package func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let members = node.members else { throw mismatch("an object") }
        return KeyedDecodingContainer(NodeMembers(members, of: self))
    }

    package func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let elements = node.elements else { throw mismatch("a list") }
        return NodeElements(elements, of: self)
    }

    package func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func mismatch(_ expected: String) -> DecodingError {
        .dataCorrupted(
            DecodingError.Context(
                codingPath: codingPath, debugDescription: "expected \(expected), found \(Quoted.value(node))")
        )
    }
}

extension NodeDecoder: SingleValueDecodingContainer {
    package func decodeNil() -> Bool { node.value == .null }

    package func decode(_ type: Bool.Type) throws -> Bool {
        guard case .bool(let flag) = node.value else { throw mismatch("true or false") }
        return flag
    }

    package func decode(_ type: String.Type) throws -> String {
        guard case .string(let text) = node.value else { throw mismatch("a string") }
        return text
    }

    package func decode(_ type: Double.Type) throws -> Double {
        switch node.value {
        case .int(let number): Double(number)
        case .double(let number): number
        default: throw mismatch("a number")
        }
    }

    package func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
    package func decode(_ type: Int.Type) throws -> Int { try whole(type) }
    package func decode(_ type: Int8.Type) throws -> Int8 { try whole(type) }
    package func decode(_ type: Int16.Type) throws -> Int16 { try whole(type) }
    package func decode(_ type: Int32.Type) throws -> Int32 { try whole(type) }
    package func decode(_ type: Int64.Type) throws -> Int64 { try whole(type) }
    package func decode(_ type: UInt.Type) throws -> UInt { try whole(type) }
    package func decode(_ type: UInt8.Type) throws -> UInt8 { try whole(type) }
    package func decode(_ type: UInt16.Type) throws -> UInt16 { try whole(type) }
    package func decode(_ type: UInt32.Type) throws -> UInt32 { try whole(type) }
    package func decode(_ type: UInt64.Type) throws -> UInt64 { try whole(type) }

    package func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        // Its own decoding has to guess the type of each value.
        if type == JSON.self, let json = node.json as? Value { return json }
        return try Value(from: self)
    }

    private func whole<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
        guard case .int(let number) = node.value, let exact = Number(exactly: number) else {
            throw mismatch("a whole number")
        }
        return exact
    }
}

/// A place in the file, where other decoders give a path of keys: it is nearer to what is wrong.
struct PlaceKey: CodingKey {
    let position: Position

    init(_ position: Position) { self.position = position }

    var stringValue: String { "\(position.line):\(position.column)" }
    var intValue: Int? { nil }
    init?(stringValue: String) { nil }
    init?(intValue: Int) { nil }
}
