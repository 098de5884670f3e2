package import Desired
package import Engine
package import Planning

/// Keeps policies of Amazon Data Lifecycle Manager as declared: which volumes they snapshot, when, and how many
/// snapshots they keep.
package struct SnapshotPolicy: Reconciler {
    package typealias Spec = SnapshotPolicySpec
    package typealias Live = LivePolicy

    package static let kind = "SnapshotPolicy"
    package static let summary =
        "A policy of Amazon Data Lifecycle Manager that snapshots the EBS volumes with its target tags."
    package static let schema = SnapshotPolicySpec.schema
    package static let operations = Operations(
        reads: ["dlm:GetLifecyclePolicies", "dlm:GetLifecyclePolicy", "ec2:DescribeSnapshots"],
        writes: ["dlm:CreateLifecyclePolicy", "dlm:UpdateLifecyclePolicy"])

    package init() {}

    package func claims(_ spec: SnapshotPolicySpec) -> [Claim] {
        spec.policyId.map { [Claim("lifecycle policy", $0, at: "policyId")] } ?? []
    }

    /// `targetTags` {KEY: [VALUE…]} with sorted values, `enabled`, and `policyId` where it is declared.
    package func facts(_ spec: SnapshotPolicySpec) -> [String: JSON] {
        var facts: [String: JSON] = [
            "targetTags": .object(spec.targetTags.mapValues { JSON($0.sorted()) }),
            "enabled": .bool(spec.enabled),
        ]
        facts["policyId"] = spec.policyId.map(JSON.string)
        return facts
    }

    /// Snapshots are counted where a policy is to be enabled.
    package func inventory(_ items: [Item<SnapshotPolicySpec>]) -> [any Listing] {
        [LifecyclePolicies(), Snapshots()]
    }
}
