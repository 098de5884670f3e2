package import Planning

/// Every operation that this program knows. What is not here cannot be sent; no operation that deletes is here.
package enum OperationTable {
    private static let rows = Dictionary(
        uniqueKeysWithValues: (ec2 + dlm + rds + s3 + dynamodb + sts).map { ($0.description, $0) })

    package static var all: [Operation] { rows.values.sorted { $0.description < $1.description } }

    /// The row of a call, nil where the program does not know the operation.
    package static func row(of call: APICall) -> Operation? { row(named: call.description) }

    /// - Parameter name: As `ec2:DescribeVolumes`.
    package static func row(named name: String) -> Operation? { rows[name] }
}

extension OperationTable {
    static let sts = [
        Operation(
            .sts, "GetCallerIdentity", .read, actions: [], root: "GetCallerIdentityResponse")
    ]

    static let dynamodb = [
        Operation(
            .dynamodb, "DescribeContinuousBackups", .read, actions: ["dynamodb:DescribeContinuousBackups"]),
        Operation(
            .dynamodb, "UpdateContinuousBackups", .write, actions: ["dynamodb:UpdateContinuousBackups"]),
    ]
}
