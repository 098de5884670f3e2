import Desired
import Engine
import Planning
import Testing

@testable import SnapshotPolicyReconciler

struct SpecTests {
    @Test func `A manifest's spec is read`() throws {
        let decoded = try decodeSpec(
            """
            {"description": "Default policy", "enabled": true, "executionRoleArn": "\(role)",
             "targetTags": {"Backup": ["Default", "Daily"], "Tier": "gold"},
             "schedules": [
               {"name": "daily", "every": "24h", "at": "13:00", "retain": {"count": 7}, "copyTags": true},
               {"name": "often", "every": "1h", "retain": {"count": 3}, "tagsToAdd": {"By": "dlm"}},
               {"name": "weekly", "cron": "cron(0 13 ? * MON *)", "retain": {"count": 4}}]}
            """)
        #expect(
            decoded
                == spec(
                    policyId: nil, executionRoleArn: role,
                    targetTags: ["Backup": ["Default", "Daily"], "Tier": ["gold"]],
                    schedules: [
                        daily(copyTags: true),
                        daily(
                            .every(hours: 1, at: nil), retain: .count(3), tagsToAdd: ["By": "dlm"],
                            name: "often"),
                        daily(.cron("cron(0 13 ? * MON *)"), retain: .count(4), name: "weekly"),
                    ]))
    }

    @Test func `An age is read, and a broken one is an error`() throws {
        let text = { (age: String) in
            """
            {"description": "d", "enabled": false, "targetTags": {"a": "b"}, "policyId": "\(policyID)",
             "schedules": [{"name": "daily", "every": "24h", "retain": {"age": "\(age)"}}]}
            """
        }
        #expect(try decodeSpec(text("2w")).schedules.first?.retain == .age(.init(2, .weeks)))
        #expect(throws: DecodingError.self) { try decodeSpec(text("soon")) }
    }

    @Test func `Other kinds learn the target tags`() {
        let facts = SnapshotPolicy().facts(
            spec(enabled: false, targetTags: ["Backup": ["b", "a"], "Tier": ["gold"]]))
        #expect(
            facts == [
                "targetTags": ["Backup": ["a", "b"], "Tier": ["gold"]], "enabled": false,
                "policyId": .string(policyID),
            ])
        #expect(SnapshotPolicy().facts(spec(policyId: nil))["policyId"] == nil)
    }

    @Test func `A declared id is claimed`() {
        #expect(
            SnapshotPolicy().claims(spec()) == [Claim("lifecycle policy", policyID, at: "policyId")]
        )
        #expect(SnapshotPolicy().claims(spec(policyId: nil)).isEmpty)
    }

    @Test func `A recording holds all policies and snapshots`() {
        #expect(SnapshotPolicy().inventory([]).map(\.name) == ["dlm/policies", "ec2/snapshots"])
    }
}

struct CheckTests {
    private func check(_ spec: SnapshotPolicySpec, rpo: Period? = nil) -> [Diagnostic] {
        let catalog = Catalog(settings: Settings(), applications: [], resources: [])
        return SnapshotPolicy().check(item(spec, rpo: rpo), in: catalog)
    }

    @Test func `A good policy has nothing to say`() {
        #expect(check(spec(), rpo: Period(seconds: 86_400)).isEmpty)
        #expect(check(spec(policyId: nil, executionRoleArn: role)).isEmpty)
    }

    @Test func `A policy that would be created needs a role`() throws {
        let diagnostic = try #require(check(spec(policyId: nil)).first)
        #expect(diagnostic.severity == .error)
        #expect(diagnostic.message == "spec.executionRoleArn is missing")
    }

    @Test func `Schedules have names of their own and one retention`() {
        let diagnostics = check(
            spec(schedules: [daily(), daily(retain: .age(.init(7, .days)))]))
        #expect(diagnostics.map(\.severity) == [.error, .error])
        #expect(
            diagnostics.map(\.message) == [
                "spec.schedules[1].name is \"daily\" again",
                "spec.schedules[1].retain keeps snapshots by age, the first schedule by count",
            ])
    }

    @Test func `DLM takes 50 target tags`() {
        let values = (1...51).map(String.init)
        #expect(check(spec(targetTags: ["Backup": Array(values.dropLast())])).isEmpty)
        #expect(check(spec(targetTags: ["Backup": values])).map(\.message) == ["spec.targetTags has 51 tags"])
    }

    @Test(arguments: [
        ([daily()], ["spec.schedules[0].every leaves 24h between snapshots, longer than the RPO of 2h"]),
        ([daily(), daily(.every(hours: 2, at: nil), name: "often")], []),
        (
            [daily(), daily(.cron("cron(0 0/3 * * ? *)"), name: "often")],
            ["spec.schedules[1].cron leaves 3h between snapshots, longer than the RPO of 2h"]
        ),
        (
            [daily(), daily(.cron("cron(0 13 ? * MON *)"), name: "weekly")],
            ["spec.schedules[0].every leaves 24h between snapshots, longer than the RPO of 2h"]
        ),
    ])
    func `Snapshots rarer than the RPO are warned of`(
        schedules: [SnapshotPolicySpec.Schedule], messages: [String]
    ) {
        let diagnostics = check(spec(schedules: schedules), rpo: Period(seconds: 7_200))
        #expect(diagnostics.map(\.message) == messages)
        #expect(diagnostics.allSatisfy { $0.severity == .warning })
    }
}
