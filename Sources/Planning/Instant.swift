/// A moment in UTC, in whole seconds since 1970; written `2026-11-22T15:00:00Z`.
package struct Instant: Sendable, Hashable, Comparable {
    package let secondsSince1970: Int

    package init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

    /// Reads `2026-11-22T15:00:00Z`, with an optional fraction, which is dropped; nil for everything else.
    package init?(iso8601 text: String) {
        guard let seconds = Array(text.utf8).withUnsafeBufferPointer(ISO8601.seconds) else { return nil }
        secondsSince1970 = seconds
    }

    /// Reads a day, `2026-12-20`: its first second.
    package init?(date text: String) {
        guard let days = Array(text.utf8).withUnsafeBufferPointer(ISO8601.days) else { return nil }
        secondsSince1970 = days * 86_400
    }
}

extension Instant: CustomStringConvertible {
    package var description: String { "\(date)T\(time)Z" }

    /// `2026-11-22`
    package var date: String {
        let (year, month, day) = civil
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    /// `15:00:00`
    package var time: String {
        let second = secondOfDay
        return [second / 3_600, second / 60 % 60, second % 60].map { Self.padded($0, 2) }.joined(
            separator: ":")
    }

    /// Seconds since midnight, 0..<86,400.
    package var secondOfDay: Int { ((secondsSince1970 % 86_400) + 86_400) % 86_400 }

    /// Howard Hinnant's civil_from_days.
    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = (secondsSince1970 - secondOfDay) / 86_400 + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Instant {
    package static func < (left: Instant, right: Instant) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }

    package static func + (instant: Instant, period: Period) -> Instant {
        Instant(secondsSince1970: instant.secondsSince1970 + period.seconds)
    }

    /// How long before `self` the other one was; negative where it is later.
    package func since(_ earlier: Instant) -> Period {
        Period(seconds: secondsSince1970 - earlier.secondsSince1970)
    }
}

extension Instant: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let instant = Instant(iso8601: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a time such as 2026-11-22T15:00:00Z")
        }
        self = instant
    }

    package func encode(to encoder: any Encoder) throws { try description.encode(to: encoder) }
}
