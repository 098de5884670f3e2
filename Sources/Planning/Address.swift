/// Names one resource: a manifest in one target. Unique in a desired state.
package struct Address: Sendable, Hashable {
    package let kind: String
    package let name: String
    package let target: String

    package init(kind: String, name: String, target: String) {
        self.kind = kind
        self.name = name
        self.target = target
    }
}

extension Address: CustomStringConvertible {
    /// `KIND/NAME`, as people and filters write it; the target is told apart.
    package var description: String { "\(kind)/\(name)" }
}

extension Address: Comparable {
    package static func < (left: Address, right: Address) -> Bool {
        (left.kind, left.name, left.target) < (right.kind, right.name, right.target)
    }
}
