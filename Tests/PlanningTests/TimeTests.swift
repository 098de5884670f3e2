import Foundation
import Testing

@testable import Planning

struct InstantTests {
    private static let style = Date.ISO8601FormatStyle()

    @Test(arguments: [1, 2] as [UInt64])
    func writesAndReadsAsFoundationDoes(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        // From year 1 to year 9999.
        for _ in 0..<2_000 {
            let seconds = Int.random(in: -62_135_596_800..<253_402_300_800, using: &numbers)
            // Foundation's calendar is the Julian one before 1582-10-15.
            guard seconds >= -12_219_292_800 else { continue }
            let instant = Instant(secondsSince1970: seconds)
            let theirs = Date(timeIntervalSince1970: Double(seconds)).formatted(Self.style)
            #expect(instant.description == theirs)
            #expect(Instant(iso8601: theirs) == instant)
            #expect(Instant(date: instant.date).map { $0.secondsSince1970 + instant.secondOfDay } == seconds)
        }
    }

    @Test func everyDayOfFourCenturiesComesBack() {
        let first = Instant(date: "1900-01-01").map { $0.secondsSince1970 / 86_400 } ?? 0
        for day in first..<(first + 146_097) {
            let instant = Instant(secondsSince1970: day * 86_400)
            guard Instant(date: instant.date) == instant else {
                Issue.record("\(instant)")
                return
            }
        }
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("2026-11-22T12:00:00Z", 1_795_348_800),
        ("2026-11-22T12:00:00.999Z", 1_795_348_800), ("2026-11-22T12:00:00.123456789012Z", 1_795_348_800),
        ("2000-02-29T00:00:00Z", 951_782_400), ("0001-01-01T00:00:00Z", -62_135_596_800),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func instantsAreRead(_ text: String, _ seconds: Int) {
        #expect(Instant(iso8601: text)?.secondsSince1970 == seconds)
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-11-22T12:00:00", "2026-11-22T12:00:00+00:00", "2026-11-22 12:00:00Z",
        "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z", "2026-11-00T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T12:60:00Z",
        "2026-11-22T12:00:61Z", "2026-11-22T12:00:00.Z", "2026-11-22T12:00:00.5", "2026-11-22T12:00:00.5xZ",
        "2026-11-22T12:00:00.123456789xyzZ", "2026-11-22T12:00:00,5Z", "2026-1-22T12:00:00Z",
        "+026-11-22T12:00:00Z", "２026-11-22T12:00Z", "2026-11-22T12:00:00ZZ", "2026-11-22T12:00:00z",
        "2026-11-22T-1:00:00Z",
    ])
    func everythingElseIsNot(_ text: String) {
        #expect(Instant(iso8601: text) == nil)
    }

    @Test func daysAreReadStrictly() {
        #expect(Instant(date: "2024-02-29")?.description == "2024-02-29T00:00:00Z")
        for text in ["2023-02-29", "2026-11-22T00:00:00Z", "2026-11-2", "26-11-22", "", "2026/11/22"] {
            #expect(Instant(date: text) == nil)
        }
    }

    @Test func instantsAndPeriodsAddUp() throws {
        let instant = Instant(secondsSince1970: 1_795_348_800)
        #expect((instant + Period(seconds: 90)).since(instant) == Period(seconds: 90))
        #expect(instant.since(instant + Period(seconds: 1)).seconds == -1)
        #expect(instant < instant + Period(seconds: 1))
        #expect(instant.date == "2026-11-22" && instant.time == "12:00:00" && instant.secondOfDay == 43_200)
        #expect(try JSONDecoder().decode([Instant].self, from: JSONEncoder().encode([instant])) == [instant])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([Instant].self, from: Data(#"["x"]"#.utf8))
        }
    }
}

struct PeriodTests {
    @Test(arguments: [
        ("90s", 90, "90s"), ("15m", 900, "15m"), ("24h", 86_400, "24h"), ("1d", 86_400, "24h"),
        ("2d", 172_800, "2d"), ("48h", 172_800, "2d"), ("36h", 129_600, "36h"), ("60s", 60, "1m"),
        ("3600s", 3_600, "1h"), ("0s", 0, "0s"), ("0d", 0, "0s"), ("007d", 604_800, "7d"),
        ("10000d", 864_000_000, "10000d"), ("864000000s", 864_000_000, "10000d"),
    ])
    func durationsAreReadAndWritten(_ text: String, _ seconds: Int, _ canonical: String) throws {
        let period = try #require(Period(text))
        #expect(period.seconds == seconds)
        #expect(period.text == canonical)
        #expect(Period(canonical) == period)
    }

    @Test(arguments: [
        "", "s", "5", "5 m", "-5m", "+5m", "5M", "5w", "1.5h", "5mm", "m5", "１m", "10001d", "864000001s",
        "99999999999999999999d", "5m\u{301}", " 5m", "5m ", "1h30m",
    ])
    func everythingElseIsNot(_ text: String) {
        #expect(Period(text) == nil)
    }

    @Test(arguments: [
        (0, "0 s"), (45, "45 s"), (60, "1 min"), (119, "1 min"), (3_600, "1 h"), (11_520, "3 h 12 min"),
        (86_399, "23 h 59 min"), (86_400, "1 d"), (187_200, "2 d 4 h"), (89_999, "1 d"), (-90, "-1 min"),
        (-5_400, "-1 h 30 min"), (864_000_000, "10000 d"),
    ])
    func spokenInTwoUnitsAtTheMost(_ seconds: Int, _ words: String) {
        #expect(Period(seconds: seconds).spoken == words)
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        var numbers = SeededNumbers(seed: 3)
        for _ in 0..<500 {
            let period = Period(seconds: .random(in: 0...864_000_000, using: &numbers))
            #expect(Period(period.text) == period)
        }
        let periods = [Period(seconds: 90), Period(seconds: 86_400)]
        #expect(try JSONDecoder().decode([Period].self, from: JSONEncoder().encode(periods)) == periods)
    }
}
