import Foundation
import Testing

@testable import Planning

struct GuardsTests {
    private func objection(_ changed: Int, of all: Int, _ guards: Guards = Guards()) -> String? {
        let names = (0..<all).map { "vol-\($0)" }
        let selection = Guards.Selection(
            kind: "VolumeBackup", target: "prod", objects: Set(names), changed: Set(names.prefix(changed)))
        return guards.objection(to: changed, selections: [selection])
    }

    @Test func aSelectionUpToTenHasNoShare() {
        #expect(objection(10, of: 10) == nil)
        #expect(
            objection(6, of: 11)
                == "6 of the 11 objects of VolumeBackup in prod would be changed; the limit is 50 %")
        #expect(objection(5, of: 11) == nil)
    }

    @Test func halfIsNotMoreThanHalf() {
        #expect(objection(6, of: 12) == nil)
        #expect(objection(7, of: 12) != nil)
        #expect(objection(1, of: 200, Guards(maxChangePercent: 1)) == nil)
        #expect(objection(2, of: 199, Guards(maxChangePercent: 1)) != nil)
    }

    @Test func noMoreThanTwentyFiveChanges() {
        #expect(objection(25, of: 100) == nil)
        #expect(objection(26, of: 100) == "26 changes would be made; the limit is 25")
        #expect(Guards(maxChanges: 0).objection(to: 1, selections: []) != nil)
        #expect(Guards(maxChanges: 0).objection(to: 0, selections: []) == nil)
        #expect(objection(100, of: 100, Guards(maxChanges: 100, maxChangePercent: nil)) == nil)
    }
}

struct ChangeTests {
    private func change(
        object: String = "db", basis: JSON = ["Arn": "a"], days: Int = 7, reason: String = "r",
        before: JSON = 1,
        impact: Impact = .strengthens, apply: Permission = .yes
    ) -> Change {
        Change(
            .update, object: object,
            fields: [
                FieldChange("b", before: before, after: .int(days)),
                FieldChange("a", before: nil, after: true),
            ],
            impact: impact, reason: reason, basis: basis,
            calls: [APICall("rds", "ModifyDBInstance", ["BackupRetentionPeriod": .int(days)])], apply: apply)
    }

    @Test func fieldsAreSortedByPath() {
        #expect(change().fields.map(\.path) == ["a", "b"])
    }

    @Test func theFingerprintCoversIdentityBasisAndCalls() {
        let plain = change().fingerprint
        #expect(plain.hasPrefix("sha256:") && plain.utf8.count == 71)
        #expect(change().fingerprint == plain)
        #expect(change(object: "other").fingerprint != plain)
        #expect(change(basis: ["Arn": "b"]).fingerprint != plain)
        #expect(change(days: 8).fingerprint != plain)
        #expect(change(apply: .needsAllow).fingerprint == plain)
    }

    @Test func aDecisionIsTheSameWhateverMayBeDoneAboutItAndHoweverItIsPutInWords() {
        #expect(change().isSameDecision(as: change(reason: "in other words", apply: .guard)))
        #expect(!change().isSameDecision(as: change(object: "other")))
        #expect(!change().isSameDecision(as: change(basis: ["Arn": "b"])))
        #expect(!change().isSameDecision(as: change(days: 8)))
        #expect(!change().isSameDecision(as: change(before: 2)))
        #expect(!change().isSameDecision(as: change(impact: .weakens)))
    }

    @Test func impactsAreOrderedFromHarmlessToWorst() {
        #expect(
            Impact.allCases.shuffled().sorted() == [.neutral, .strengthens, .weakens, .disrupts, .destroys])
        #expect(Impact.allCases.filter(\.isAllowedByDefault) == [.neutral, .strengthens])
    }

    @Test func evidenceIsMetUpToItsGrace() {
        let now = Instant(secondsSince1970: 100_000)
        func met(_ age: Int?) -> Bool? {
            Evidence(
                newestRecoveryPoint: age.map { now + Period(seconds: -$0) }, rpo: Period(seconds: 3_600),
                grace: Period(seconds: 60), at: now
            ).met
        }
        #expect(met(3_660) == true)
        #expect(met(3_661) == false)
        #expect(met(nil) == false, "without a recovery point no objective is met")
    }
}

/// A plan with everything in it.
struct PlanTests {
    private func resource(
        _ name: String, _ state: ResourceState, application: String? = nil, target: String = "prod",
        changes: [Change] = []
    ) -> PlannedResource {
        PlannedResource(
            address: Address(kind: "K", name: name, target: target), application: application,
            source: .init(file: "f.jsonc", line: 3), state: state, issues: ["#1"], changes: changes,
            findings: [Finding(.stale, "late", object: "o", runbook: "https://x.org")],
            evidence: Evidence(
                newestRecoveryPoint: nil, rpo: Period(seconds: 60), grace: Period(seconds: 0),
                at: Instant(secondsSince1970: 0)))
    }

    private func change(_ action: Change.Action, _ apply: Permission) -> Change {
        Change(
            action, object: "o", fields: [FieldChange("p", before: nil, after: ["x": [1, nil, "é"]])],
            impact: .neutral, reason: "r", basis: nil, calls: [APICall("ec2", "CreateTags", ["Tags": []])],
            apply: apply)
    }

    private func plan(_ resources: [PlannedResource]) -> Plan {
        let instant = Instant(secondsSince1970: 1_795_348_800)
        return Plan(
            tool: .init(name: "reconcile", version: "1"), createdAt: instant,
            desired: .init(commit: String(repeating: "a", count: 40), ref: "HEAD", path: "p", dirty: false),
            observed: .init(source: .aws, at: instant),
            targets: [
                .init(name: "test", region: "us-west-2", account: nil),
                .init(name: "prod", region: "us-west-2", account: "123456789012"),
            ], resources: resources)
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let plan = plan([
            resource("a", .drifted, changes: [change(.update, .yes), change(.create, .needsAllow)]),
            resource("b", .inSync, application: "spell"),
        ])
        #expect(try JSONDecoder().decode(Plan.self, from: JSONEncoder().encode(plan)) == plan)
    }

    @Test func everythingIsCounted() {
        let summary = plan(
            ResourceState.allCases.map { resource($0.rawValue, $0) } + [
                resource("x", .drifted, changes: [change(.create, .yes), change(.update, .yes)]),
                resource(
                    "y", .drifted,
                    changes: [.needsAllow, .observe, .suspended, .guard].map { change(.update, $0) }),
            ]
        ).summary
        #expect(summary.unknown == 1 && summary.exempt == 1 && summary.suspended == 1 && summary.inSync == 1)
        #expect(summary.drifted == 3 && summary.attention == 1 && summary.pending == 1)
        #expect(summary.changes.create == 1 && summary.changes.update == 5 && summary.changes.delete == 0)
        #expect(summary.willApply == 2 && summary.refused == 4)
    }

    @Test func theOrderIsStable() {
        let ordered = [
            resource("c", .inSync, application: "a"), resource("a", .inSync, application: "b"),
            resource("a", .inSync, application: "b", target: "test"), resource("a", .inSync),
            resource("b", .inSync),
        ]
        var numbers = SeededNumbers(seed: 1)
        for _ in 0..<20 {
            let plan = plan(ordered.shuffled(using: &numbers))
            #expect(plan.resources == ordered)
            #expect(plan.targets.map(\.name) == ["prod", "test"])
        }
    }

    @Test func addressesAreWrittenWithoutTheirTarget() {
        #expect("\(Address(kind: "K", name: "n", target: "t"))" == "K/n")
    }
}
