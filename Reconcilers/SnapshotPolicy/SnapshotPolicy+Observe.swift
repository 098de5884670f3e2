package import Desired
package import Engine
import Planning

extension SnapshotPolicy {
    package func observe(
        _ items: [Item<SnapshotPolicySpec>], in view: TargetView, scope: Scope
    ) async -> [Observed<LivePolicy>] {
        guard !items.isEmpty else { return [] }
        let claimed = Set(items.compactMap(\.spec.policyId))
        let needsAll = items.contains { $0.spec.policyId == nil }
        // Declared ids can be looked at alone; what is found by its tags needs all policies.
        let wanted =
            scope.objects.flatMap { $0.isSubset(of: claimed) ? $0 : nil } ?? (needsAll ? nil : claimed)
        let policies: LifecyclePolicies.Value
        switch await view.reading(LifecyclePolicies(ids: wanted)) {
        case .failure(let finding): return items.map { _ in .unknown(finding) }
        case .success(let read): policies = read
        }
        let finder = PolicyFinder(policies, items: items, repository: scope.repository)
        let found = items.map { item -> Observed<LivePolicy> in
            if let wanted, !(item.spec.policyId.map(wanted.contains) ?? false) {
                return .unknown(Finding(.notRecorded, "it was not looked at again"))
            }
            return finder.find(item)
        }
        return await counting(found, of: items, in: view)
    }

    /// Adds how many snapshots there are where the policy is to be enabled: one reading for all.
    private func counting(
        _ found: [Observed<LivePolicy>], of items: [Item<SnapshotPolicySpec>], in view: TargetView
    ) async -> [Observed<LivePolicy>] {
        let enabling = zip(found, items).map { observed, item -> LifecyclePolicy? in
            guard item.spec.enabled, case .known(.found(let policy, _)) = observed,
                policy.state != "ENABLED", policy.hasCounts
            else { return nil }
            return policy
        }
        let ids = Set(enabling.compactMap { $0?.id })
        guard !ids.isEmpty else { return found }
        let reading = await view.reading(Snapshots(ofPolicies: ids))
        return zip(found, enabling).map { observed, policy in
            guard let policy else { return observed }
            switch reading {
            case .failure(let finding): return .unknown(finding)
            case .success(let snapshots):
                return .known(.found(policy, held: policy.held(among: snapshots)))
            }
        }
    }
}

/// Finds the policy that each manifest means among those of a target.
struct PolicyFinder {
    private let policies: [LifecyclePolicy]
    private let unread: [UnreadLifecyclePolicy]
    private let repository: String?
    /// Manifests by the policy that they name.
    private let claims: [String: Address]
    /// What the names of this target's manifests look like on policies.
    private let names: Set<String>

    init(_ seen: LifecyclePolicies.Value, items: [Item<SnapshotPolicySpec>], repository: String?) {
        policies = seen.policies
        unread = seen.unread
        self.repository = repository
        claims = Dictionary(
            items.compactMap { item in item.spec.policyId.map { ($0, item.address) } },
            uniquingKeysWith: { first, _ in first })
        names = Set(items.filter { $0.spec.policyId == nil }.map { Ownership.value($0.address) })
    }

    func find(_ item: Item<SnapshotPolicySpec>) -> Observed<LivePolicy> {
        if let id = item.spec.policyId {
            if let policy = unread.first(where: { $0.id == id }) { return .unknown(policy.finding) }
            return policies.first { $0.id == id }.map(known) ?? .absent
        }
        let name = Ownership.value(item.address)
        // It exists, and may be the one.
        if let policy = unread.first(where: { $0.tags.map { $0[Ownership.name] == name } ?? true }) {
            return .unknown(policy.finding)
        }
        let named = policies.filter { $0.tags[Ownership.name] == name }
        let ours = named.filter { isOurs($0.tags) && claims[$0.id] == nil }
        if ours.count == 1, let policy = ours.first { return known(policy) }
        if !named.isEmpty {
            return .known(.contested(named.map { contest($0, name: name, of: named.count) }))
        }
        let rivals = policies.filter { policy in
            policy.isVolumePolicy && policy.targets == item.spec.targets
                && !isDeclared(policy.id, policy.tags)
        }
        if !rivals.isEmpty { return .known(.contested(rivals.map(Self.rivalry))) }
        // What could not be read may be in the way as well.
        let obstacle = unread.first { $0.mayTargetVolumes && !isDeclared($0.id, $0.tags ?? [:]) }
        return obstacle.map { .unknown($0.finding) } ?? .known(.vacant(repository: repository))
    }

    private func known(_ policy: LifecyclePolicy) -> Observed<LivePolicy> {
        .known(.found(policy, held: [:]))
    }

    /// Without a repository of our own, only a policy that names none either.
    private func isOurs(_ tags: [String: String]) -> Bool { tags[Ownership.repository] == repository }

    private func isDeclared(_ id: String, _ tags: [String: String]) -> Bool {
        claims[id] != nil || isOurs(tags) && tags[Ownership.name].map(names.contains) ?? false
    }

    private func contest(_ policy: LifecyclePolicy, name: String, of count: Int) -> Finding {
        let tag = "\(policy.id) is tagged \(Ownership.name)=\(name)"
        if let claimant = claims[policy.id] {
            return Finding(
                .conflict, "\(tag) and \(claimant) names it by its id: one of the two manifests has to go",
                object: policy.id)
        }
        if !isOurs(policy.tags) {
            let owner = policy.tags[Ownership.repository].map { "repository \($0)" } ?? "no repository"
            return Finding(
                .adopt, "\(tag) by \(owner): set policyId if it is this repository's now", object: policy.id)
        }
        return Finding(
            .adopt, "\(tag), as \(count - 1) more of the policies are: set policyId to the one that is meant",
            object: policy.id)
    }

    private static func rivalry(_ policy: LifecyclePolicy) -> Finding {
        Finding(
            .adopt,
            "\(policy.id) targets the same volumes already: set policyId to keep it as this manifest's policy; "
                + "a second one would snapshot everything twice",
            object: policy.id)
    }
}

extension LifecyclePolicy {
    /// True where a schedule keeps a number of snapshots.
    fileprivate var hasCounts: Bool { schedules.contains { $0["RetainRule"]?["Count"] != nil } }

    /// By schedule, the most of its snapshots that one volume has. Those that name no schedule count for all.
    fileprivate func held(among snapshots: [Snapshot]) -> [String: Int] {
        let byVolume = Dictionary(grouping: snapshots.filter { $0.policy == id }, by: \.volume)
        var held: [String: Int] = [:]
        for name in schedules.compactMap({ $0["Name"]?.string }) {
            held[name] =
                byVolume.values.map { $0.count { $0.schedule == nil || $0.schedule == name } }.max() ?? 0
        }
        return held
    }
}
