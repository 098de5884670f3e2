import Foundation
import Planning
import Testing

@testable import reconcile

struct PlanDocumentTests {
    private let noon = Instant(secondsSince1970: 1_795_348_800)

    private func change(_ action: Change.Action, _ apply: Permission, _ impact: Impact) -> Change {
        Change(
            action, object: "vol-1",
            fields: [
                FieldChange("Tags.Backup", before: nil, after: "défault \"1\"\n\u{7f}"),
                FieldChange("PolicyDetails", before: ["a": [1, nil, .double(1.5)]], after: nil),
            ], impact: impact, reason: "it differs", basis: ["x": 1],
            calls: [
                APICall("ec2", "CreateTags", ["Resources": ["vol-1"], "Tags": [[:]]]), APICall("sts", "X"),
            ],
            apply: apply)
    }

    private func resource(
        _ name: String, _ state: ResourceState, changes: [Change] = [], evidence: Evidence? = nil
    ) -> PlannedResource {
        PlannedResource(
            address: Address(kind: "VolumeBackup", name: name, target: "prod"),
            application: name == "plain" ? nil : "spell", source: .init(file: "a/b.jsonc", line: 12),
            state: state, issues: ["#272", "g/p#3"], changes: changes,
            findings: [
                Finding(.stale, "late", object: "o", runbook: "https://x.org/a"), Finding(.denied, "denied"),
            ], evidence: evidence)
    }

    private func plan(_ resources: [PlannedResource]) -> Plan {
        Plan(
            tool: .init(name: "reconcile", version: "0.1.0"), createdAt: noon,
            desired: .init(commit: String(repeating: "c", count: 40), ref: "HEAD", path: "d", dirty: true),
            observed: .init(source: .recording, at: noon),
            targets: [
                .init(name: "prod", region: "us-west-2", account: "123456789012"),
                .init(name: "test", region: "us-west-2", account: nil),
            ], resources: resources)
    }

    private func evidence(_ newest: Instant?) -> Evidence {
        Evidence(
            newestRecoveryPoint: newest, rpo: Period(seconds: 172_800), grace: Period(seconds: 90), at: noon)
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let permissions: [Permission] = [.yes, .needsAllow, .observe, .suspended, .guard]
        let changes = zip(permissions, Impact.allCases).map { change(.update, $0, $1) }
        let plan = plan(
            ResourceState.allCases.map { resource($0.rawValue, $0) } + [
                resource("plain", .drifted, changes: changes + [change(.create, .yes, .neutral)]),
                resource("met", .inSync, evidence: evidence(noon)),
                resource("unmet", .inSync, evidence: evidence(nil)),
            ])
        let again = try JSONDecoder().decode(Plan.self, from: Data(PlanDocument.render(plan)))
        #expect(again == plan)
        #expect(PlanDocument.render(again) == PlanDocument.render(plan))
    }

    @Test func theNamesAreThePromisedOnes() throws {
        let plan = plan([
            resource(
                "a", .drifted, changes: [change(.update, .needsAllow, .weakens)], evidence: evidence(nil))
        ])
        let document = try JSONDecoder().decode(JSON.self, from: Data(PlanDocument.render(plan)))
        #expect(
            document.object?.keys.sorted() == [
                "createdAt", "desired", "formatVersion", "observed", "resources", "summary", "targets",
                "tool",
            ])
        let resource = try #require(document["resources"]?.array?.first)
        #expect(
            resource.object?.keys.sorted() == [
                "application", "changes", "evidence", "findings", "issues", "kind", "name", "source", "state",
                "target",
            ])
        let change = try #require(resource["changes"]?.array?.first)
        #expect(change["apply"] == "needs-allow")
        #expect(change["fields"]?.array?.last?["before"] == .null, "absent is null, not left out")
        #expect(resource["evidence"]?["newestRecoveryPoint"] == .null)
        #expect(resource["evidence"]?["met"] == false)
        #expect(document["targets"]?.array?.last?["account"] == .null)
        #expect(document["summary"]?["changes"] == ["create": 0, "update": 1, "delete": 0])
    }

    @Test func anEmptyPlanIsADocumentToo() throws {
        let plan = plan([])
        #expect(try JSONDecoder().decode(Plan.self, from: Data(PlanDocument.render(plan))) == plan)
    }
}
