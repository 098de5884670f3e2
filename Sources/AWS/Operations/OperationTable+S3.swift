extension OperationTable {
    static let s3 = [
        Operation(
            .s3, "ListObjectsV2", .read, actions: ["s3:ListBucket"],
            binding: .init(
                "GET", "/{Bucket}", query: ["list-type=2", "encoding-type=url"],
                queryNames: [
                    "Prefix": "prefix", "ContinuationToken": "continuation-token", "MaxKeys": "max-keys",
                    "Delimiter": "delimiter", "StartAfter": "start-after",
                ],
                headers: owner),
            root: "ListBucketResult",
            paging: .init(
                list: nil, item: "Contents", tokenParameter: "ContinuationToken",
                tokenElement: "NextContinuationToken", size: ("MaxKeys", 1000))),
        Operation(
            .s3, "HeadObject", .read, actions: ["s3:GetObject"],
            binding: .init("HEAD", "/{Bucket}/{Key}", headers: owner)),
        Operation(
            .s3, "PutBucketVersioning", .write, actions: ["s3:PutBucketVersioning"],
            binding: .init(
                "PUT", "/{Bucket}", query: ["versioning="], headers: owner,
                payload: .xml(member: "VersioningConfiguration", element: "VersioningConfiguration"))),
        Operation(
            .s3, "PutBucketEncryption", .write, actions: ["s3:PutEncryptionConfiguration"],
            binding: .init(
                "PUT", "/{Bucket}", query: ["encryption="], headers: owner,
                payload: .xml(
                    member: "ServerSideEncryptionConfiguration", element: "ServerSideEncryptionConfiguration")
            ),
            wireNames: ["Rules": "Rule"]),
    ]

    private static let owner = ["ExpectedBucketOwner": "x-amz-expected-bucket-owner"]
}
