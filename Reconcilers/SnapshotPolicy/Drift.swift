import Planning

/// A declared value that AWS does not have, what setting it does, and how it is set.
struct Drift {
    enum Edit {
        /// A member of the call itself.
        case member(String, JSON)
        case addTarget(TargetTag)
        case removeTarget(TargetTag)
        case setMember(String, JSON, schedule: String)
        case addSchedule([String: JSON])
    }

    let fields: [FieldChange]
    let impact: Impact
    /// What follows for a person.
    let reason: String
    let edit: Edit

    init(_ fields: [FieldChange], _ impact: Impact, _ reason: String, _ edit: Edit) {
        self.fields = fields
        self.impact = impact
        self.reason = reason
        self.edit = edit
    }

    /// A member of the call itself that differs.
    init(member: String, before: JSON?, after: JSON, _ impact: Impact, _ reason: String) {
        self.init(
            [FieldChange(member, before: before ?? .null, after: after)], impact, reason,
            .member(member, after))
    }

    /// A rule of a schedule, which is replaced whole; the members that differ are its fields.
    init(
        rule: String, of schedule: String, before: JSON?, after: [String: JSON], _ impact: Impact,
        _ reason: String
    ) {
        let old = before?.object ?? [:]
        let fields = Set(old.keys).union(after.keys).filter { old[$0] != after[$0] }.map { member in
            FieldChange(
                "\(Self.path(schedule)).\(rule).\(member)", before: old[member] ?? .null,
                after: after[member] ?? .null)
        }
        self.init(fields, impact, reason, .setMember(rule, .object(after), schedule: schedule))
    }

    /// `PolicyDetails.Schedules[daily]`
    static func path(_ schedule: String) -> String { "PolicyDetails.Schedules[\(schedule)]" }

    /// `PolicyDetails.TargetTags[Backup=Default]`: a key may come with several values.
    static func path(_ tag: TargetTag) -> String { "PolicyDetails.TargetTags[\(tag.text)]" }
}

extension Drift.Edit {
    /// Nil where it lies in PolicyDetails.
    var member: (name: String, value: JSON)? {
        if case .member(let name, let value) = self { (name, value) } else { nil }
    }

    /// Makes the change in PolicyDetails; all else stays as it is.
    func edit(_ details: inout [String: JSON]) {
        switch self {
        case .member: break
        case .addTarget(let tag):
            details["TargetTags"] = .array((details["TargetTags"]?.array ?? []) + [tag.json])
        case .removeTarget(let tag):
            details["TargetTags"] = .array(
                (details["TargetTags"]?.array ?? []).filter {
                    $0["Key"]?.string != tag.key || $0["Value"]?.string != tag.value
                })
        case .addSchedule(let schedule):
            details["Schedules"] = .array((details["Schedules"]?.array ?? []) + [.object(schedule)])
        case .setMember(let member, let value, let name):
            var schedules = details["Schedules"]?.array ?? []
            guard let index = schedules.firstIndex(where: { $0["Name"]?.string == name }),
                var schedule = schedules[index].object
            else { return }
            schedule[member] = value
            schedules[index] = .object(schedule)
            details["Schedules"] = .array(schedules)
        }
    }
}
