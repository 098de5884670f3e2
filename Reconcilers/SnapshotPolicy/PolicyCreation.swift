import Desired
import Planning

/// The call that creates a declared policy, with the tags by which it is known again.
struct PolicyCreation {
    let item: Item<SnapshotPolicySpec>
    let role: String
    let repository: String?

    var change: Change {
        let tags = Ownership.tags(item.address, repository: repository)
        return Change(
            .create, object: item.address.name, fields: fields, impact: .strengthens, reason: reason,
            basis: ["policy": nil, "tags": .object(tags.mapValues(JSON.string))],
            calls: [APICall("dlm", "CreateLifecyclePolicy", parameters(tags))])
    }

    private var spec: SnapshotPolicySpec { item.spec }
    private var state: String { spec.enabled ? "ENABLED" : "DISABLED" }

    private var reason: String {
        let tags = spec.targets.sorted().map(\.text).joined(separator: ", ")
        return "no policy of this manifest exists: volumes tagged \(tags) are not snapshotted by it"
    }

    private var fields: [FieldChange] {
        let members = [
            ("Description", spec.description), ("ExecutionRoleArn", role), ("State", state),
        ].map { FieldChange($0.0, before: nil, after: .string($0.1)) }
        let targets = spec.targets.map { FieldChange(Drift.path($0), before: nil, after: .string($0.value)) }
        let schedules = spec.schedules.map {
            FieldChange(Drift.path($0.name), before: nil, after: .object($0.json))
        }
        return members + targets + schedules
    }

    private func parameters(_ tags: [String: String]) -> [String: JSON] {
        [
            "ExecutionRoleArn": .string(role), "Description": .string(spec.description),
            "State": .string(state),
            "PolicyDetails": [
                "PolicyType": "EBS_SNAPSHOT_MANAGEMENT", "ResourceTypes": ["VOLUME"],
                "TargetTags": .array(spec.targets.sorted().map(\.json)),
                "Schedules": .array(spec.schedules.map { .object($0.json) }),
            ],
            "Tags": .object(tags.mapValues(JSON.string)),
        ]
    }
}

extension SnapshotPolicySpec.Schedule {
    /// As AWS takes it; what is not declared is left to AWS.
    var json: [String: JSON] {
        var json: [String: JSON] = [
            "Name": .string(name), "CreateRule": .object(rule.json(replacing: nil)),
            "RetainRule": .object(retain.json),
        ]
        json["CopyTags"] = copyTags.map(JSON.bool)
        if let tagsToAdd, !tagsToAdd.isEmpty { json["TagsToAdd"] = Self.list(tagsToAdd) }
        return json
    }

    /// AWS's list of tags, sorted by key.
    static func list(_ tags: [String: String]) -> JSON {
        .array(tags.sorted { $0.key < $1.key }.map { TargetTag(key: $0.key, value: $0.value).json })
    }
}
