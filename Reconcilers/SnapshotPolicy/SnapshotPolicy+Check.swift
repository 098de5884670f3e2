package import Desired
import Planning

extension SnapshotPolicy {
    package func check(_ item: Item<SnapshotPolicySpec>, in catalog: Catalog) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        let spec = item.spec
        if spec.policyId == nil, spec.executionRoleArn == nil {
            diagnostics.append(
                item.diagnostic(
                    at: "executionRoleArn", "is missing",
                    advice:
                        "a policy without policyId is created, and DLM needs a role for it; set one of the two"
                ))
        }
        if spec.targets.count > 50 {
            diagnostics.append(
                item.diagnostic(
                    at: "targetTags", "has \(spec.targets.count) tags", advice: "DLM takes 50 of a policy"))
        }
        diagnostics += schedules(item)
        if let rpo = item.metadata.rpo, let (index, gap) = densest(spec.schedules), gap > rpo {
            let path = "schedules[\(index)].\(spec.schedules[index].rule.field)"
            diagnostics.append(
                item.diagnostic(
                    .warning, at: path, "leaves \(gap) between snapshots, longer than the RPO of \(rpo)",
                    advice: "take snapshots more often, or declare the RPO that is meant"))
        }
        return diagnostics
    }

    private func schedules(_ item: Item<SnapshotPolicySpec>) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        var names: Set<String> = []
        for (index, schedule) in item.spec.schedules.enumerated() {
            if !names.insert(schedule.name).inserted {
                diagnostics.append(
                    item.diagnostic(
                        at: "schedules[\(index)].name", "is \"\(schedule.name)\" again",
                        advice: "every schedule of a policy has a name of its own"))
            }
            if let first = item.spec.schedules.first, !first.retain.isSameType(as: schedule.retain) {
                diagnostics.append(
                    item.diagnostic(
                        at: "schedules[\(index)].retain",
                        "keeps snapshots by \(schedule.retain.typeName), the first schedule by \(first.retain.typeName)",
                        advice:
                            "all schedules of a policy keep snapshots in the same way; declare two policies"))
            }
        }
        return diagnostics
    }

    /// The schedule that leaves the shortest time between snapshots, of those that take some every day; nil where
    /// one cannot be judged.
    private func densest(_ schedules: [SnapshotPolicySpec.Schedule]) -> (index: Int, gap: Period)? {
        var densest: (index: Int, gap: Period)?
        for (index, schedule) in schedules.enumerated() {
            guard let rhythm = Rhythm(schedule.rule) else { return nil }
            guard rhythm.days == nil else { continue }
            let gap = Period(seconds: rhythm.gap * 60)
            if densest.map({ gap < $0.gap }) ?? true { densest = (index, gap) }
        }
        return densest
    }
}

extension CreateRule {
    /// The field of a schedule that says it.
    fileprivate var field: String {
        switch self {
        case .every: "every"
        case .cron: "cron"
        }
    }
}
