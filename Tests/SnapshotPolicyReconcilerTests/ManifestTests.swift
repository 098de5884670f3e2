import Desired
import Planning
import Testing

@testable import SnapshotPolicyReconciler

/// Whole files, as a person writes them.
struct ManifestTests {
    private static let settings = """
        {"apiVersion": "reconcile/v1", "kind": "Settings", "metadata": {"name": "dr"}, "spec": {
          "defaults": {"rpo": "24h", "rto": "24h", "target": "prod"},
          "targets": {"prod": {"region": "us-west-2", "account": "123456789012"}}}}
        """

    private func load(_ specs: [String]) -> DesiredState {
        let manifests = specs.enumerated().map { number, spec in
            """
            {"apiVersion": "reconcile/v1", "kind": "SnapshotPolicy", "metadata": {"name": "policy-\(number)"},
             "spec": \(spec)}
            """
        }
        let text = "[\(([Self.settings] + manifests).joined(separator: ",\n"))]"
        return DesiredState.load(
            [SourceFile(path: "dr.jsonc", content: .bytes(Array(text.utf8)))],
            kinds: [SnapshotPolicy()], written: noon)
    }

    private func manifest(
        _ schedule: String = #"{"name": "daily", "every": "24h", "at": "13:00", "retain": {"count": 7}}"#,
        tags: String = #"{"Backup": "Default"}"#, with members: String = ""
    ) -> String {
        """
        {"policyId": "\(policyID)", "description": "Default policy", "enabled": true, \(members)
         "targetTags": \(tags), "schedules": [\(schedule)]}
        """
    }

    @Test func `The document's policy is valid`() throws {
        let state = load([manifest()])
        #expect(state.diagnostics.isEmpty)
        let item = state.catalog.item(
            Address(kind: "SnapshotPolicy", name: "policy-0", target: "prod"), SnapshotPolicySpec.self)
        #expect(try #require(item).spec == spec())
    }

    @Test(arguments: [
        #"{"name": "a", "every": "1h", "retain": {"age": "1y"}, "copyTags": false, "tagsToAdd": {}}"#,
        #"{"name": "a", "cron": "cron(0 13 ? * MON-FRI *)", "retain": {"count": 1000}}"#,
        #"{"name": "Week-end_ 1", "cron": "cron(15 1/12 * * ? *)", "retain": {"age": "36500d"}}"#,
    ])
    func `Schedules that DLM takes are valid`(schedule: String) {
        #expect(load([manifest(schedule)]).isValid)
    }

    @Test(arguments: [
        (#"{"name": "a", "every": "5h", "retain": {"count": 7}}"#, "every"),
        (#"{"name": "a", "every": "1d", "retain": {"count": 7}}"#, "every"),
        (#"{"name": "a", "every": "24h", "at": "24:00", "retain": {"count": 7}}"#, "at"),
        (#"{"name": "a", "every": "24h", "cron": "cron(0 13 ? * MON *)", "retain": {"count": 7}}"#, "cron"),
        (#"{"name": "a", "at": "13:00", "cron": "cron(0 13 ? * MON *)", "retain": {"count": 7}}"#, "at"),
        (#"{"name": "a", "retain": {"count": 7}}"#, "every"),
        (#"{"name": "a", "cron": "cron(0 13 * * * *)", "retain": {"count": 7}}"#, "cron"),
        (#"{"name": "a", "every": "24h", "retain": {"count": 0}}"#, "count"),
        (#"{"name": "a", "every": "24h", "retain": {"count": 1001}}"#, "count"),
        (#"{"name": "a", "every": "24h", "retain": {"count": 7, "age": "7d"}}"#, "age"),
        (#"{"name": "a", "every": "24h", "retain": {}}"#, "retain"),
        (#"{"name": "a", "every": "24h", "retain": {"age": "12h"}}"#, "age"),
        (#"{"name": "a.b", "every": "24h", "retain": {"count": 7}}"#, "name"),
        (#"{"name": "a", "every": "24h", "retain": {"count": 7}, "tagsToAdd": {"aws:x": "y"}}"#, "tagsToAdd"),
    ])
    func `Others are errors at their field`(schedule: String, field: String) {
        let diagnostics = load([manifest(schedule)]).diagnostics
        #expect(diagnostics.count == 1)
        #expect(diagnostics.first?.severity == .error)
        #expect(diagnostics.first?.description.contains(field) ?? false)
    }

    @Test func `The rest of DLM's rules is checked as well`() {
        let schedule = { (name: Int) in #"{"name": "\#(name)", "every": "24h", "retain": {"count": 7}}"# }
        let invalid = [
            manifest((1...5).map(schedule).joined(separator: ",")), manifest(""),
            manifest(tags: "{}"), manifest(tags: #"{"Backup": []}"#), manifest(tags: #"{"a=b": "c"}"#),
            manifest(tags: #"{"Backup": ["a", "a"]}"#),
            manifest(with: #""executionRoleArn": "arn:aws:iam::123456789012:user/x","#),
            manifest().replacing("Default policy", with: "backups/default"),
            manifest().replacing(policyID, with: "pol-1"),
        ]
        for manifest in invalid { #expect(load([manifest]).diagnostics.count == 1) }
        #expect(load([manifest((1...4).map(schedule).joined(separator: ","))]).isValid)
        #expect(load([manifest(tags: #"{"Backup": ["a", "b"]}"#)]).isValid)
    }

    @Test func `Two manifests cannot name one policy`() {
        let diagnostics = load([manifest(), manifest()]).diagnostics
        #expect(diagnostics.map(\.severity) == [.error])
        #expect(diagnostics.first?.resource == "SnapshotPolicy/policy-1")
    }
}
