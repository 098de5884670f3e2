import Engine
import Planning
import Testing

@testable import SnapshotPolicyReconciler

struct DiffTests {
    @Test func `A policy as declared is in sync`() {
        #expect(diff(spec(), livePolicy()) == Assessment(objects: [policyID]))
    }

    @Test func `What is not declared is not compared`() {
        let live = livePolicy(
            executionRole: "arn:aws:iam::123456789012:role/other",
            schedules: [
                liveSchedule("daily", ["CopyTags": true, "TagsToAdd": [["Key": "a", "Value": "b"]]])
            ])
        #expect(diff(spec(), live).changes.isEmpty)
        #expect(diff(spec(schedules: [daily(.every(hours: 24, at: nil))]), live).changes.isEmpty)
    }

    @Test func `Order of tags does not matter`() {
        let live = livePolicy(
            targetTags: [("Tier", "gold"), ("Backup", "b"), ("Backup", "a")],
            schedules: [
                liveSchedule(
                    "daily",
                    [
                        "TagsToAdd": [["Key": "y", "Value": "2"], ["Key": "x", "Value": "1"]],
                        "CopyTags": nil,
                    ])
            ])
        let desired = spec(
            targetTags: ["Backup": ["a", "b"], "Tier": ["gold"]],
            schedules: [daily(copyTags: false, tagsToAdd: ["x": "1", "y": "2"])])
        #expect(diff(desired, live).changes.isEmpty)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let desired: SnapshotPolicySpec
        var live = livePolicy()
        let impact: Impact
        let paths: [String]
    }

    static let schedule = "PolicyDetails.Schedules[daily]"
    static let cases = [
        Case(
            testDescription: "description", desired: spec(description: "Other"), impact: .neutral,
            paths: ["Description"]),
        Case(
            testDescription: "snapshot tags", desired: spec(schedules: [daily(tagsToAdd: ["By": "dlm"])]),
            impact: .neutral, paths: ["\(schedule).TagsToAdd[By]"]),
        Case(
            testDescription: "copyTags", desired: spec(schedules: [daily(copyTags: true)]), impact: .neutral,
            paths: ["\(schedule).CopyTags"]),
        Case(
            testDescription: "another time of day",
            desired: spec(schedules: [daily(.every(hours: 24, at: "02:00"))]), impact: .neutral,
            paths: ["\(schedule).CreateRule.Times"]),
        Case(
            testDescription: "enabled", desired: spec(), live: livePolicy(state: "DISABLED"),
            impact: .strengthens, paths: ["State"]),
        Case(
            testDescription: "count higher", desired: spec(schedules: [daily(retain: .count(8))]),
            impact: .strengthens, paths: ["\(schedule).RetainRule.Count"]),
        Case(
            testDescription: "schedule added", desired: spec(schedules: [daily(), daily(name: "more")]),
            impact: .strengthens, paths: ["PolicyDetails.Schedules[more]"]),
        Case(
            testDescription: "more often",
            desired: spec(schedules: [daily(.every(hours: 12, at: "13:00"))]), impact: .strengthens,
            paths: ["\(schedule).CreateRule.Interval"]),
        Case(
            testDescription: "target tag added",
            desired: spec(targetTags: ["Backup": ["Default", "default"]]),
            impact: .disrupts, paths: ["PolicyDetails.TargetTags[Backup=default]"]),
        Case(
            testDescription: "all target tags replaced", desired: spec(),
            live: livePolicy(targetTags: [("Backup", "default")]), impact: .disrupts,
            paths: [
                "PolicyDetails.TargetTags[Backup=Default]", "PolicyDetails.TargetTags[Backup=default]",
            ]),
        Case(
            testDescription: "disabled", desired: spec(enabled: false), impact: .weakens, paths: ["State"]),
        Case(
            testDescription: "rarer", desired: spec(),
            live: livePolicy(schedules: [
                liveSchedule(create: ["Interval": 12, "IntervalUnit": "HOURS", "Times": ["13:00"]])
            ]), impact: .weakens, paths: ["\(schedule).CreateRule.Interval"]),
        Case(
            testDescription: "target tag removed", desired: spec(),
            live: livePolicy(targetTags: [("Backup", "Default"), ("Backup", "default")]), impact: .weakens,
            paths: ["PolicyDetails.TargetTags[Backup=default]"]),
        Case(
            testDescription: "another role",
            desired: spec(executionRoleArn: "arn:aws:iam::123456789012:role/x"),
            impact: .weakens, paths: ["ExecutionRoleArn"]),
        Case(
            testDescription: "error", desired: spec(), live: livePolicy(state: "ERROR"), impact: .disrupts,
            paths: ["State"]),
        Case(
            testDescription: "a state nobody knows", desired: spec(), live: livePolicy(state: "RESTING"),
            impact: .disrupts, paths: ["State"]),
        Case(
            testDescription: "count lower", desired: spec(schedules: [daily(retain: .count(6))]),
            impact: .destroys, paths: ["\(schedule).RetainRule.Count"]),
    ]

