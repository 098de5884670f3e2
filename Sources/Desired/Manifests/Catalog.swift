package import Planning

/// What is declared, for looking things up by name.
package struct Catalog: Sendable {
    private struct Scope: Hashable {
        let kind: String
        let target: String
    }

    package let settings: Settings
    /// By name.
    package let applications: [String: Application]
    private let resources: [Address: Resource]
    private let scopes: [Scope: [Resource]]
    /// Manifests that exist and are invalid: naming one is no mistake.
    private let invalid: Set<Address>

    package init(
        settings: Settings, applications: [Application], resources: [Resource], invalid: Set<Address> = []
    ) {
        self.settings = settings
        self.applications = Dictionary(
            applications.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.resources = Dictionary(
            resources.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        self.invalid = invalid
        let sorted = self.resources.values.sorted { $0.address < $1.address }
        scopes = Dictionary(grouping: sorted) { Scope(kind: $0.address.kind, target: $0.address.target) }
    }

    package func resource(_ address: Address) -> Resource? { resources[address] }

    /// With the typed spec; nil where there is no such manifest or where it is invalid.
    package func item<Spec: Sendable>(_ address: Address, _ type: Spec.Type) -> Item<Spec>? {
        resources[address]?.item(type)
    }

    /// True also for a manifest that is invalid.
    package func declares(_ address: Address) -> Bool {
        resources[address] != nil || invalid.contains(address)
    }

    /// All resources of a kind in a target, by name.
    package func resources(kind: String, target: String) -> [Resource] {
        scopes[Scope(kind: kind, target: target)] ?? []
    }
}
