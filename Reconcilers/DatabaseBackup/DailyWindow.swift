/// A window of every day, in UTC, `09:30-10:00`. It may wrap midnight; equal ends make an empty one.
package struct DailyWindow: Sendable, Hashable {
    /// Minutes since midnight, 0..<1,440.
    package let start: Int
    /// In minutes, 0..<1,440.
    package let length: Int

    static let minutesPerDay = 1_440

    /// Reads `hh:mm-hh:mm`; nil for everything else.
    package init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minute)
        guard ends.count == 2, let start = ends[0], let end = ends[1] else { return nil }
        self.start = start
        length = (end - start + Self.minutesPerDay) % Self.minutesPerDay
    }

    /// Reads a time of day, `hh:mm`, as minutes since midnight.
    static func minute(_ time: some StringProtocol) -> Int? {
        let parts = time.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count <= 2 && $0.utf8.allSatisfy(isDigit) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension DailyWindow: CustomStringConvertible {
    /// As RDS writes it.
    package var description: String {
        let end = (start + length) % Self.minutesPerDay
        return "\(Self.text(start))-\(Self.text(end))"
    }

    private static func text(_ minute: Int) -> String {
        [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

extension DailyWindow: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let window = DailyWindow(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a window such as 09:30-10:00")
        }
        self = window
    }
}

/// RDS's window for maintenance, once a week, in UTC: `sun:05:00-sun:05:30`.
package struct WeeklyWindow: Sendable, Hashable {
    /// Minutes since Monday's first.
    let start: Int
    let length: Int

    private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    private static let minutesPerWeek = 7 * DailyWindow.minutesPerDay

    /// Reads `ddd:hh:mm-ddd:hh:mm`; nil for everything else.
    package init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minute)
        guard ends.count == 2, let start = ends[0], let end = ends[1] else { return nil }
        self.start = start
        length = (end - start + Self.minutesPerWeek) % Self.minutesPerWeek
    }

    private static func minute(_ text: some StringProtocol) -> Int? {
        guard let colon = text.firstIndex(of: ":"),
            let day = days.firstIndex(of: text[..<colon].lowercased()),
            let minute = DailyWindow.minute(text[text.index(after: colon)...])
        else { return nil }
        return day * DailyWindow.minutesPerDay + minute
    }

    /// True where the two have a minute in common on some day. Windows that only touch do not overlap.
    package func overlaps(_ daily: DailyWindow) -> Bool {
        let day = DailyWindow.minutesPerDay
        // One starts inside the other; counted from either start, days do not matter.
        let fromHere = (daily.start - start % day + day) % day
        let fromThere = (start % day - daily.start + day) % day
        return fromHere < length || fromThere < daily.length
    }
}
