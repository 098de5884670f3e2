import Planning
import Testing

@testable import SnapshotPolicyReconciler

struct RetentionTests {
    @Test(arguments: [
        ("7d", Retention.Age(7, .days)), ("2w", .init(2, .weeks)), ("6mo", .init(6, .months)),
        ("1y", .init(1, .years)), ("36500d", .init(36_500, .days)),
    ])
    func `An age has a number and a unit`(text: String, age: Retention.Age) {
        #expect(Retention.Age(text) == age)
    }

    @Test(arguments: [
        "", "d", "0d", "07d", "7", "7m", "24h", "-1d", "36501d", "5201w", "1201mo", "101y", "7 d", "7D",
    ])
    func `Nothing else is an age`(text: String) {
        #expect(Retention.Age(text) == nil)
    }

    static let equals: [(String, JSON)] = [
        ("7d", ["Interval": 1, "IntervalUnit": "WEEKS"]), ("2w", ["Interval": 14, "IntervalUnit": "DAYS"]),
        ("12mo", ["Interval": 1, "IntervalUnit": "YEARS"]),
        ("2y", ["Interval": 24, "IntervalUnit": "MONTHS"]),
        ("7d", ["Interval": 7, "IntervalUnit": "DAYS", "Count": 0]),
    ]

    @Test(arguments: equals)
    func `The same age in other units is no drift`(text: String, live: JSON) throws {
        let age = try #require(Retention.Age(text))
        let assessment = diff(
            spec(schedules: [daily(retain: .age(age))]), livePolicy(schedules: [liveSchedule(retain: live)]))
        #expect(assessment.changes.isEmpty)
        #expect(assessment.findings.isEmpty)
    }

    @Test(arguments: [
        ("8d", "1w", Impact.strengthens), ("1y", "11mo", .strengthens), ("32d", "1mo", .strengthens),
        ("6d", "1w", .weakens), ("11mo", "1y", .weakens), ("27d", "1mo", .weakens),
        // A month has 28 to 31 days: not surely longer.
        ("30d", "1mo", .weakens), ("1mo", "30d", .weakens),
    ])
    func `A longer age strengthens, any other weakens`(desired: String, live: String, impact: Impact) throws {
        let (age, liveAge) = (try #require(Retention.Age(desired)), try #require(Retention.Age(live)))
        let assessment = diff(
            spec(schedules: [daily(retain: .age(age))]),
            livePolicy(schedules: [liveSchedule(retain: .object(Retention.age(liveAge).json))]))
        #expect(assessment.changes.map(\.impact) == [impact])
        #expect(
            Set(assessment.changes.flatMap(\.paths)).isSubset(of: [
                "PolicyDetails.Schedules[daily].RetainRule.Interval",
                "PolicyDetails.Schedules[daily].RetainRule.IntervalUnit",
            ]))
    }
}
