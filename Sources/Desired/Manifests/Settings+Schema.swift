import Planning

extension Settings {
    static let kind = "Settings"
    static let summary = "Where the desired state holds, and by which rules; there is exactly one."

    static let schema = Schema.object([
        .optional("defaults", defaults, "What holds where a manifest and its application say nothing."),
        .required("targets", targets, "Accounts and regions by name."),
        .optional("tracker", tracker, "Where issues live."),
        .optional("guards", guards, "When apply stops before its first write."),
        .optional("lease", lease, "How two runs at once agree."),
        .optional(
            "requireSignature", .boolean.defaulting(to: false),
            "Apply only signed commits; the operator's own requirement stays whatever stands here."),
    ])

    private static let defaults = Schema.object([
        .optional("rpo", .duration().examples("24h"), "How old the newest recovery point may be."),
        .optional("rto", .duration().examples("24h"), "How long a recovery may take."),
        .optional("target", .name.examples("prod"), "The target of manifests that name none."),
    ])

    private static let targets = Schema.map(
        of: .object(
            [
                .required(
                    "region",
                    .text(Patterns.region).expecting("a region such as \"us-west-2\"").examples("us-west-2")),
                .optional(
                    "account",
                    .text(Patterns.account).expecting("an account id: 12 digits").examples("123456789012"),
                    "Nothing is ever sent to a target without it."),
                .optional("profile", .text(length: 1...255), "The profile of AWS's shared files."),
                .optional("roleArn", .arn("iam"), "The role to assume."),
                .optional(
                    "externalId",
                    .text(.some("A-Za-z0-9_+=,.@:/-", 2...1_224)).expecting(
                        "an external id: 2 to 1224 of A-Z, a-z, 0-9 and _+=,.@:/-"),
                    "What the role's trust policy asks for."),
            ], .needs("externalId", ["roleArn"])),
        keys: Text(pattern: Patterns.name), count: 1...10_000
    ).expecting("targets by name (1 to 63 of a-z, 0-9 and -)")
        .examples(["prod": ["region": "us-west-2", "account": "123456789012"]])

    private static let tracker = Schema.object([
        .required("type", .choice(Tracker.Service.allCases.map(\.rawValue)), "Whose interface it has."),
        .required("url", .webAddress.examples("https://gitlab.example.org")),
        .required(
            "project",
            .text(.some("A-Za-z0-9_./-", 1...255)).expecting("a project such as \"group/project\"")
                .examples("group/project")),
    ])

    private static let guards = Schema.object([
        .optional("maxChanges", .integer(1...25), "More changes than this."),
        .optional("maxChangePercent", .integer(1...50), "Changes to more of a kind's objects than this."),
    ])

    private static let lease = Schema.object([
        .required(
            "s3",
            .text(["s3://", Patterns.bucket, "/", .some("!-~", 1...1_024)])
                .expecting("an object's place such as \"s3://bucket/key\"")
                .examples("s3://dr-state/reconcile.lease"))
    ])
}

extension Settings {
    /// `spec` as written.
    struct Fields: Decodable {
        struct Place: Decodable {
            let region: String
            let account: String?
            let profile: String?
            let roleArn: String?
            let externalId: String?
        }

        struct LeasePlace: Decodable { let s3: String }

        let defaults: Defaults?
        let targets: [String: Place]
        let tracker: Tracker?
        let guards: Guards?
        let lease: LeasePlace?
        let requireSignature: Bool?
    }

    init(name: String, _ fields: Fields) {
        self.name = name
        defaults = fields.defaults ?? Defaults()
        targets = fields.targets.sorted { $0.key < $1.key }.map { name, place in
            Target(
                name: name, region: place.region, account: place.account, profile: place.profile,
                roleArn: place.roleArn, externalId: place.externalId)
        }
        tracker = fields.tracker
        guards = fields.guards ?? Guards()
        lease = fields.lease.flatMap { Lease($0.s3) }
        requireSignature = fields.requireSignature ?? false
    }
}

extension Settings.Lease {
    /// Reads `s3://bucket/key`.
    init?(_ address: String) {
        let parts = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        self.init(bucket: String(parts[2]), key: String(parts[3]))
    }
}
