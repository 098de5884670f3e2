/// The members of an object, as `Decodable` types ask for them.
struct NodeMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private static var few: Int { 16 }
    private let members: [Node.Member]
    /// Only for the many: the few are quicker found by looking through them.
    private let places: [String: Int]
    private let decoder: NodeDecoder

    init(_ members: [Node.Member], of decoder: NodeDecoder) {
        self.members = members
        self.decoder = decoder
        places =
            members.count <= Self.few
            ? [:]
            : Dictionary(zip(members.map(\.key), members.indices), uniquingKeysWith: { first, _ in first })
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

    private func find(_ key: Key) -> Node? {
        let name = key.stringValue
        if places.isEmpty { return members.first { $0.key == name }?.value }
        return places[name].map { members[$0].value }
    }

    private func existing(_ key: Key) throws -> NodeDecoder {
        guard let node = find(key) else {
            throw DecodingError.keyNotFound(
                key,
                DecodingError.Context(
                    codingPath: codingPath, debugDescription: "\(Quoted.text(key.stringValue)) is missing"))
        }
        return NodeDecoder(node)
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try existing(key).decodeNil() }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try existing(key).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try existing(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try existing(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        NodeDecoder(members.first { $0.key == "super" }?.value ?? decoder.node)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try existing(key) }
}

/// The elements of a list, one after the other.
struct NodeElements: UnkeyedDecodingContainer {
    private let elements: [Node]
    private let decoder: NodeDecoder
    private(set) var currentIndex = 0

    init(_ elements: [Node], of decoder: NodeDecoder) {
        self.elements = elements
        self.decoder = decoder
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    private func current() throws -> NodeDecoder {
        guard currentIndex < elements.count else {
            throw DecodingError.valueNotFound(
                Node.self, DecodingError.Context(codingPath: codingPath, debugDescription: "the list ends"))
        }
        return NodeDecoder(elements[currentIndex])
    }

    mutating func decodeNil() throws -> Bool {
        guard try current().decodeNil() else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try current().decode(type)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        let container = try current().container(keyedBy: type)
        currentIndex += 1
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try current().unkeyedContainer()
        currentIndex += 1
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let decoder = try current()
        currentIndex += 1
        return decoder
    }
}
