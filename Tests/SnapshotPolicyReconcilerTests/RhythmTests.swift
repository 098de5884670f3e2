import Planning
import Testing

@testable import SnapshotPolicyReconciler

struct RhythmTests {
    @Test(arguments: [
        (CreateRule.every(hours: 24, at: "13:00"), "cron(0 13 * * ? *)"),
        (.every(hours: 24, at: "13:00"), "cron(0 13 ? * * *)"),
        (.every(hours: 24, at: "13:00"), "cron(00 13 1/1 * ? *)"),
        (.every(hours: 24, at: nil), "cron(17 3 * * ? *)"),
        (.every(hours: 12, at: "13:00"), "cron(0 1,13 * * ? *)"),
        (.every(hours: 12, at: "00:00"), "cron(0 */12 * * ? *)"),
        (.every(hours: 12, at: "01:30"), "cron(30 1/12 * * ? *)"),
        (.every(hours: 8, at: "06:00"), "cron(0 22,6,14 * * ? *)"),
        (.every(hours: 1, at: "05:15"), "cron(15 * * * ? *)"),
        (.every(hours: 1, at: nil), "cron(15 0-23 * * ? *)"),
        (.every(hours: 2, at: "00:00"), "cron(0 0-23/2 * * ? *)"),
        (.cron("cron(0 13 ? * MON-FRI *)"), "cron(0  13 ? * mon-fri *)"),
        (.cron("cron(0 1/12 * * ? *)"), "cron(0 1,13 * * ? *)"),
    ])
    func `A cron that means the same is no drift, either way round`(rule: CreateRule, cron: String) {
        #expect(rule.isMet(by: .cron(cron)))
        #expect(
            diff(
                spec(schedules: [daily(rule)]),
                livePolicy(schedules: [liveSchedule(create: ["CronExpression": .string(cron)])])
            ).changes.isEmpty)
        if case .every(_, .some) = rule { #expect(CreateRule.cron(cron).isMet(by: rule)) }
    }

    @Test(arguments: [
        (CreateRule.every(hours: 24, at: "13:00"), "cron(0 13 ? * MON-FRI *)"),
        (.every(hours: 24, at: "13:00"), "cron(0 13 1 * ? *)"),
        (.every(hours: 24, at: "13:00"), "cron(0 13 * 1 ? *)"),
        (.every(hours: 24, at: "13:00"), "cron(0 13 * * ? 2027)"),
        (.every(hours: 24, at: "13:00"), "cron(1 13 * * ? *)"),
        (.every(hours: 24, at: nil), "cron(0 1,13 * * ? *)"),
        (.every(hours: 12, at: nil), "cron(0 1,14 * * ? *)"),
        (.every(hours: 8, at: nil), "cron(0 0,1,2 * * ? *)"),
        (.every(hours: 6, at: "00:00"), "cron(0 0/5 * * ? *)"),
        (.every(hours: 1, at: nil), "cron(0/30 * * * ? *)"),
        (.every(hours: 24, at: "13:00"), "cron(0 13 L * ? *)"),
        (.every(hours: 24, at: "13:00"), "rate(1 day)"),
        (.every(hours: 24, at: "13:00"), "cron()"),
        (.cron("cron(0 13 ? * MON *)"), "cron(0 13 ? * TUE *)"),
        (.cron("cron(0 13 ? * MON *)"), "cron(0 14 ? * MON *)"),
    ])
    func `A cron that means anything else is drift`(rule: CreateRule, cron: String) {
        #expect(!rule.isMet(by: .cron(cron)))
        #expect(
            diff(
                spec(schedules: [daily(rule)]),
                livePolicy(schedules: [liveSchedule(create: ["CronExpression": .string(cron)])])
            ).changes.count == 1)
    }

    @Test(arguments: CreateRule.intervals)
    func `An interval is the cron of its slots`(hours: Int) throws {
        let list = stride(from: 0, to: 24, by: hours).map(String.init).joined(separator: ",")
        #expect(CreateRule.every(hours: hours, at: "00:07").isMet(by: .cron("cron(7 \(list) * * ? *)")))
        let rhythm = try #require(Rhythm(.every(hours: hours, at: "23:59")))
        #expect(rhythm.slots?.count == rhythm.count)
        #expect(rhythm.count * rhythm.gap == 1_440)
    }

    @Test(arguments: [
        (CreateRule.every(hours: 24, at: "14:00"), CreateRule.every(hours: 24, at: "13:00"), Impact.neutral),
        (.every(hours: 24, at: "14:00"), .every(hours: 24, at: nil), .neutral),
        (.cron("cron(0 14 ? * MON *)"), .cron("cron(0 13 ? * MON *)"), .neutral),
        (.every(hours: 12, at: nil), .every(hours: 24, at: "13:00"), .strengthens),
        (.every(hours: 1, at: nil), .cron("cron(0 0,12 * * ? *)"), .strengthens),
        (.every(hours: 24, at: "13:00"), .cron("cron(0 13 ? * MON *)"), .strengthens),
        (.every(hours: 24, at: nil), .every(hours: 12, at: "13:00"), .weakens),
        (.cron("cron(0 13 ? * MON *)"), .every(hours: 24, at: "13:00"), .weakens),
        (.cron("cron(0 13 ? * MON *)"), .cron("cron(0 13 ? * TUE *)"), .weakens),
        // As many a day, and a longer time without one.
        (.cron("cron(0 0,1,2 * * ? *)"), .every(hours: 8, at: nil), .weakens),
        (.every(hours: 24, at: "13:00"), .cron("cron(0/30 * * * ? *)"), .weakens),
        (.every(hours: 24, at: "13:00"), .cron("nonsense"), .weakens),
    ])
    func `What is not surely as often is rarer`(rule: CreateRule, live: CreateRule, impact: Impact) {
        #expect(!rule.isMet(by: live))
        #expect(rule.impact(replacing: live) == impact)
    }

    @Test(arguments: [
        "cron(0 13 ? * MON-FRI *)", "cron(0 13 * * ? *)", "cron(59 8-18/2 1,15 JAN ? 2026-2030)",
        "cron(0 0 ? * 6L *)", "cron(0 0 ? * MON#1 *)",
    ])
    func `Expressions that DLM takes are plausible`(text: String) throws {
        #expect(try #require(Cron(text)).isPlausible)
    }

    @Test(arguments: [
        "cron(0 13 * * * *)", "cron(0 13 ? * ? *)", "cron(*/30 13 ? * MON *)", "cron(0 24 ? * MON *)",
        "cron(60 1 ? * MON *)", "cron(0 5-3 ? * MON *)", "cron(0 1/0 ? * MON *)", "cron(0 ,1 ? * MON *)",
        "cron(0 1/2/3 ? * MON *)", "cron(0 13 ? * MON)", "cron(0 13 ? * MON * *)", "cron(0 13 ? * MON *",
        "cron(0 13 ? * +MON *)", "0 13 ? * MON *", "",
    ])
    func `Others are not`(text: String) {
        #expect(!(Cron(text)?.isPlausible ?? false))
    }
}
