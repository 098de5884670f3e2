package import Planning

/// Where a manifest stands.
package struct Source: Sendable, Hashable {
    /// The file's path from the repository's root.
    package let file: String
    package let position: Position

    package init(file: String, position: Position) {
        self.file = file
        self.position = position
    }
}

extension Source: CustomStringConvertible {
    /// `file:line`
    package var description: String { "\(file):\(position.line)" }
}

/// One manifest in one target, with its typed spec.
package struct Item<Spec: Sendable>: Sendable {
    package let address: Address
    package let metadata: Metadata
    package let spec: Spec
    package let source: Source
    /// The tree of `spec`, for places.
    package let node: Node

    package init(address: Address, metadata: Metadata, spec: Spec, source: Source, node: Node) {
        self.address = address
        self.metadata = metadata
        self.spec = spec
        self.source = source
        self.node = node
    }
}

extension Item {
    /// A diagnostic about a field of `spec`: `diagnostic(at: "schedules[0].every", "is \"5h\"")` says
    /// `spec.schedules[0].every is "5h"` at that value, or at the nearest enclosing one where it is absent.
    package func diagnostic(
        _ severity: Diagnostic.Severity = .error, at path: String, _ message: String, advice: String? = nil
    ) -> Diagnostic {
        let subject = path.isEmpty ? "spec" : "spec.\(path)"
        return Diagnostic(
            severity, file: source.file, position: node.nearest(to: path).position,
            resource: address.description, "\(subject) \(message)", advice: advice)
    }
}

/// One manifest in one target, whatever its kind.
package struct Resource: Sendable {
    package let address: Address
    private let content: Content

    /// The same for every target of the manifest.
    final class Content: Sendable {
        let metadata: Metadata
        let source: Source
        let node: Node
        let spec: any Sendable

        init(metadata: Metadata, source: Source, node: Node, spec: any Sendable) {
            self.metadata = metadata
            self.source = source
            self.node = node
            self.spec = spec
        }
    }

    package var metadata: Metadata { content.metadata }
    package var source: Source { content.source }
    /// The tree of `spec`.
    package var node: Node { content.node }

    /// - Parameter spec: the decoded spec; its type is the kind's.
    package init(address: Address, metadata: Metadata, source: Source, node: Node, spec: any Sendable) {
        self.init(address, Content(metadata: metadata, source: source, node: node, spec: spec))
    }

    init(_ address: Address, _ content: Content) {
        self.address = address
        self.content = content
    }

    /// The resource with its typed spec; nil where it is of another kind.
    package func item<Spec: Sendable>(_ type: Spec.Type) -> Item<Spec>? {
        (content.spec as? Spec).map {
            Item(address: address, metadata: metadata, spec: $0, source: source, node: node)
        }
    }
}
