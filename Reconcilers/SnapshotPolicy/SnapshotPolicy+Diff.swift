package import Desired
package import Engine
package import Planning

extension SnapshotPolicy {
    package func diff(
        _ item: Item<SnapshotPolicySpec>, _ live: LivePolicy?, facts: Facts, at instant: Instant
    ) -> Assessment {
        switch live {
        case .found(let policy, let held):
            return PolicyComparison(spec: item.spec, policy: policy, held: held).assessment
        case .contested(let findings): return Assessment(findings: findings)
        case .vacant(let repository): return creation(item, repository)
        case nil:
            guard let id = item.spec.policyId else { return creation(item, nil) }
            let message = "\(id) is not in \(item.address.target): its volumes are not snapshotted by it"
            return Assessment(findings: [Finding(.absent, message, object: id)])
        }
    }

    private func creation(_ item: Item<SnapshotPolicySpec>, _ repository: String?) -> Assessment {
        guard let role = item.spec.executionRoleArn else {
            let message = "no such policy exists, and without executionRoleArn none can be created"
            return Assessment(findings: [Finding(.absent, message)])
        }
        return Assessment(changes: [
            PolicyCreation(item: item, role: role, repository: repository).change
        ])
    }
}

/// A declared policy beside the live one.
struct PolicyComparison {
    let spec: SnapshotPolicySpec
    let policy: LifecyclePolicy
    /// By schedule, the most of its snapshots that one volume has; only where the policy is to be enabled.
    let held: [String: Int]

    var assessment: Assessment {
        var assessment = Assessment(objects: [policy.id])
        if let obstacle {
            assessment.findings = [Finding(.cannotChange, obstacle, object: policy.id)]
            return assessment
        }
        let schedules = ScheduleComparison(spec: spec, policy: policy)
        var drifts = members + targetDrifts
        assessment.findings = error + tagLimit + schedules.findings
        drifts += schedules.drifts
        drifts += stateDrifts(beside: drifts)
        assessment.changes = PolicyUpdate(policy: policy, drifts: drifts, held: held).changes
        return assessment
    }

    /// What AWS never changes, and nothing may be sent about.
    private var obstacle: String? {
        if policy.isDefault {
            return
                "\(policy.id) is a default policy, which has neither target tags nor schedules: declare another one"
        }
        guard !policy.isVolumePolicy else { return nil }
        let type = policy.details["PolicyType"]?.string ?? "EBS_SNAPSHOT_MANAGEMENT"
        let resources = (policy.details["ResourceTypes"]?.array ?? []).compactMap(\.string)
        return
            "\(policy.id) is a policy of type \(type) for \(resources.joined(separator: ", ")), not for snapshots "
            + "of volumes; AWS changes no policy's type"
    }

    private var error: [Finding] {
        guard policy.state == "ERROR" else { return [] }
        let message = policy.json["StatusMessage"]?.string ?? "AWS does not say why"
        return [
            Finding(
                .policyError,
                "\(policy.id) is in state ERROR and neither takes nor deletes snapshots: \(message)",
                object: policy.id)
        ]
    }
}

extension PolicyComparison {
    private var members: [Drift] {
        var drifts: [Drift] = []
        let description = policy.json["Description"]
        if description?.string != spec.description {
            drifts.append(
                Drift(
                    member: "Description", before: description, after: .string(spec.description), .neutral,
                    "another description is declared"))
        }
        let role = policy.json["ExecutionRoleArn"]
        if let declared = spec.executionRoleArn, declared != role?.string {
            drifts.append(
                Drift(
                    member: "ExecutionRoleArn", before: role, after: .string(declared), .weakens,
                    "another role would take and delete the snapshots; without its permissions none are taken"
                ))
        }
        return drifts
    }

    private var missingTargets: [TargetTag] { spec.targets.subtracting(policy.targets).sorted() }

    /// DLM takes 50 target tags; the tags of a policy that would have more are left as they are.
    private var tagLimit: [Finding] {
        let (count, missing) = (policy.targets.count, missingTargets.count)
        guard missing > 0, count + missing > 50 else { return [] }
        let message = "\(policy.id) has \(count) target tags and cannot get \(missing) more: DLM takes 50"
        return [Finding(.tagLimit, message, object: policy.id)]
    }

    /// A policy cannot be without target tags: where none of them stays, the old ones go with the new ones.
    private var targetDrifts: [Drift] {
        guard tagLimit.isEmpty else { return [] }
        let removal: Impact = policy.targets.isDisjoint(with: spec.targets) ? .disrupts : .weakens
        let added = missingTargets.map { tag in
            Drift(
                [FieldChange(Drift.path(tag), before: nil, after: .string(tag.value))], .disrupts,
                "volumes tagged \(tag.text) are not snapshotted by this policy; it would take them all on",
                .addTarget(tag))
        }
        let removed = policy.targets.subtracting(spec.targets).sorted().map { tag in
            Drift(
                [FieldChange(Drift.path(tag), before: .string(tag.value), after: nil)], removal,
                "volumes tagged \(tag.text) alone are no longer snapshotted, and their snapshots stay for good",
                .removeTarget(tag))
        }
        return added + removed
    }
}

extension PolicyComparison {
    private func stateDrifts(beside others: [Drift]) -> [Drift] {
        let wanted = spec.enabled ? "ENABLED" : "DISABLED"
        func drift(_ impact: Impact, _ reason: String) -> Drift {
            Drift(member: "State", before: .string(policy.state), after: .string(wanted), impact, reason)
        }
        guard policy.state != wanted else { return [] }
        guard spec.enabled else {
            return [drift(.weakens, "the policy would neither take nor delete snapshots")]
        }
        if let surplus = surplus(beside: others) {
            return [drift(.destroys, "once enabled it deletes: \(surplus)")]
        }
        switch policy.state {
        case "DISABLED": return [drift(.strengthens, "the policy is disabled: it snapshots no volume")]
        case "ERROR":
            guard !others.isEmpty else {
                return [
                    drift(
                        .disrupts, "the policy is in error; enabling it again helps once the cause is mended")
                ]
            }
            // It goes along with what is sent anyway: with the first change, or with each of those that may be refused.
            let impacts = Set(others.map(\.impact))
            let carriers = impacts.contains(where: \.isAllowedByDefault) ? [.neutral] : impacts.sorted()
            return carriers.map { drift($0, "the policy is in error and is enabled along with it") }
        default: return [drift(.disrupts, "the policy is in state \(policy.state), which is not known here")]
        }
    }

    /// The schedules of which a volume has more snapshots than would be kept, counted after what goes first.
    private func surplus(beside others: [Drift]) -> String? {
        var details = policy.details
        for drift in others where drift.impact.isAllowedByDefault { drift.edit.edit(&details) }
        let surplus = (details["Schedules"]?.array ?? []).compactMap { schedule -> String? in
            guard let name = schedule["Name"]?.string, let count = schedule["RetainRule"]?["Count"]?.int,
                let held = held[name], held > count
            else { return nil }
            return "a volume has \(held) snapshots of \(name), which keeps \(count)"
        }
        return surplus.isEmpty ? nil : surplus.joined(separator: ", ")
    }
}
