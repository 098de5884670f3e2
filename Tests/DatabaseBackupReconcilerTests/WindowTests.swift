import DatabaseBackupReconciler
import Testing

struct WindowTests {
    @Test(arguments: [
        ("09:30-10:00", "09:30-10:00", 30), ("9:30-10:00", "09:30-10:00", 30),
        ("23:45-00:15", "23:45-00:15", 30), ("00:00-23:59", "00:00-23:59", 1_439),
        ("12:00-12:00", "12:00-12:00", 0),
    ])
    func reads(_ text: String, _ written: String, _ length: Int) throws {
        let window = try #require(DailyWindow(text))
        #expect(window.description == written)
        #expect(window.length == length)
    }

    @Test(arguments: [
        "", "-", "09:30", "09:30-", "24:00-01:00", "09:60-10:30", "09:30-10:00-11:00", "a:b-c:d",
        "009:30-10:00",
        "+9:30-10:00", "09:30 - 10:00", "sun:05:00-sun:05:30",
    ])
    func refuses(_ text: String) { #expect(DailyWindow(text) == nil) }

    @Test(arguments: ["", "sun", "sun:05:00", "xyz:05:00-sun:06:00", "sun:25:00-sun:26:00", "05:00-06:00"])
    func refusesWeekly(_ text: String) { #expect(WeeklyWindow(text) == nil) }

    @Test(arguments: [
        ("sun:05:00-sun:05:30", "05:00-05:30", true), ("sun:05:00-sun:05:30", "05:29-06:00", true),
        ("sun:05:00-sun:05:30", "04:00-05:01", true), ("sun:05:00-sun:05:30", "04:00-06:00", true),
        ("sun:05:00-sun:08:00", "06:00-06:30", true),
        // They only touch.
        ("sun:05:00-sun:05:30", "05:30-06:00", false), ("sun:05:00-sun:05:30", "04:30-05:00", false),
        ("sun:05:00-sun:05:30", "09:30-10:00", false),
        // Around midnight, and around the week's end.
        ("sat:23:30-sun:00:30", "00:00-00:30", true), ("sat:23:30-sun:00:30", "23:00-23:45", true),
        ("sun:23:30-mon:00:30", "00:15-00:45", true), ("sun:23:30-mon:00:30", "00:30-01:00", false),
        ("mon:00:00-mon:00:30", "23:45-00:15", true), ("mon:00:15-mon:00:45", "23:45-00:15", false),
        // Longer than a day: no time of day is free.
        ("fri:22:00-sun:22:00", "09:30-10:00", true), ("SUN:05:00-SUN:05:30", "05:00-05:30", true),
    ])
    func overlap(_ weekly: String, _ daily: String, _ expected: Bool) throws {
        let (weekly, daily) = (try #require(WeeklyWindow(weekly)), try #require(DailyWindow(daily)))
        #expect(weekly.overlaps(daily) == expected)
    }
}
