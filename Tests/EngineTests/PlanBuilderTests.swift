import Planning
import Testing

@testable import Desired
@testable import Engine

struct PlanBuilderTests {
    private func change(_ impact: Impact = .strengthens, object: String = "a") -> Change {
        Change(
            .update, object: object, fields: [FieldChange("x", before: 1, after: 2)], impact: impact,
            reason: "r",
            basis: nil, calls: [APICall("ec2", "CreateTags")])
    }

    private func build(
        _ assessment: Assessment, target: String = "prod", allowed: Set<Impact> = [],
        _ adjust: (inout Metadata) -> Void = { _ in }
    ) throws -> PlannedResource {
        let assessed = AssessedResource(
            resource: resource("box", target: target, BoxSpec(), adjust), assessment: assessment)
        let built = PlanBuilder(settings: settings(), allowed: allowed, at: noon).build([assessed])
        #expect(!built.objections.contains { $0.hasPrefix("A guard") })
        return try #require(built.resources.first)
    }

    private func suspension(_ until: String) throws -> Suspension {
        Suspension(reason: "r", owner: "o", until: try #require(Deadline(until)))
    }

    @Test func theFirstStateThatHoldsIsTold() throws {
        let finding = Finding(.stale, "late")
        let unknown = Finding(.denied, "denied")
        #expect(try build(Assessment()).state == .inSync)
        #expect(try build(Assessment(isPending: true)).state == .pending)
        #expect(try build(Assessment(findings: [finding], isPending: true)).state == .attention)
        #expect(try build(Assessment(changes: [change()], findings: [finding])).state == .drifted)
        #expect(try build(Assessment(changes: [change()], findings: [finding, unknown])).state == .unknown)
        let suspended = try suspension("2026-11-22")
        #expect(try build(Assessment(changes: [change()])) { $0.suspend = suspended }.state == .suspended)
        #expect(try build(Assessment(findings: [unknown])) { $0.suspend = suspended }.state == .unknown)
        #expect(try build(Assessment()) { $0.suspend = suspended }.state == .suspended)
    }

    @Test func whatCouldNotBeSeenIsNotChanged() throws {
        let built = try build(Assessment(changes: [change()], findings: [Finding(.throttled, "busy")]))
        #expect(built.changes.isEmpty)
    }

    @Test(arguments: Impact.allCases)
    func onlyHarmlessImpactsNeedNoWord(_ impact: Impact) throws {
        let plain = try build(Assessment(changes: [change(impact)]))
        #expect(plain.changes.map(\.apply) == [impact <= .strengthens ? .yes : .needsAllow])
        #expect(try build(Assessment(changes: [change(impact)]), allowed: [impact]).changes[0].apply == .yes)
        let others = Set(Impact.allCases).subtracting([impact])
        #expect(try build(Assessment(changes: [change(impact)]), allowed: others).changes == plain.changes)
    }

    @Test(arguments: [
        ("2026-11-22", Impact.destroys, Permission.yes), ("2026-12-20", .destroys, .yes),
        ("2026-11-21", .destroys, .needsAllow), ("2026-12-20", .disrupts, .needsAllow),
    ])
    func anAllowanceHoldsToTheEndOfItsDay(
        _ until: String, _ impact: Impact, _ permission: Permission
    ) throws {
        let deadline = try #require(Deadline(until))
        let built = try build(Assessment(changes: [change(.destroys)])) {
            $0.allow = [Allowance(impact: impact, until: deadline, reason: "r")]
        }
        #expect(built.changes.map(\.apply) == [permission])
    }

    @Test func whatKeepsAChangeIsToldInOrder() throws {
        let (running, expired) = (try suspension("2026-11-22"), try suspension("2026-11-21"))
        func permission(
            _ impact: Impact, target: String = "prod", _ adjust: (inout Metadata) -> Void
        ) throws -> Permission? {
            try build(
                Assessment(changes: [change(impact)]), target: target, allowed: [.disrupts], adjust
            ).changes.first?.apply
        }
        #expect(try permission(.destroys, target: "open") { $0.suspend = running } == .suspended)
        #expect(try permission(.neutral) { $0.suspend = expired } == .suspended)
        #expect(try permission(.destroys, target: "open") { $0.mode = .observe } == .observe)
        #expect(try permission(.destroys, target: "open") { _ in } == .needsAllow)
        #expect(try permission(.disrupts, target: "open") { _ in } == .guard, "no account is declared")
        #expect(try permission(.disrupts, target: "elsewhere") { _ in } == .guard)
        #expect(try permission(.disrupts) { _ in } == .yes)
    }

    @Test func anExpiredSuspensionIsAFinding() throws {
        let expired = try suspension("2026-11-21")
        let built = try build(Assessment(changes: [change()])) { $0.suspend = expired }
        #expect(built.state == .drifted)
        #expect(built.findings.map(\.code) == [.suspensionExpired])
        #expect(try build(Assessment()) { $0.suspend = expired }.state == .attention)
    }

    @Test func aRunbookIsForWhatAPersonMends() throws {
        let findings = [
            Finding(.stale, "late"), Finding(.gap, "gap", runbook: "https://own.org"),
            Finding(.denied, "denied"),
        ]
        let built = try build(Assessment(findings: findings)) { $0.runbook = "https://x.org" }
        #expect(built.findings.map(\.runbook) == ["https://x.org", "https://own.org", nil])
    }

    @Test func changesAreSorted() throws {
        let changes = [change(.neutral, object: "b"), change(.destroys), change(.neutral)]
        let built = try build(Assessment(changes: changes))
        #expect(built.changes.map(\.object) == ["a", "a", "b"])
        #expect(built.changes.map(\.impact) == [.neutral, .destroys, .neutral])
    }
}

/// Guards stop everything before the first write, or nothing.
struct PlanGuardTests {
    private func assessed(
        changed: Int, of all: Int, name: String = "box", impact: Impact = .strengthens
    ) -> AssessedResource {
        let objects = (0..<all).map { "\(name)-\($0)" }
        return AssessedResource(
            resource: resource(name, BoxSpec()),
            assessment: Assessment(
                objects: objects,
                changes: objects.prefix(changed).map { object in
                    Change(
                        .update, object: object, fields: [], impact: impact, reason: "", basis: nil, calls: []
                    )
                }))
    }

