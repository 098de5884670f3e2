import Engine
import Planning
import Testing

@testable import SnapshotPolicyReconciler

/// Many desired policies beside many live ones, with the calls carried out.
struct ConvergenceTests {
    private static let rules: [CreateRule] = [
        .every(hours: 24, at: "13:00"), .every(hours: 24, at: nil), .every(hours: 12, at: "01:00"),
        .cron("cron(0 13 * * ? *)"), .cron("cron(0 13 ? * MON *)"),
    ]
    private static let retentions: [[Retention]] = [
        [.count(3), .count(7), .count(14)],
        [.age(.init(7, .days)), .age(.init(1, .weeks)), .age(.init(1, .months)), .age(.init(1, .years))],
    ]

    /// Picks the same things in every run.
    private struct Dice {
        private var state: UInt64
        init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

        mutating func pick<Element>(_ elements: [Element]) -> Element {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return elements[Int(state >> 33) % elements.count]
        }
    }

    private func desired(_ dice: inout Dice, _ retentions: [Retention]) -> SnapshotPolicySpec {
        var schedules: [SnapshotPolicySpec.Schedule] = []
        for name in ["daily", "weekly"] where dice.pick([true, true, false]) || name == "daily" {
            schedules.append(
                daily(
                    dice.pick(Self.rules), retain: dice.pick(retentions),
                    copyTags: dice.pick([nil, true, false]),
                    tagsToAdd: dice.pick([nil, [:], ["a": "b"], ["a": "c", "d": "e"]]), name: name))
        }
        return spec(
            description: dice.pick(["one", "two"]), enabled: dice.pick([true, false]),
            executionRoleArn: dice.pick([nil, role]),
            targetTags: dice.pick([["Backup": ["Default"]], ["Backup": ["Default", "default"], "a": ["b"]]]),
            schedules: schedules)
    }

    private func live(_ dice: inout Dice, _ retentions: [Retention]) -> LifecyclePolicy {
        let schedules = ["daily", "weekly", "other"].filter { _ in dice.pick([true, false]) }.map { name in
            liveSchedule(
                name, create: .object(dice.pick(Self.rules).json(replacing: nil)),
                retain: .object(dice.pick(retentions).json),
                [
                    "CopyTags": dice.pick([nil, true, false]),
                    "TagsToAdd": dice.pick([nil, [], [["Key": "a", "Value": "b"]]]),
                ])
        }
        return livePolicy(
            description: dice.pick(["one", "two"]), state: dice.pick(["ENABLED", "DISABLED", "ERROR"]),
            targetTags: dice.pick([
                [("Backup", "Default")], [("Backup", "old"), ("x", "y")], [("a", "b"), ("x", "y")],
            ]),
            schedules: schedules)
    }

    @Test(arguments: 0..<200)
    func `Carrying out what is allowed leaves nothing of it`(seed: Int) throws {
        var dice = Dice(seed)
        let retentions = dice.pick(Self.retentions)
        let (desired, first) = (desired(&dice, retentions), live(&dice, retentions))

        // What is allowed without a word goes in one run.
        var policy = first
        for change in diff(desired, first).changes where change.impact.isAllowedByDefault {
            policy = try policy.after(try #require(change.calls.first))
        }
        let rest = diff(desired, policy).changes
        #expect(rest.allSatisfy { !$0.impact.isAllowedByDefault })

        // Each further impact alone changes its own fields and no other's.
        for change in rest {
            let after = diff(desired, try policy.after(try #require(change.calls.first))).changes
            #expect(Set(after.flatMap(\.paths)).isDisjoint(with: change.paths))
            let others = rest.filter { $0.impact != change.impact }.flatMap(\.paths)
            #expect(Set(others).subtracting(["State"]).isSubset(of: after.flatMap(\.paths)))
        }

        // With everything allowed, three runs end it: of those that replace PolicyDetails, one stays of each.
        for _ in 1...3 {
            for change in diff(desired, policy).changes {
                policy = try policy.after(try #require(change.calls.first))
            }
        }
        #expect(diff(desired, policy).changes.isEmpty)

        // What nobody declares is as it was.
        #expect(policy.details["Novelty"] == first.details["Novelty"])
        #expect(policy.details["Parameters"] == first.details["Parameters"])
        #expect(policy.schedule("other") == first.schedule("other"))
    }
}
