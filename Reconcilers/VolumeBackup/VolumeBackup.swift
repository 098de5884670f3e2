package import Desired
package import Engine

/// Keeps EBS volumes tagged, so that the lifecycle policies that are meant to snapshot them find them.
package struct VolumeBackup: Reconciler {
    package typealias Live = VolumeBackupLive

    package init() {}

    package static let kind = "VolumeBackup"
    package static let summary =
        "EBS volumes that are backed up, by the tags that a snapshot policy looks for."
    package static let schema = VolumeBackupSpec.schema
    /// A volume is snapshotted by a policy that targets its tag.
    package static let reliesOn = ["SnapshotPolicy"]

    package static let operations = Operations(
        reads: [
            "ec2:DescribeVolumes", "ec2:DescribeInstances", "dlm:GetLifecyclePolicies",
            "dlm:GetLifecyclePolicy",
        ],
        writes: ["ec2:CreateTags"])

    package func inventory(_ items: [Item<VolumeBackupSpec>]) -> [any Listing] {
        items.isEmpty ? [] : [Volumes(.all), Instances(), LifecyclePolicies()]
    }
}
