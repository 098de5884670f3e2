package import Desired
import Planning

extension ObjectSnapshots {
    package static let schema = Schema.object([
        .required("bucket", .bucket.examples("ai-labelbox-prod-ykmjo8gp"), "Where the snapshots lie."),
        .required("prefix", prefix, "What their keys begin with."),
        .required(
            "unit", .choice(FeedUnit.Form.allCases.map(\.rawValue)).examples("object"),
            "What one snapshot is: an object, or all that lies in one folder below the prefix."),
        .required("every", duration.examples("1h", "24h"), "How often the product writes one."),
        .optional(
            "tolerance", duration.examples("15m"),
            "How late one may be; less than every. A quarter of every where it is left out."),
        .required(
            "retain", Bounds.schema(1...10_000).examples(3, ["min": 3, "max": 24]),
            "How many the product keeps."),
        .optional("encrypted", encrypted, "How they are encrypted: in any way, by KMS, or by one key."),
        .optional(
            "minimumBytes", .integer(1...Int.max).examples(1_048_576), "What is smaller is no whole snapshot."
        ),
    ])

    private static let prefix = Schema.text(
        .maybe([.one("\u{20}-.0-\u{10FFFF}"), .some("\u{20}-\u{10FFFF}", 0...1_023)])
    )
    .expecting("a prefix without \"/\" at its start, such as \"db_snapshots/\"").examples("db_snapshots/")

    private static let duration = Schema.duration(Period(seconds: 60)...Period(seconds: 366 * 86_400))
        .expecting("a duration of a minute to a year, such as \"15m\", \"1h\" or \"24h\"")

    private static let encrypted = Schema.either(.constant(true), .constant("aws:kms"), .text(keyARN))
        .expecting("true, \"aws:kms\" or the ARN of a KMS key (S3 names keys, not aliases)")
        .examples(
            true, "aws:kms", "arn:aws:kms:us-west-2:123456789012:key/0a1b2c3d-1234-5678-9abc-def012345678")

    private static let keyARN: Pattern = [
        "arn:aws", .maybe(["-", .some("a-z0-9-", 1...20)]), ":kms:", Patterns.region, ":", Patterns.account,
        ":key/", .some("A-Za-z0-9-", 1...128),
    ]
}
