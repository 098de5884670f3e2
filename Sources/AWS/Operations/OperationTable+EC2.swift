extension OperationTable {
    static let ec2 = [
        listing("DescribeVolumes", root: "DescribeVolumesResponse", list: "volumeSet"),
        listing("DescribeInstances", root: "DescribeInstancesResponse", list: "reservationSet"),
        listing("DescribeSnapshots", root: "DescribeSnapshotsResponse", list: "snapshotSet"),
        Operation(
            .ec2, "CreateTags", .write, actions: ["ec2:CreateTags"], wireNames: names,
            root: "CreateTagsResponse",
            batching: ("Resources", 1000)),
    ]

    private static func listing(_ name: String, root: StaticString, list: StaticString) -> Operation {
        Operation(
            .ec2, name, .read, actions: ["ec2:\(name)"], wireNames: names, root: root,
            // A larger MaxResults is clamped to 1,000.
            paging: .init(
                list: list, item: "item", tokenParameter: "NextToken", tokenElement: "nextToken",
                size: ("MaxResults", 1000)))
    }

    /// EC2's lists are flattened and carry the singular, or a name of their own.
    private static let names = [
        "Filters": "Filter", "Values": "Value", "VolumeIds": "VolumeId", "InstanceIds": "InstanceId",
        "SnapshotIds": "SnapshotId", "OwnerIds": "Owner", "Resources": "ResourceId", "Tags": "Tag",
        "TagSpecifications": "TagSpecification",
    ]
}
