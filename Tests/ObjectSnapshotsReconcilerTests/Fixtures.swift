import Engine
import ObjectSnapshotsReconciler
import Planning
import Testing

@testable import Desired

let reconciler = ObjectSnapshots()
let noon = Instant(secondsSince1970: 1_795_348_800)
let keyARN = "arn:aws:kms:us-west-2:123456789012:key/0a1b2c3d-1234-5678-9abc-def012345678"

private let settings = """
    {"apiVersion": "reconcile/v1", "kind": "Settings", "metadata": {"name": "settings"}, "spec": {
      "defaults": {"target": "prod"}, "targets": {"prod": {"region": "us-west-2", "account": "123456789012"}}}}
    """

/// Loads manifests as a commit would hold them. Each stands on lines of its own, its spec on the second.
func load(_ specs: String..., metadata: String = "") -> DesiredState {
    let manifests = specs.enumerated().map { index, spec in
        """
        {"apiVersion": "reconcile/v1", "kind": "ObjectSnapshots", "metadata": {"name": "feed-\(index)"\(metadata)},
        "spec": \(spec)}
        """
    }
    return DesiredState.load(
        [
            SourceFile(path: "settings.jsonc", content: .bytes(Array(settings.utf8))),
            SourceFile(
                path: "feeds.jsonc",
                content: .bytes(Array("[\n\(manifests.joined(separator: ",\n"))]".utf8))),
        ],
        kinds: [reconciler], written: noon, now: nil)
}

/// The text of a spec: Labelbox's feed, but for what is given.
func text(
    prefix: String = "db_snapshots/", unit: String = "object", every: String = "1h", retain: String = "3",
    _ more: String = ""
) -> String {
    "{\"bucket\": \"ai-labelbox-prod\", \"prefix\": \"\(prefix)\", \"unit\": \"\(unit)\", \"every\": \"\(every)\", "
        + "\"retain\": \(retain)\(more.isEmpty ? "" : ", " + more)}"
}

func item(_ spec: String, rpo: String? = nil) throws -> Item<ObjectSnapshotsSpec> {
    let state = load(spec, metadata: rpo.map { ", \"rpo\": \"\($0)\"" } ?? "")
    try #require(state.isValid, "\(state.diagnostics.map(\.description))")
    let resource = try #require(state.resources.first)
    return try #require(resource.item(ObjectSnapshotsSpec.self))
}

func minutes(_ count: Int) -> Period { Period(seconds: count * 60) }

/// An object so many minutes old at noon.
func object(_ name: String, _ age: Int, size: Int = 2_000_000) -> StoredObject {
    StoredObject(key: "db_snapshots/\(name)", size: size, modified: noon + minutes(-age))
}

func feed(
    _ objects: [StoredObject], below prefix: String = "db_snapshots/", as form: FeedUnit.Form = .object,
    encryption: [String: ObjectEncryption] = [:]
) -> Feed {
    Feed(units: FeedUnit.units(of: objects, below: prefix, as: form), encryption: encryption)
}

/// Three objects as they should be.
let hourly = [object("a", 130), object("b", 70), object("c", 10)]

func assess(
    _ spec: String, _ live: Feed?, rpo: String? = nil, at instant: Instant = noon
) throws -> Assessment {
    reconciler.diff(try item(spec, rpo: rpo), live, facts: Facts(), at: instant)
}
