import Engine
import Planning

/// The declared schedules beside the live ones, matched by name.
struct ScheduleComparison {
    private(set) var drifts: [Drift] = []
    private(set) var findings: [Finding] = []

    private let policy: LifecyclePolicy
    /// AWS takes four.
    private static let limit = 4

    init(spec: SnapshotPolicySpec, policy: LifecyclePolicy) {
        self.policy = policy
        var count = policy.schedules.count
        for schedule in spec.schedules {
            if let live = policy.schedule(schedule.name) {
                compare(schedule, live)
            } else if let obstacle = obstacle(to: schedule, beside: count) {
                findings.append(Finding(.cannotChange, obstacle, object: policy.id))
            } else {
                count += 1
                add(schedule)
            }
        }
        let declared = Set(spec.schedules.map(\.name))
        for live in policy.schedules {
            let name = live["Name"]?.string
            guard !(name.map(declared.contains) ?? false) else { continue }
            findings.append(
                Finding(
                    .undeclaredSchedule,
                    "\(policy.id) has \(name.map { "the schedule \($0)" } ?? "a schedule without a name"), which "
                        + "nobody declares: it stays as it is",
                    object: policy.id))
        }
    }

    /// All schedules of a policy keep snapshots in the same way: as the first that can be understood does.
    private var retention: Retention? {
        policy.schedules.lazy.compactMap { $0["RetainRule"].flatMap(Retention.init(live:)) }.first
    }

    private func obstacle(to schedule: SnapshotPolicySpec.Schedule, beside count: Int) -> String? {
        if count >= Self.limit {
            return
                "\(policy.id) takes no schedule \(schedule.name) besides the \(count) that it has: AWS allows \(Self.limit)"
        }
        if let retention, !retention.isSameType(as: schedule.retain) {
            return
                "\(policy.id) keeps snapshots by \(retention.typeName); a schedule \(schedule.name) that keeps them by "
                + "\(schedule.retain.typeName) needs a policy of its own"
        }
        return nil
    }

    private mutating func add(_ schedule: SnapshotPolicySpec.Schedule) {
        drifts.append(
            Drift(
                [FieldChange(Drift.path(schedule.name), before: nil, after: .object(schedule.json))],
                .strengthens,
                "no schedule \(schedule.name) takes snapshots; one \(schedule.rule.spoken) is desired",
                .addSchedule(schedule.json)))
    }

    private mutating func compare(_ schedule: SnapshotPolicySpec.Schedule, _ live: JSON) {
        guard let rule = live["CreateRule"].flatMap(CreateRule.init(live:)) else {
            return doubt("CreateRule", schedule.name)
        }
        guard let retention = live["RetainRule"].flatMap(Retention.init(live:)) else {
            return doubt("RetainRule", schedule.name)
        }
        if !schedule.rule.isMet(by: rule) {
            drifts.append(
                Drift(
                    rule: "CreateRule", of: schedule.name, before: live["CreateRule"],
                    after: schedule.rule.json(replacing: live["CreateRule"]),
                    schedule.rule.impact(replacing: rule),
                    "\(schedule.name) takes snapshots \(rule.spoken); \(schedule.rule.spoken) is desired"))
        }
        compareRetention(schedule, retention, live)
        compareTags(schedule, live)
    }

    /// A resource with such a finding is unknown: what was not understood is not replaced.
    private mutating func doubt(_ rule: String, _ name: String) {
        findings.append(
            Finding(
                .unreadable, "the \(rule) of \(policy.id)'s schedule \(name) cannot be read",
                object: policy.id))
    }

    private mutating func compareRetention(
        _ schedule: SnapshotPolicySpec.Schedule, _ retention: Retention, _ live: JSON
    ) {
        let name = schedule.name
        func drift(_ impact: Impact, _ reason: String) -> Drift {
            Drift(
                rule: "RetainRule", of: name, before: live["RetainRule"], after: schedule.retain.json, impact,
                reason)
        }
        switch (retention, schedule.retain) {
        case (.count(let count), .count(let desired)) where count < desired:
            let kept =
                count == 1 ? "1 snapshot of a volume is kept" : "\(count) snapshots of a volume are kept"
            drifts.append(drift(.strengthens, "\(kept) by \(name); \(desired) are desired"))
        case (.count(let count), .count(let desired)) where count > desired:
            drifts.append(
                drift(
                    .destroys,
                    "\(count) snapshots of a volume are kept by \(name); all but \(desired) are deleted"))
        case (.age(let age), .age(let desired)) where !age.isSame(as: desired):
            let isLonger = desired.isSurelyLonger(than: age)
            drifts.append(
                drift(
                    isLonger ? .strengthens : .weakens,
                    "\(name) keeps snapshots for \(age.spoken); new ones are to be kept for \(desired.spoken)"
                ))
        case (.count, .age), (.age, .count):
            findings.append(
                Finding(
                    .cannotChange,
                    "\(name) of \(policy.id) keeps snapshots by \(retention.typeName), not by \(schedule.retain.typeName); "
                        + "AWS does not change that: declare a new policy",
                    object: policy.id))
        default: break
        }
    }

    private mutating func compareTags(_ schedule: SnapshotPolicySpec.Schedule, _ live: JSON) {
        let name = schedule.name
        if let copyTags = schedule.copyTags, copyTags != live["CopyTags"]?.bool ?? false {
            drifts.append(
                Drift(
                    [
                        FieldChange(
                            "\(Drift.path(name)).CopyTags", before: live["CopyTags"] ?? .null,
                            after: .bool(copyTags))
                    ], .neutral,
                    copyTags
                        ? "snapshots of \(name) do not get their volume's tags"
                        : "snapshots of \(name) get their volume's tags; they are not to",
                    .setMember("CopyTags", .bool(copyTags), schedule: name)))
        }
        guard let desired = schedule.tagsToAdd else { return }
        let tags = Dictionary(
            (live["TagsToAdd"]?.array ?? []).compactMap { tag in
                tag["Key"]?.string.map { ($0, tag["Value"]?.string ?? "") }
            }, uniquingKeysWith: { _, last in last })
        guard tags != desired else { return }
        let fields = Set(tags.keys).union(desired.keys).filter { tags[$0] != desired[$0] }.map { key in
            FieldChange(
                "\(Drift.path(name)).TagsToAdd[\(key)]", before: JSON(tags[key]), after: JSON(desired[key]))
        }
        drifts.append(
            Drift(
                fields, .neutral, "snapshots of \(name) get other tags than those declared",
                .setMember("TagsToAdd", SnapshotPolicySpec.Schedule.list(desired), schedule: name)))
    }
}
