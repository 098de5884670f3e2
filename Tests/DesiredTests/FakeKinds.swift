import Planning

@testable import Desired

/// Stands for what is kept by schedules; others refer to it.
struct PolicyKind: Kind {
    struct Spec: Decodable, Sendable {
        let every: Period
        let retain: Bounds?
    }

    static let kind = "Policy"
    static let summary = "Snapshots by a schedule."
    static let schema = Schema.object([
        .required(
            "every", .choice(["1h", "12h", "24h"]).advising("DLM takes 1h 12h 24h").examples("24h"),
            "How often."),
        .optional("retain", Bounds.schema(1...1_000).examples(7, ["min": 7]), "How many are kept."),
    ])

    func check(_ item: Item<Spec>, in catalog: Catalog) -> [Diagnostic] {
        var faults: [Diagnostic] = []
        if let rpo = item.metadata.rpo, item.spec.every > rpo {
            faults.append(
                item.diagnostic(
                    .warning, at: "every", "is \(item.spec.every), more than the RPO of \(rpo)",
                    advice: "no schedule of this kind can meet it"))
        }
        if item.spec.retain?.isEmpty == true {
            faults.append(item.diagnostic(at: "retain.max", "is less than min"))
        }
        return faults
    }
}

/// Stands for what names AWS objects, refers to another kind and selects volumes.
struct VolumeKind: Kind {
    struct Spec: Decodable, Sendable {
        let select: VolumeSelection
        let policy: String?
        let tags: [String: String]?
        let expect: Expectation?
    }

    static let kind = "Volume"
    static let summary = "Volumes that are kept."
    static let schema = Schema.object(
        [
            .required("select", VolumeSelection.schema, "Which volumes."),
            .optional("policy", .reference(to: "Policy").examples("default-ebs"), "By which policy."),
            .optional("tags", .tags().examples(["Backup": "Default"]), "With which tags."),
            .optional("expect", Expectation.schema.examples(["min": 1, "max": 2]), "How many there are."),
        ], .exactlyOne(["policy", "tags"]))
}

struct DatabaseKind: Kind {
    struct Spec: Decodable, Sendable {
        let instance: String?
        let cluster: String?
        let retentionDays: Bounds
        let window: String?
        let encrypted: JSON?
    }

    static let kind = "Database"
    static let summary = "Databases that are kept."
    static let schema = Schema.object(
        [
            .optional("instance", .text(length: 1...63).examples("algorithmia-prod"), "A DB instance."),
            .optional("cluster", .text(length: 1...63), "A DB cluster."),
            .required("retentionDays", Bounds.schema(0...35).examples(7), "Days of backups."),
            .optional("window", .window.examples("09:30-10:00"), "When."),
            .optional(
                "encrypted", .either(.constant(true), .constant("aws:kms"), .arn("kms")), "By which key."),
        ], .exactlyOne(["instance", "cluster"]))

    func claims(_ spec: Spec) -> [Claim] {
        [
            spec.instance.map { Claim("DB instance", $0, at: "instance") },
            spec.cluster.map { Claim("DB cluster", $0, at: "cluster") },
        ].compactMap(\.self)
    }
}

let fakeKinds: [any Kind] = [PolicyKind(), VolumeKind(), DatabaseKind()]

/// The day that the tests' commits were written on.
let written = Instant(secondsSince1970: 1_795_359_600)

let plainSettings = """
    {"apiVersion": "reconcile/v1", "kind": "Settings", "metadata": {"name": "settings"}, "spec": {
      "defaults": {"rpo": "24h", "rto": "24h", "target": "prod"},
      "targets": {"prod": {"region": "us-west-2", "account": "123456789012"},
                  "prod-eu": {"region": "eu-central-1"}, "test": {"region": "us-west-2"}}}}
    """

/// Loads texts by path, beside plain settings unless there are others.
func load(_ texts: [String: String], settings: String? = plainSettings, now: Instant? = nil) -> DesiredState {
    var files = texts
    if let settings { files["settings.jsonc"] = settings }
    return DesiredState.load(
        files.map { SourceFile(path: $0.key, content: .bytes(Array($0.value.utf8))) },
        kinds: fakeKinds, written: written, now: now)
}

/// A manifest on three lines: head, metadata, spec.
func manifest(_ kind: String, _ name: String, _ metadata: String, _ spec: String) -> String {
    """
    {"apiVersion": "reconcile/v1", "kind": "\(kind)",
    "metadata": {"name": "\(name)", \(metadata)},
    "spec": \(spec)}
    """
}

func manifest(_ kind: String, _ name: String, _ spec: String) -> String {
    manifest(kind, name, "", spec).replacing(", }", with: "}")
}
