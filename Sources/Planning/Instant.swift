/// A moment in UTC, in whole seconds since 1970; written `2026-11-22T15:00:00Z`.
package struct Instant: Sendable, Hashable, Comparable {
    package let secondsSince1970: Int

    package init(secondsSince1970: Int) { self.secondsSince1970 = secondsSince1970 }

    /// Reads `2026-11-22T15:00:00Z`, with an optional fraction, which is dropped; nil for everything else.
    package init?(iso8601 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), bytes.last == UInt8(ascii: "Z"),
            let day = Self.days(bytes[0..<10]),
            let hour = Self.number(bytes[11..<13]), hour < 24,
            let minute = Self.number(bytes[14..<16]), minute < 60,
            let second = Self.number(bytes[17..<19]), second < 61
        else { return nil }
        if bytes.count > 20 {
            guard bytes[19] == UInt8(ascii: "."), bytes.count > 21,
                Self.number(bytes[20..<(bytes.count - 1)].prefix(9)) != nil
            else { return nil }
        }
        secondsSince1970 = day * 86_400 + hour * 3_600 + minute * 60 + second
    }

    /// Reads a day, `2026-12-20`: its first second.
    package init?(date text: some StringProtocol) {
        guard let day = Self.days(Array(text.utf8)[...]) else { return nil }
        secondsSince1970 = day * 86_400
    }

    /// Days since 1970 of `yyyy-mm-dd`, nil where there is no such day.
    private static func days(_ bytes: ArraySlice<UInt8>) -> Int? {
        let start = bytes.startIndex
        guard bytes.count == 10, bytes[start + 4] == UInt8(ascii: "-"), bytes[start + 7] == UInt8(ascii: "-"),
            let year = number(bytes[start..<(start + 4)]),
            let month = number(bytes[(start + 5)..<(start + 7)]), (1...12).contains(month),
            let day = number(bytes[(start + 8)...]), day >= 1, day <= length(ofMonth: month, year: year)
        else { return nil }
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return digits.isEmpty ? nil : value
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
