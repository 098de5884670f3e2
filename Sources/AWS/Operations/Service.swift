/// An AWS service as the wire knows it.
package struct Service: Sendable, Hashable {
    package enum WireProtocol: Sendable, Hashable {
        /// Form in, XML out, lists flattened: EC2.
        case ec2Query
        /// Form in, XML out, lists with item names: RDS, STS.
        case query
        /// Paths and JSON: DLM.
        case restJSON
        /// Paths and XML: S3.
        case restXML
        /// JSON with the operation in a header: DynamoDB. The version is the one of the content type.
        case json(version: String, targetPrefix: String)
    }

    /// The name in endpoints, in signatures and in plans.
    package let name: String
    package let version: String
    package let wireProtocol: WireProtocol

    package static let ec2 = Service(name: "ec2", version: "2016-11-15", wireProtocol: .ec2Query)
    package static let rds = Service(name: "rds", version: "2014-10-31", wireProtocol: .query)
    package static let sts = Service(name: "sts", version: "2011-06-15", wireProtocol: .query)
    package static let dlm = Service(name: "dlm", version: "2018-01-12", wireProtocol: .restJSON)
    package static let s3 = Service(name: "s3", version: "2006-03-01", wireProtocol: .restXML)
    package static let dynamodb = Service(
        name: "dynamodb", version: "2012-08-10",
        wireProtocol: .json(version: "1.0", targetPrefix: "DynamoDB_20120810"))
}
