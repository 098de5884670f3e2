import Engine
import Planning
import Testing

@testable import SnapshotPolicyReconciler

/// What is refused keeps its live value, and the rest goes.
struct GroupingTests {
    /// Drift of every impact that declared fields can have.
    private let live = livePolicy(
        executionRole: "arn:aws:iam::123456789012:role/old",
        targetTags: [("Backup", "Default"), ("Backup", "old")],
        schedules: [liveSchedule(retain: ["Count": 14])])
    private let desired = spec(
        description: "New", executionRoleArn: role, targetTags: ["Backup": ["Default", "new"]],
        schedules: [daily(retain: .count(7), copyTags: true)])

    @Test func `Each impact beyond what is allowed anyway is a change of its own`() {
        let changes = diff(desired, live).changes
        #expect(changes.map(\.impact) == [.neutral, .weakens, .disrupts, .destroys])
        #expect(
            changes.map(\.paths) == [
                ["Description", "PolicyDetails.Schedules[daily].CopyTags"],
                ["ExecutionRoleArn", "PolicyDetails.TargetTags[Backup=old]"],
                ["PolicyDetails.TargetTags[Backup=new]"],
                ["PolicyDetails.Schedules[daily].RetainRule.Count"],
            ])
    }

    @Test func `No call carries the fields of another refused impact`() throws {
        let changes = diff(desired, live).changes
        try #require(changes.count == 4)
        let (base, weaker, worst) = (try live.after(changes[0].calls[0]), changes[1], changes[3])
        #expect(base.schedule("daily")?["RetainRule"] == ["Count": 14])
        #expect(base.targets.count == 2)

        let weakened = try base.after(weaker.calls[0])
        #expect(weakened.targets.map(\.text) == ["Backup=Default"])
        #expect(weakened.schedule("daily")?["RetainRule"] == ["Count": 14])
        #expect(weakened.schedule("daily")?["CopyTags"] == true)

        let widened = try base.after(changes[2].calls[0])
        #expect(widened.targets.sorted().map(\.text) == ["Backup=Default", "Backup=new", "Backup=old"])
        #expect(widened.schedule("daily")?["RetainRule"] == ["Count": 14])

        let destroyed = try base.after(worst.calls[0])
        #expect(destroyed.targets.count == 2)
        #expect(destroyed.json["ExecutionRoleArn"]?.string == "arn:aws:iam::123456789012:role/old")
        #expect(destroyed.schedule("daily")?["RetainRule"] == ["Count": 7])
    }

    @Test(arguments: [
        [Impact.neutral], [.neutral, .weakens], [.neutral, .disrupts], [.neutral, .destroys],
        [.neutral, .weakens, .disrupts, .destroys],
    ])
    func `Whatever is allowed, repeated runs end with nothing but what is refused`(allowed: [Impact]) throws {
        var policy = live
        for _ in 1...3 {
            for change in diff(desired, policy).changes where allowed.contains(change.impact) {
                policy = try policy.after(try #require(change.calls.first))
            }
        }
        #expect(
            diff(desired, policy).changes.map(\.impact)
                == [.neutral, .weakens, .disrupts, .destroys].filter { !allowed.contains($0) })
    }

    @Test func `The same policies give the same changes, whatever their order in a set`() {
        let first = diff(desired, live)
        for _ in 1...20 { #expect(diff(desired, live) == first) }
    }
}

struct StateTests {
    @Test func `A policy in error says why, and is enabled along with another change`() throws {
        let live = livePolicy(state: "ERROR", members: ["StatusMessage": "the role cannot be assumed"])
        let assessment = diff(spec(description: "Other"), live)
        #expect(assessment.findings.map(\.code) == [.policyError])
        #expect(assessment.findings.first?.message.contains("the role cannot be assumed") ?? false)
        let change = try #require(assessment.changes.first)
        #expect(assessment.changes.count == 1)
        #expect(change.impact == .neutral)
        #expect(change.paths == ["Description", "State"])
        #expect(
            change.parameters == ["PolicyId": .string(policyID), "Description": "Other", "State": "ENABLED"])
    }

    @Test func `Without a harmless change each of the others enables it`() {
        let live = livePolicy(
            state: "ERROR", targetTags: [("Backup", "Default"), ("a", "b")],
            schedules: [liveSchedule(retain: ["Count": 9])])
        let changes = diff(spec(), live).changes
        #expect(changes.map(\.impact) == [.weakens, .destroys])
        #expect(changes.allSatisfy { $0.parameters["State"] == "ENABLED" })
    }

    @Test func `Alone, it is enabled only where that is allowed`() {
        let assessment = diff(spec(), livePolicy(state: "ERROR"))
        #expect(assessment.findings.map(\.code) == [.policyError])
        #expect(assessment.changes.map(\.impact) == [.disrupts])
        #expect(assessment.changes.map(\.paths) == [["State"]])
    }

    @Test func `A policy in error that is to be disabled is a finding all the same`() {
        let assessment = diff(spec(enabled: false), livePolicy(state: "ERROR"))
        #expect(assessment.findings.map(\.code) == [.policyError])
        #expect(assessment.changes.map(\.impact) == [.weakens])
    }

    @Test(arguments: ["DISABLED", "ERROR"])
    func `Enabling destroys where volumes hold more than is kept`(state: String) throws {
        let live = livePolicy(state: state)
        let changes = diff(spec(description: "Other"), live, held: ["daily": 8]).changes
        #expect(changes.map(\.impact) == [.neutral, .destroys])
        #expect(changes.map(\.paths) == [["Description"], ["State"]])
        #expect(try #require(changes.first).parameters["State"] == nil)
        #expect(
            try #require(changes.last).reason
                == "once enabled it deletes: a volume has 8 snapshots of daily, which keeps 7")
        #expect(diff(spec(), live, held: ["daily": 7]).changes.allSatisfy { $0.impact != .destroys })
    }

    @Test func `More is kept where the count rises with it`() {
        let changes = diff(
            spec(schedules: [daily(retain: .count(8))]), livePolicy(state: "DISABLED"), held: ["daily": 8]
        ).changes
        #expect(changes.map(\.impact) == [.strengthens])
        #expect(changes.map(\.paths) == [["PolicyDetails.Schedules[daily].RetainRule.Count", "State"]])
    }
}

