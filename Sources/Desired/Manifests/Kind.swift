/// What the desired state has to know of a kind of manifest. A reconciler is a kind that also observes and compares.
package protocol Kind: Sendable {
    /// The typed form of `spec`. Decoded only from what `schema` accepts.
    associatedtype Spec: Decodable & Sendable

    /// As manifests write it: `DatabaseBackup`.
    static var kind: String { get }
    /// One sentence for people, shown by editors.
    static var summary: String { get }
    /// Of `spec`; it must be an object.
    static var schema: Schema { get }

    /// The offline rules of one valid manifest that its schema cannot say. References that the schema marks
    /// are checked already.
    func check(_ item: Item<Spec>, in catalog: Catalog) -> [Diagnostic]

    /// The AWS objects that the manifest names. One named twice in a kind and target is an error.
    func claims(_ spec: Spec) -> [Claim]
}

extension Kind {
    package func check(_ item: Item<Spec>, in catalog: Catalog) -> [Diagnostic] { [] }
    package func claims(_ spec: Spec) -> [Claim] { [] }
}

/// An AWS object that a manifest names and that no second manifest of its kind and target may name.
package struct Claim: Sendable, Hashable {
    /// What it is, for a message: `DB instance`.
    package let what: String
    /// AWS's name of it: `algorithmia-prod`.
    package let name: String
    /// The field of `spec` that names it.
    package let path: String

    package init(_ what: String, _ name: String, at path: String) {
        self.what = what
        self.name = name
        self.path = path
    }
}
