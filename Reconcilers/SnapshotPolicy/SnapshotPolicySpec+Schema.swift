package import Desired
import Planning

// AWS's own words: DLM API reference, CreateLifecyclePolicy, Schedule, CreateRule and RetainRule.
extension SnapshotPolicySpec {
    package static let schema = Schema.object([
        .optional(
            "policyId", policyId,
            "The policy's id in AWS. Without it the policy is found by the tags that reconcile gave it, and created "
                + "where it is not there."),
        .required("description", plainText(1...500, "a description"), "What the policy is for."),
        .required("enabled", .boolean, "Whether it takes snapshots."),
        .optional(
            "executionRoleArn", role, "The role that takes and deletes the snapshots; needed to create."),
        .required(
            "targetTags", targetTags, "Volumes that have at least one of these tags are snapshotted."),
        .required(
            "schedules", .list(of: schedule, count: 1...4),
            "When snapshots are taken and how long they are kept."),
    ])

    private static let policyId = Schema.text(["policy-", .some("0-9a-f", 1...40)])
        .expecting("the id of a DLM policy such as \"policy-03c6dcc7e7b83d702\"")
        .examples("policy-03c6dcc7e7b83d702")

    private static let role = Schema.text([
        "arn:aws", .repeated(["-", .some("a-z", 1...3)], 0...2), ":iam::", .some("0-9", 12...12), ":role/",
        .some("!-~", 1...512),
    ])
    .expecting("the ARN of a role: \"arn:aws:iam::ACCOUNT:role/NAME\"")
    .examples("arn:aws:iam::123456789012:role/service-role/AWSDataLifecycleManagerDefaultRole")

    private static let targetTags = Schema.map(
        of: .either(.tagValue, .list(of: .tagValue, count: 1...50, unique: true)),
        keys: Text(length: 1...128) { !$0.contains("=") && !$0.contains("\\") }, count: 1...50
    )
    .expecting("tags: {\"KEY\": \"VALUE\"} or {\"KEY\": [\"VALUE\", …]}; DLM takes no = or \\ in a key")
    .examples(["Backup": "Default"])

    private static let schedule = Schema.object(
        [
            .required(
                "name", plainText(1...120, "a schedule's name").examples("daily"),
                "Matches the schedule of this name in AWS."),
            .optional(
                "every",
                .choice(CreateRule.intervals.map { "\($0)h" })
                    .advising("DLM takes \(CreateRule.intervals.map { "\($0)h" }.joined(separator: " "))")
                    .examples("24h"), "How often a snapshot is taken."),
            .optional(
                "at", Schema.time.examples("13:00"),
                "When the first of a day is started, in UTC, up to an hour late. Without it any time is fine."
            ),
            .optional("cron", cron, "When snapshots are taken, where no fixed interval says it."),
            .required("retain", Retention.schema, "How many snapshots of a volume are kept, or how long."),
            .optional("copyTags", .boolean, "Whether snapshots get the volume's tags."),
            .optional(
                "tagsToAdd",
                .map(
                    of: .tagValue, keys: Text(length: 1...128) { !$0.lowercased().hasPrefix("aws:") },
                    count: 0...45
                )
                .expecting("tags: {\"KEY\": \"VALUE\"}; keys do not start with aws:")
                .examples(["Source": "dlm"]), "All tags that snapshots get besides."),
        ], .exactlyOne(["every", "cron"]), .needs("at", ["every"]))

    private static let cron = Schema.text(
        ["cron(", .some(" -~", 11...100), ")"], rule: { Cron($0)?.isPlausible ?? false }
    )
    .expecting(
        "cron(MINUTE HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR) with one of the days ?, once an hour at the most"
    )
    .examples("cron(0 13 ? * MON-FRI *)")

    private static func plainText(_ length: ClosedRange<Int>, _ what: String) -> Schema {
        .text(.some("0-9A-Za-z _-", length))
            .expecting(
                "\(what): \(length.lowerBound) to \(length.upperBound) of A-Z, a-z, 0-9, blank, _ and -")
    }
}
