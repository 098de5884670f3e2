import Planning

extension Application {
    static let kind = "Application"
    static let summary = "Something people run, made of what the other manifests protect."

    static let schema = Schema.object([
        .optional("description", .prose, "What it is."),
        .optional("owner", .prose, "Who answers for it."),
        .optional("rpo", .duration().examples("24h"), "How old the newest recovery point may be."),
        .optional("rto", .duration().examples("24h"), "How long a recovery may take."),
        .optional("recovery", .list(of: step), "The steps of its recovery, in order."),
        .optional(
            "consistency", .list(of: consistency), "Components whose recovery points have to fit together."),
    ])

    private static let step = Schema.object([
        .required("step", .prose, "What is done."),
        .required(
            "detail", .prose.examples("Restore from {{DatabaseBackup/algorithmia-mysql.snapshotArn}}."),
            "How; placeholders such as {{KIND/NAME.FIELD}} are filled in."),
    ])

    private static let consistency = Schema.object([
        .required(
            "components",
            .list(of: .componentReference, count: 2...1_000, unique: true)
                .examples(["VolumeBackup/algorithmia-git", "DatabaseBackup/algorithmia-mysql"]),
            "The components."),
        .required("within", .duration().examples("1h"), "How far apart their recovery points may lie."),
    ])

    /// `spec` as written.
    struct Fields: Decodable {
        struct WrittenStep: Decodable {
            let step: Prose
            let detail: Prose
        }

        struct WrittenConsistency: Decodable {
            let components: [String]
            let within: Period
        }

        var description: Prose?
        var owner: Prose?
        var rpo: Period?
        var rto: Period?
        var recovery: [WrittenStep]?
        var consistency: [WrittenConsistency]?
    }

    /// `metadata` as written.
    struct Naming: Decodable {
        let name: String
        let owner: Prose?
    }

    init(_ naming: Naming, source: Source, _ fields: Fields) {
        self.init(
            name: naming.name, source: source, description: fields.description?.text,
            owner: (fields.owner ?? naming.owner)?.text, rpo: fields.rpo, rto: fields.rto,
            recovery: (fields.recovery ?? []).map { Step(step: $0.step.text, detail: $0.detail.text) },
            consistency: (fields.consistency ?? []).map {
                Consistency(components: $0.components, within: $0.within)
            })
    }
}