    private func applied(
        _ assessed: [AssessedResource], maxChanges: Int? = nil,
        counts: (PlannedChange) -> Bool = { _ in true }
    ) -> (yes: Int, guarded: Int, objection: String?) {
        let built = PlanBuilder(settings: settings(), maxChanges: maxChanges, at: noon)
            .build(assessed, counts: counts)
        let changes = built.resources.flatMap(\.changes)
        return (
            changes.count { $0.apply == .yes }, changes.count { $0.apply == .guard }, built.objections.first
        )
    }

    @Test func theNumberOfChangesIsLimited() {
        #expect(applied([assessed(changed: 25, of: 60)]) == (25, 0, nil))
        let (yes, guarded, objection) = applied([assessed(changed: 26, of: 60)])
        #expect(yes == 0 && guarded == 26)
        #expect(
            objection
                == "A guard keeps apply from starting: 26 changes would be made; the limit is 25. "
                + "--max-changes N replaces the limits.")
    }

    @Test func theShareOfASelectionIsLimited() {
        #expect(applied([assessed(changed: 10, of: 10)]) == (10, 0, nil))
        #expect(applied([assessed(changed: 6, of: 12)]) == (6, 0, nil))
        #expect(applied([assessed(changed: 7, of: 12)]).guarded == 7)
        // One kind's manifests in a target are one selection.
        let others = assessed(changed: 0, of: 3, name: "other")
        #expect(applied([assessed(changed: 7, of: 11), others]) == (7, 0, nil))
        #expect(
            applied([assessed(changed: 7, of: 10), assessed(changed: 0, of: 1, name: "other")]).guarded == 7)
    }

    @Test func maxChangesReplacesBothLimits() {
        #expect(applied([assessed(changed: 40, of: 40)], maxChanges: 40) == (40, 0, nil))
        #expect(applied([assessed(changed: 2, of: 40)], maxChanges: 1).guarded == 2)
        #expect(applied([assessed(changed: 1, of: 40)], maxChanges: 0).guarded == 1)
    }

    @Test func whatIsNotCarriedOutDoesNotCount() {
        #expect(applied([assessed(changed: 40, of: 40, impact: .destroys)]) == (0, 0, nil))
        let few = applied([assessed(changed: 40, of: 100)], counts: { $0.change.object < "box-2" })
        #expect(few.objection == nil)
        #expect(few.yes == 40, "the rest is hindered elsewhere")
    }

    @Test func settingsMoveTheLimits() {
        var settings = settings()
        settings.guards.maxChanges = 2
        settings.guards.maxChangePercent = 10
        let builder = PlanBuilder(settings: settings, at: noon)
        #expect(
            builder.build([assessed(changed: 3, of: 100)]).objections.first
                == "A guard keeps apply from starting: 3 changes would be made; the limit is 2. "
                + "--max-changes N replaces the limits.")
        #expect(builder.build([assessed(changed: 2, of: 20)]).objections.first == nil)
        #expect(
            builder.build([assessed(changed: 2, of: 19)]).objections.first?.contains("the limit is 10 %")
                == true)
    }
}
