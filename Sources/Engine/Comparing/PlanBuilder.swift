package import Desired
package import Planning

/// Turns assessments into the resources of a plan: states, and for every change whether apply may make it. Pure.
package struct PlanBuilder: Sendable {
    private let settings: Settings
    /// Impacts that `--allow` adds for this run.
    private let allowed: Set<Impact>
    private let guards: Guards
    private let instant: Instant

    /// - Parameter maxChanges: `--max-changes`, which replaces both limits of the desired state.
    package init(settings: Settings, allowed: Set<Impact> = [], maxChanges: Int? = nil, at instant: Instant) {
        self.settings = settings
        self.allowed = allowed
        guards =
            maxChanges.map { Guards(maxChanges: $0, maxChangePercent: nil) }
            ?? Guards(
                maxChanges: settings.guards.maxChanges ?? 25,
                maxChangePercent: settings.guards.maxChangePercent ?? 50)
        self.instant = instant
    }

    /// - Parameter counts: False for a change that would not be made although it is allowed: the limits count what would
    ///   be carried out, after all filters.
    /// - Returns: The selected resources, and what keeps apply from changes that it would otherwise make, in sentences.
    package func build(
        _ assessed: [AssessedResource], counts: (PlannedChange) -> Bool = { _ in true }
    ) -> (resources: [PlannedResource], objections: [String]) {
        let selected = assessed.filter(\.isSelected)
        var resources = selected.map(planned)
        let willing = Dictionary(
            resources.map { resource in
                (
                    resource.address,
                    resource.changes.filter {
                        $0.apply == .yes && counts(PlannedChange(resource.address, $0))
                    }
                )
            }, uniquingKeysWith: { first, _ in first })
        let objection = guards.objection(
            to: willing.values.reduce(0) { $0 + $1.count }, selections: selections(assessed, willing))
        var objections = undeclaredAccounts(resources)
        if let objection {
            objections.append(
                "A guard keeps apply from starting: \(objection). --max-changes N replaces the limits.")
            for resource in resources.indices {
                for change in resources[resource].changes.indices
                where resources[resource].changes[change].apply == .yes {
                    resources[resource].changes[change].apply = .guard
                }
            }
        }
        return (resources, objections)
    }

    /// Nothing is sent to an account that nobody has named.
    private func undeclaredAccounts(_ resources: [PlannedResource]) -> [String] {
        let targets = resources.filter { $0.changes.contains { $0.apply == .guard } }.map(\.target)
        return Set(targets).sorted().map { "Settings declares no account for \($0): nothing is sent there." }
    }

    private func planned(_ assessed: AssessedResource) -> PlannedResource {
        let (metadata, assessment) = (assessed.resource.metadata, assessed.assessment)
        var findings = assessment.findings
        let isUnknown = findings.contains { $0.code.isUnknown }
        if let suspend = metadata.suspend, suspend.until.hasPassed(at: instant) {
            findings.append(
                Finding(
                    .suspensionExpired,
                    "suspended until \(suspend.until) by \(suspend.owner): \(suspend.reason). Nothing is changed "
                        + "until the suspension is renewed or removed"))
        }
        for index in findings.indices where findings[index].runbook == nil && !findings[index].code.isUnknown
        {
            findings[index].runbook = metadata.runbook
        }
        var changes = isUnknown ? [] : assessment.changes
        for index in changes.indices {
            changes[index].apply = permission(for: changes[index], of: assessed.resource)
        }
        changes.sort { ($0.object, $0.impact, $0.fingerprint) < ($1.object, $1.impact, $1.fingerprint) }
        return PlannedResource(
            address: assessed.resource.address, application: metadata.application,
            source: .init(file: assessed.resource.source.file, line: assessed.resource.source.position.line),
            state: state(isUnknown, metadata, changes, findings, assessment),
            issues: metadata.issues.map(\.text),
            changes: changes, findings: findings, evidence: assessment.evidence)
    }

    private func state(
        _ isUnknown: Bool, _ metadata: Metadata, _ changes: [Change], _ findings: [Finding],
        _ assessment: Assessment
    ) -> ResourceState {
        if isUnknown { return .unknown }
        if let suspend = metadata.suspend, !suspend.until.hasPassed(at: instant) { return .suspended }
        if !changes.isEmpty { return .drifted }
        if !findings.isEmpty { return .attention }
        return assessment.isPending ? .pending : .inSync
    }

    private func permission(for change: Change, of resource: Resource) -> Permission {
        let metadata = resource.metadata
        if metadata.suspend != nil { return .suspended }
        if metadata.mode == .observe { return .observe }
        let isAllowed =
            change.impact.isAllowedByDefault || allowed.contains(change.impact)
            || metadata.allow.contains { $0.impact == change.impact && !$0.until.hasPassed(at: instant) }
        guard isAllowed else { return .needsAllow }
        return settings.target(resource.address.target)?.account == nil ? .guard : .yes
    }

    private func selections(
        _ assessed: [AssessedResource], _ willing: [Address: [Change]]
    ) -> [Guards.Selection] {
        struct Group: Hashable, Comparable {
            let kind: String
            let target: String
            static func < (left: Group, right: Group) -> Bool {
                (left.kind, left.target) < (right.kind, right.target)
            }
        }
        var objects: [Group: Set<String>] = [:]
        var changed: [Group: Set<String>] = [:]
        for assessed in assessed {
            let address = assessed.resource.address
            let group = Group(kind: address.kind, target: address.target)
            // What could not be seen counts as one object at least: a limit is not loosened by a failure.
            let isUnknown = assessed.assessment.findings.contains { $0.code.isUnknown }
            objects[group, default: []].formUnion(assessed.assessment.objects)
            if isUnknown { objects[group, default: []].insert(address.description) }
            changed[group, default: []].formUnion((willing[address] ?? []).map(\.object))
        }
        return objects.sorted { $0.key < $1.key }.map { group, objects in
            Guards.Selection(
                kind: group.kind, target: group.target, objects: objects, changed: changed[group] ?? [])
        }
    }
}
