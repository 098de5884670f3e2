package import Planning

/// A value of a file and the place of its first character.
package struct Node: Sendable, Hashable {
    package enum Value: Sendable, Hashable {
        case null
        case bool(Bool)
        case int(Int)
        /// A number with a fraction, or one that no `Int` holds.
        case double(Double)
        case string(String)
        case array([Node])
        /// Members in the order of the file; keys are unique.
        case object([Member])
        /// A token that the reader has already complained about; no rule complains about it again.
        case unreadable
    }

    package struct Member: Sendable, Hashable {
        package let key: String
        package let keyPosition: Position
        package let value: Node
    }

    package let value: Value
    package let position: Position

    package init(_ value: Value, at position: Position) {
        self.value = value
        self.position = position
    }
}

extension Node {
    /// The members of an object; nil for every other kind of value.
    package var members: [Member]? { if case .object(let members) = value { members } else { nil } }

    /// The elements of a list; nil for every other kind of value.
    package var elements: [Node]? { if case .array(let elements) = value { elements } else { nil } }

    package var string: String? { if case .string(let text) = value { text } else { nil } }

    /// The member of an object; nil for an absent member and for every other kind of value.
    package subscript(_ key: String) -> Node? { member(key)?.value }

    package func member(_ key: String) -> Member? { members?.first { $0.key == key } }

    /// The same value without places; what could not be read is null.
    package var json: JSON {
        switch value {
        case .null, .unreadable: .null
        case .bool(let flag): .bool(flag)
        case .int(let number): .int(number)
        case .double(let number): .double(number)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.json))
        case .object(let members):
            .object(
                Dictionary(members.map { ($0.key, $0.value.json) }, uniquingKeysWith: { first, _ in first }))
        }
    }
}

extension Node {
    /// A tree of a value that stands in no file.
    package init(_ json: JSON) {
        let value: Value =
            switch json {
            case .null: .null
            case .bool(let flag): .bool(flag)
            case .int(let number): .int(number)
            case .double(let number): .double(number)
            case .string(let text): .string(text)
            case .array(let elements): .array(elements.map { Node($0) })
            case .object(let members):
                .object(
                    members.sorted { $0.key < $1.key }.map {
                        Member(key: $0.key, keyPosition: .start, value: Node($0.value))
                    })
            }
        self.init(value, at: .start)
    }
}