struct LimitTests {
    @Test(arguments: [
        livePolicy(details: ["PolicyType": "IMAGE_MANAGEMENT", "ResourceTypes": ["INSTANCE"]]),
        livePolicy(details: ["ResourceTypes": ["INSTANCE"]]),
        livePolicy(details: ["PolicyType": "EVENT_BASED_POLICY"]),
        livePolicy(members: ["DefaultPolicy": true]),
        livePolicy(details: ["PolicyLanguage": "SIMPLIFIED"]),
    ])
    func `What AWS cannot change is a finding, and nothing is sent`(live: LifecyclePolicy) {
        let assessment = diff(spec(description: "Other", enabled: false), live)
        #expect(assessment.changes.isEmpty)
        #expect(assessment.findings.map(\.code) == [.cannotChange])
        #expect(assessment.objects == [policyID])
    }

    static let otherTypes: [(Retention, JSON)] = [
        (.age(.init(7, .days)), ["Count": 7]),
        (.count(7), ["Interval": 7, "IntervalUnit": "DAYS"]),
    ]

    @Test(arguments: otherTypes)
    func `Numbers and ages do not become each other; the rest goes`(retain: Retention, live: JSON) throws {
        let policy = livePolicy(schedules: [liveSchedule(retain: live)])
        let assessment = diff(spec(schedules: [daily(retain: retain, copyTags: true)]), policy)
        #expect(assessment.findings.map(\.code) == [.cannotChange])
        let change = try #require(assessment.changes.first)
        #expect(change.paths == ["PolicyDetails.Schedules[daily].CopyTags"])
        #expect(
            change.parameters["PolicyDetails"]?["Schedules"]?.array?.first?["RetainRule"] == live)
        #expect(diff(spec(schedules: [daily(retain: retain)]), policy).changes.isEmpty)
    }

    @Test func `A schedule of another retention is not added`() {
        let assessment = diff(
            spec(schedules: [daily(retain: .age(.init(1, .weeks)), name: "weekly")]), livePolicy())
        #expect(assessment.changes.isEmpty)
        #expect(assessment.findings.map(\.code) == [.cannotChange, .undeclaredSchedule])
    }

    @Test func `Undeclared schedules stay and are reported; four is the limit`() {
        let live = livePolicy(schedules: ["a", "b", "c"].map { liveSchedule($0) })
        let assessment = diff(spec(schedules: [daily(name: "x"), daily(name: "y")]), live)
        #expect(assessment.changes.map(\.paths) == [["PolicyDetails.Schedules[x]"]])
        #expect(
            assessment.changes.first?.parameters["PolicyDetails"]?["Schedules"]?.array?
                .compactMap { $0["Name"]?.string } == ["a", "b", "c", "x"])
        #expect(
            assessment.findings.map(\.code) == [
                .cannotChange, .undeclaredSchedule, .undeclaredSchedule, .undeclaredSchedule,
            ])
    }

    @Test func `A schedule without a name is nobody's`() {
        let nameless: JSON = ["CreateRule": ["Interval": 1], "RetainRule": ["Count": 1]]
        let assessment = diff(spec(), livePolicy(schedules: [nameless, liveSchedule()]))
        #expect(assessment.changes.isEmpty)
        #expect(assessment.findings.map(\.code) == [.undeclaredSchedule])
    }

    @Test func `Target tags beyond 50 are not sent`() {
        let live = livePolicy(targetTags: (1...50).map { ("Key", String($0)) })
        let assessment = diff(spec(), live)
        #expect(assessment.changes.isEmpty)
        #expect(assessment.findings.map(\.code) == [.tagLimit])
    }

    @Test(arguments: [
        liveSchedule(create: ["Interval": "24"]), liveSchedule(create: nil),
        liveSchedule(create: ["Interval": 24, "IntervalUnit": "DAYS"]),
        liveSchedule(retain: ["Count": "7"]), liveSchedule(retain: [:]),
        liveSchedule(retain: ["Interval": 7, "IntervalUnit": "FORTNIGHTS"]),
        liveSchedule(retain: ["Interval": .int(.max), "IntervalUnit": "YEARS"]),
    ])
    func `A rule that cannot be read makes the resource unknown`(schedule: JSON) {
        let findings = diff(spec(), livePolicy(schedules: [schedule])).findings
        #expect(findings.map(\.code) == [.unreadable])
    }

    @Test func `A declared policy that is not there is absent, never created`() {
        let assessment = assess(item(spec(executionRoleArn: role)), nil)
        #expect(assessment.changes.isEmpty)
        #expect(assessment.findings.map(\.code) == [.absent])
        #expect(assessment.findings.first?.object == policyID)
    }
}