    @Test(arguments: cases)
    func `Each difference has its impact, and its call ends it`(_ test: Case) throws {
        let assessment = diff(test.desired, test.live)
        let change = try #require(assessment.changes.first)
        #expect(assessment.changes.count == 1)
        #expect(change.action == .update)
        #expect(change.object == policyID)
        #expect(change.impact == test.impact)
        #expect(change.paths == test.paths)
        #expect(!change.reason.isEmpty)
        #expect(change.fields.allSatisfy { $0.before != $0.after })
        #expect(diff(test.desired, try test.live.after(try #require(change.calls.first))).changes.isEmpty)
    }

    @Test func `Only what changes is sent beside the details`() throws {
        let description = try #require(diff(spec(description: "Other"), livePolicy()).changes.first)
        #expect(description.parameters == ["PolicyId": .string(policyID), "Description": "Other"])
        let count = try #require(
            diff(spec(schedules: [daily(retain: .count(8))]), livePolicy()).changes.first)
        #expect(Set(count.parameters.keys) == ["PolicyId", "PolicyDetails"])
        #expect(count.reason == "7 snapshots of a volume are kept by daily; 8 are desired")
    }

    @Test func `Details go back as they were but for what is declared`() throws {
        let live = livePolicy(schedules: [
            liveSchedule("weekly", retain: ["Count": 4]), liveSchedule(),
        ])
        let change = try #require(
            diff(
                spec(targetTags: ["Backup": ["Default", "x"]], schedules: [daily(retain: .count(8))]), live
            )
            .changes.last)
        var details = live.details
        details["TargetTags"] = [["Key": "Backup", "Value": "Default"], ["Key": "Backup", "Value": "x"]]
        details["Schedules"] = [
            liveSchedule("weekly", retain: ["Count": 4]), liveSchedule(retain: ["Count": 8]),
        ]
        #expect(change.parameters["PolicyDetails"] == .object(details))
    }

    @Test func `Rules are replaced as units`() throws {
        let live = livePolicy(schedules: [
            liveSchedule(
                create: ["CronExpression": "cron(0 13 ? * MON *)", "Location": "CLOUD", "Old": 1],
                retain: ["Interval": 1, "IntervalUnit": "WEEKS", "Old": 1])
        ])
        let desired = spec(schedules: [
            daily(.every(hours: 24, at: "13:00"), retain: .age(.init(14, .days)))
        ])
        let change = try #require(diff(desired, live).changes.first)
        let schedule = change.parameters["PolicyDetails"]?["Schedules"]?.array?.first
        #expect(
            schedule?["CreateRule"]
                == ["Interval": 24, "IntervalUnit": "HOURS", "Times": ["13:00"], "Location": "CLOUD"])
        #expect(schedule?["RetainRule"] == ["Interval": 14, "IntervalUnit": "DAYS"])
        #expect(schedule?["FastRestoreRule"] == liveSchedule()["FastRestoreRule"])
    }

    @Test func `An undeclared time of day stays when the interval changes`() throws {
        let change = try #require(
            diff(spec(schedules: [daily(.every(hours: 12, at: nil))]), livePolicy()).changes.first)
        #expect(change.paths == ["PolicyDetails.Schedules[daily].CreateRule.Interval"])
        #expect(
            change.parameters["PolicyDetails"]?["Schedules"]?.array?.first?["CreateRule"]
                == ["Interval": 12, "IntervalUnit": "HOURS", "Times": ["13:00"]])
    }

    @Test func `A fingerprint holds for all that is sent back, and not for what DLM counts up`() throws {
        func fingerprint(_ live: LifecyclePolicy) throws -> String {
            try #require(diff(spec(description: "Other"), live).changes.first).fingerprint
        }
        let first = try fingerprint(livePolicy())
        #expect(try fingerprint(livePolicy()) == first)
        #expect(try fingerprint(livePolicy().with("DateModified", .double(1.7e9))) == first)
        #expect(try fingerprint(livePolicy().with("StatusMessage", "fine")) == first)
        #expect(try fingerprint(livePolicy(details: ["Novelty": 2])) != first)
        #expect(try fingerprint(livePolicy(schedules: [liveSchedule("daily", ["Deep": 1])])) != first)
        #expect(try fingerprint(livePolicy().with("Another", 1)) != first)
    }
}
