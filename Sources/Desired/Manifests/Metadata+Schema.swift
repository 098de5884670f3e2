import Planning

extension Metadata {
    static let schema = Schema.object(
        [
            .required(
                "name", .name.examples("algorithmia-mysql"), "Its name, unique within its kind and target."),
            .optional("application", .name.examples("algorithmia"), "The Application that it belongs to."),
            .optional(
                "target", .name.examples("prod"), "A target of Settings; left out: the default target."),
            .optional("targets", targets, "Targets of Settings as globs: one resource in each."),
            .optional(
                "mode", .choice(Mode.allCases.map(\.rawValue)).defaulting(to: "enforce"),
                "With observe, drift is reported and never changed."),
            .optional(
                "rpo", .duration().examples("2h"),
                "How old the newest recovery point may be; left out: the application's, else the default."),
            .optional("owner", .prose, "Who answers for it."),
            .optional("allow", .list(of: allowance), "Impacts that apply may have, for a while."),
            .optional("issues", issues, "Issues of the tracker that are about it."),
            .optional(
                "closeWhen", .choice(CloseRule.allCases.map(\.rawValue)).defaulting(to: "proven"),
                "Whether its issues close with a recovery point, or as soon as it is in sync."),
            .optional(
                "runbook", .text(length: 1...2_048).examples("https://example.org/runbooks/restore"),
                "What a person does where the tool cannot."),
            .optional("suspend", suspension, "Leaves it alone for a while."),
        ], .atMostOne(["target", "targets"])
    ).named("Metadata")

    private static let targets = Schema.list(
        of: .text(.some("a-z0-9*?-", 1...63)).expecting("a target's name, or a glob such as \"prod-*\""),
        count: 1...1_000, unique: true
    ).examples(["prod-*"])

    private static let issues = Schema.list(
        of: .text(.either([Patterns.issue, Patterns.webAddress]))
            .expecting("\"#N\", \"group/project#N\" or a URL"),
        unique: true
    ).examples(["#272"])

    /// What is carried out anyway needs no allowance.
    private static let allowance = Schema.object([
        .required(
            "impact", .choice(Impact.allCases.filter { !$0.isAllowedByDefault }.map(\.rawValue)),
            "The impact that is allowed."),
        .required(
            "until", .date.examples("2026-12-20"), "The last day, at most 30 days after the commit's date."),
        .required("reason", .prose, "Why."),
    ])

    private static let suspension = Schema.object([
        .required("reason", .prose, "Why."),
        .required("owner", .prose, "Who answers for it."),
        .required("until", .date.examples("2026-12-31"), "The last day."),
    ])
}

/// `metadata` as written.
struct MetadataFields: Decodable {
    struct Allowed: Decodable {
        let impact: Impact
        let until: Deadline
        let reason: Prose
    }

    struct Suspended: Decodable {
        let reason: Prose
        let owner: Prose
        let until: Deadline
    }

    let name: String
    let application: String?
    let target: String?
    let targets: [String]?
    let mode: Metadata.Mode?
    let rpo: Period?
    let owner: Prose?
    let allow: [Allowed]?
    let issues: [IssueReference]?
    let closeWhen: Metadata.CloseRule?
    let runbook: String?
    let suspend: Suspended?

    func metadata(_ application: Application?, _ defaults: Settings.Defaults) -> Metadata {
        Metadata(
            name: name, application: self.application, mode: mode ?? .enforce,
            rpo: rpo ?? application?.rpo ?? defaults.rpo, rto: application?.rto ?? defaults.rto,
            owner: owner?.text,
            allow: (allow ?? []).map {
                Allowance(impact: $0.impact, until: $0.until, reason: $0.reason.text)
            },
            issues: issues ?? [], closeWhen: closeWhen ?? .proven, runbook: runbook,
            suspend: suspend.map { Suspension(reason: $0.reason.text, owner: $0.owner.text, until: $0.until) }
        )
    }
}
