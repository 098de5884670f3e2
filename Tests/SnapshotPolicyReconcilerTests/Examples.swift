import Desired
import Engine
import FoundationEssentials
import Planning
import Testing

@testable import SnapshotPolicyReconciler

/// The policy of the examples: every 24 hours at 13:00 UTC, 7 kept, for volumes tagged Backup=Default.
let policyID = "policy-03c6dcc7e7b83d702"
let role = "arn:aws:iam::123456789012:role/dlm"
let noon = Instant(secondsSince1970: 1_800_000_000)

func spec(
    policyId: String? = policyID, description: String = "Default policy", enabled: Bool = true,
    executionRoleArn: String? = nil, targetTags: [String: [String]] = ["Backup": ["Default"]],
    schedules: [SnapshotPolicySpec.Schedule] = [daily()]
) -> SnapshotPolicySpec {
    SnapshotPolicySpec(
        policyId: policyId, description: description, enabled: enabled, executionRoleArn: executionRoleArn,
        targetTags: targetTags, schedules: schedules)
}

func daily(
    _ rule: CreateRule = .every(hours: 24, at: "13:00"), retain: Retention = .count(7), copyTags: Bool? = nil,
    tagsToAdd: [String: String]? = nil, name: String = "daily"
) -> SnapshotPolicySpec.Schedule {
    .init(name: name, rule: rule, retain: retain, copyTags: copyTags, tagsToAdd: tagsToAdd)
}

func item(
    _ spec: SnapshotPolicySpec, name: String = "default-ebs", rpo: Period? = nil
) -> Item<SnapshotPolicySpec> {
    Item(
        address: Address(kind: "SnapshotPolicy", name: name, target: "prod"),
        metadata: Metadata(name: name, rpo: rpo), spec: spec,
        source: Source(file: "desired-state/policies.jsonc", position: .start),
        node: Node(.object([]), at: .start))
}

/// As GetLifecyclePolicy tells it, with members that no program of ours has heard of.
func livePolicy(
    _ id: String = policyID, description: String = "Default policy", state: String = "ENABLED",
    executionRole: String = role, targetTags: [(String, String)] = [("Backup", "Default")],
    schedules: [JSON] = [liveSchedule()], tags: [String: String] = [:], details: [String: JSON] = [:],
    members: [String: JSON] = [:]
) -> LifecyclePolicy {
    let standard: [String: JSON] = [
        "PolicyType": "EBS_SNAPSHOT_MANAGEMENT", "ResourceTypes": ["VOLUME"], "ResourceLocations": ["CLOUD"],
        "TargetTags": .array(targetTags.map { ["Key": .string($0.0), "Value": .string($0.1)] }),
        "Schedules": .array(schedules), "Parameters": ["ExcludeBootVolume": false],
        "Novelty": ["Of": ["the", "future"]],
    ]
    let policy: [String: JSON] = [
        "PolicyId": .string(id), "Description": .string(description), "State": .string(state),
        "StatusMessage": .string(state), "ExecutionRoleArn": .string(executionRole),
        "DateCreated": .double(1_656_790_738.203), "DateModified": "2026-01-02T03:04:05Z",
        "PolicyDetails": .object(standard.merging(details) { $1 }),
        "Tags": .object(tags.mapValues(JSON.string)),
    ]
    return LifecyclePolicy(.object(policy.merging(members) { $1 }))
}

func liveSchedule(
    _ name: String = "daily",
    create: JSON = ["Interval": 24, "IntervalUnit": "HOURS", "Times": ["13:00"]],
    retain: JSON = ["Count": 7], _ members: [String: JSON] = [:]
) -> JSON {
    let schedule: [String: JSON] = [
        "Name": .string(name), "CreateRule": create, "RetainRule": retain, "CopyTags": false,
        "FastRestoreRule": ["Count": 1, "AvailabilityZones": ["us-west-2a"]],
    ]
    return .object(schedule.merging(members) { $1 })
}

func diff(
    _ spec: SnapshotPolicySpec, _ live: LifecyclePolicy, held: [String: Int] = [:]
) -> Assessment {
    assess(item(spec), .found(live, held: held))
}

func assess(_ item: Item<SnapshotPolicySpec>, _ live: LivePolicy?) -> Assessment {
    SnapshotPolicy().diff(item, live, facts: Facts(), at: noon)
}

extension Change {
    var paths: [String] { fields.map(\.path) }
    var parameters: [String: JSON] { calls.first?.parameters ?? [:] }
}

extension LifecyclePolicy {
    func with(_ member: String, _ value: JSON) -> LifecyclePolicy {
        LifecyclePolicy(.object((json.object ?? [:]).merging([member: value]) { $1 }))
    }

    /// What AWS has after a call, as its documentation says: members that are sent take the place of the old ones,
    /// PolicyDetails whole.
    func after(_ call: APICall) throws -> LifecyclePolicy {
        try #require(call.description == "dlm:UpdateLifecyclePolicy")
        try #require(call.parameters["PolicyId"]?.string == id)
        let known: Set<String> = ["PolicyId", "Description", "State", "ExecutionRoleArn", "PolicyDetails"]
        try #require(Set(call.parameters.keys).isSubset(of: known))
        return LifecyclePolicy(.object((json.object ?? [:]).merging(call.parameters) { $1 }))
    }
}

func decodeSpec(_ text: String) throws -> SnapshotPolicySpec {
    try JSONDecoder().decode(SnapshotPolicySpec.self, from: Data(text.utf8))
}
