package import Desired
package import Planning

/// What came of comparing one resource.
package struct AssessedResource: Sendable {
    package let resource: Resource
    package let assessment: Assessment
    /// False for one that was looked at because others of its kind were wanted.
    package let isSelected: Bool

    package init(resource: Resource, assessment: Assessment, isSelected: Bool = true) {
        self.resource = resource
        self.assessment = assessment
        self.isSelected = isSelected
    }
}

/// Compares a desired state with what is seen of its targets: every kind and target at once, each with one batch of
/// calls.
package struct Comparison: Sendable {
    package let desired: DesiredState
    package let reconcilers: [any Reconciler]

    package init(desired: DesiredState, reconcilers: [any Reconciler]) {
        self.desired = desired
        self.reconcilers = reconcilers
    }

    /// Assesses the selected resources of the viewed targets, and with them all of the same kind and target. What fails for
    /// one does not stop the others: it is unknown, and says why.
    ///
    /// - Parameter finished: Told of every kind and target that is done, for progress.
    package func assess(
        in views: [TargetView], _ selection: Selection = .all,
        finished: @escaping @Sendable (_ kind: String, _ target: String) -> Void = { _, _ in }
    ) async -> [AssessedResource] {
        await withTaskGroup(of: [AssessedResource].self) { group in
            for view in views {
                for reconciler in reconcilers {
                    group.addTask {
                        let assessed = await self.assess(reconciler, in: view, selection, objects: nil)
                        if !assessed.isEmpty { finished(type(of: reconciler).kind, view.target.name) }
                        return assessed
                    }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Assesses some AWS objects of one kind again.
    package func reassess(
        kind: String, objects: Set<String>, in view: TargetView
    ) async -> [AssessedResource] {
        guard let reconciler = reconcilers.first(where: { type(of: $0).kind == kind }) else { return [] }
        return await assess(reconciler, in: view, .all, objects: objects)
    }

    private func assess<R: Reconciler>(
        _ reconciler: R, in view: TargetView, _ selection: Selection, objects: Set<String>?
    ) async -> [AssessedResource] {
        let resources = desired.catalog.resources(kind: R.kind, target: view.target.name)
        // All manifests of the kind are observed where one is wanted: a conflict needs both sides.
        guard resources.contains(where: { selection.contains($0.address) }) else { return [] }
        let pairs = resources.compactMap { resource in
            resource.item(R.Spec.self).map { (resource, $0) }
        }
        let facts = facts(of: view.target.name)
        let scope = Scope(facts: facts, objects: objects, repository: desired.settings.tracker?.project)
        let observed = await reconciler.observe(pairs.map(\.1), in: view, scope: scope)
        return pairs.enumerated().map { index, pair in
            let (resource, item) = pair
            let assessment =
                switch observed.indices.contains(index) ? observed[index] : .unknown(Self.unanswered) {
                case .unknown(let finding): Assessment(findings: [finding])
                case .absent: reconciler.diff(item, nil, facts: facts, at: view.instant)
                case .known(let live): reconciler.diff(item, live, facts: facts, at: view.instant)
                }
            return AssessedResource(
                resource: resource, assessment: assessment, isSelected: selection.contains(resource.address))
        }
    }

    /// A kind that answers for fewer manifests than it was asked about: none of them is silently in sync.
    private static let unanswered = Finding(.unreadable, "its kind gave no answer for this manifest")

    /// Whether AWS takes another change of the object now; false also where that cannot be seen.
    package func isReady(_ address: Address, object: String, in view: TargetView) async -> Bool {
        guard let reconciler = reconcilers.first(where: { type(of: $0).kind == address.kind }) else {
            return false
        }
        return await isReady(reconciler, address, object: object, in: view)
    }

    private func isReady<R: Reconciler>(
        _ reconciler: R, _ address: Address, object: String, in view: TargetView
    ) async -> Bool {
        guard let item = desired.catalog.item(address, R.Spec.self) else { return false }
        let scope = Scope(
            facts: facts(of: address.target), objects: [object], repository: desired.settings.tracker?.project
        )
        guard case .known(let live)? = await reconciler.observe([item], in: view, scope: scope).first else {
            return false
        }
        return reconciler.isReady(live, object: object)
    }

    private func facts(of target: String) -> Facts {
        var facts = Facts()
        for reconciler in reconcilers { addFacts(of: reconciler, target, to: &facts) }
        return facts
    }

    private func addFacts<R: Reconciler>(of reconciler: R, _ target: String, to facts: inout Facts) {
        for resource in desired.catalog.resources(kind: R.kind, target: target) {
            guard let item = resource.item(R.Spec.self) else { continue }
            facts[R.kind, resource.address.name] = reconciler.facts(item.spec)
        }
    }

    /// Every listing that a recording needs to answer for this desired state, by target.
    package func inventory(of target: String) -> [any Listing] {
        var listings: [String: any Listing] = [:]
        for reconciler in reconcilers {
            for listing in inventory(of: reconciler, target) { listings[listing.name] = listing }
        }
        return listings.values.sorted { $0.name < $1.name }
    }

    private func inventory<R: Reconciler>(of reconciler: R, _ target: String) -> [any Listing] {
        reconciler.inventory(
            desired.catalog.resources(kind: R.kind, target: target).compactMap { $0.item(R.Spec.self) })
    }
}
