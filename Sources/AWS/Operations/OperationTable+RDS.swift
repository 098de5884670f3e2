extension OperationTable {
    static let rds = [
        listing(
            "DescribeDBInstances", root: "DescribeDBInstancesResponse", result: "DescribeDBInstancesResult",
            list: "DBInstances", item: "DBInstance"),
        listing(
            "DescribeDBClusters", root: "DescribeDBClustersResponse", result: "DescribeDBClustersResult",
            list: "DBClusters", item: "DBCluster"),
        listing(
            "DescribeDBSnapshots", root: "DescribeDBSnapshotsResponse", result: "DescribeDBSnapshotsResult",
            list: "DBSnapshots", item: "DBSnapshot"),
        Operation(
            .rds, "ModifyDBInstance", .write, actions: ["rds:ModifyDBInstance"], wireNames: itemNames,
            root: "ModifyDBInstanceResponse"),
        Operation(
            .rds, "ModifyDBCluster", .write, actions: ["rds:ModifyDBCluster"], wireNames: itemNames,
            root: "ModifyDBClusterResponse"),
    ]

    private static func listing(
        _ name: String, root: StaticString, result: StaticString, list: StaticString, item: StaticString
    ) -> Operation {
        Operation(
            .rds, name, .read, actions: ["rds:\(name)"], wireNames: itemNames, root: root,
            paging: .init(
                result: result, list: list, item: item, tokenParameter: "Marker", tokenElement: "Marker",
                size: ("MaxRecords", 100)))
    }

    /// What the items of a list are called on the wire.
    private static let itemNames = ["Filters": "Filter", "Values": "Value", "Tags": "Tag"]
}
