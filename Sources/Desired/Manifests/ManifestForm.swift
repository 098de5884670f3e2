import Planning

/// How the manifests of one kind look as a whole: what validation and the JSON Schema both go by.
package struct ManifestForm: Sendable {
    package static let apiVersion = "reconcile/v1"

    package let kind: String
    package let summary: String
    package let metadata: Schema
    package let spec: Schema
    /// False where every field of spec is optional.
    package let needsSpec: Bool

    /// `apiVersion` and `$schema` are optional here; which of them a manifest needs depends on its file.
    package var schema: Schema {
        Schema.object([
            .optional("$schema", .text(), "Where editors find this schema."),
            .optional("apiVersion", .constant(.string(Self.apiVersion)), "The version of the format."),
            .required("kind", .constant(.string(kind)), "What the manifest is about."),
            .required("metadata", metadata, "What the manifest says about itself."),
            needsSpec
                ? .required("spec", spec, "What is desired.") : .optional("spec", spec, "What is desired."),
        ]).described(summary)
    }

    /// The built-in forms and those of the kinds.
    package static func all(_ kinds: [any Kind]) -> [ManifestForm] {
        [settings, application] + kinds.map { of(type(of: $0)) }
    }

    private static func of(_ type: any Kind.Type) -> ManifestForm {
        ManifestForm(
            kind: type.kind, summary: type.summary, metadata: Metadata.schema, spec: type.schema,
            needsSpec: true)
    }

    static let settings = ManifestForm(
        kind: Settings.kind, summary: Settings.summary,
        metadata: .object([.required("name", .name, "Its name; there is one Settings manifest.")]),
        spec: Settings.schema, needsSpec: true)

    static let application = ManifestForm(
        kind: Application.kind, summary: Application.summary,
        metadata: .object([
            .required(
                "name", .name.examples("algorithmia"),
                "Its name, which other manifests give as their application."),
            .optional("owner", .prose, "Who answers for it."),
        ]),
        spec: Application.schema, needsSpec: false)

    /// What can be said of a manifest whose kind is none of those.
    static func unknown(besides kinds: [String]) -> Schema {
        Schema.object([
            .optional("$schema", .text()),
            .optional("apiVersion", .constant(.string(apiVersion))),
            .required("kind", .choice(kinds)),
            .required("metadata", Metadata.schema),
            .optional("spec", .anything),
        ])
    }

    /// Of files that hold many manifests under one `apiVersion`.
    static let envelope = Schema.object([
        .optional("$schema", .text(), "Where editors find this schema."),
        .required("apiVersion", .constant(.string(apiVersion)), "The version of the format, once for all."),
        .required("manifests", .list(of: .anything), "The manifests."),
    ])
}
