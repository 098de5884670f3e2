/// One header field, as sent or as received.
package struct HTTPHeader: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether this field has the name, whose case does not matter.
    package func isNamed(_ other: String) -> Bool {
        name.utf8.elementsEqual(other.utf8) { asciiLowercase($0) == asciiLowercase($1) }
    }

    private func asciiLowercase(_ byte: UInt8) -> UInt8 {
        byte &- 65 < 26 ? byte | 0x20 : byte
    }
}

/// The fields of an answer in the order in which they came, repeated ones included.
package struct HTTPHeaders: Sendable, Hashable {
    package let fields: [HTTPHeader]

    package init(_ fields: [HTTPHeader] = []) {
        self.fields = fields
    }

    /// The first value under a name, whose case does not matter.
    package subscript(name: String) -> String? {
        fields.first { $0.isNamed(name) }?.value
    }

    /// All values under a name, in the order in which they came.
    package func values(_ name: String) -> [String] {
        fields.filter { $0.isNamed(name) }.map(\.value)
    }
}

/// Names alone: a header may be a credential.
extension HTTPHeader: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(name): …" }
    package var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
