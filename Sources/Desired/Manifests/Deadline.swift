package import Planning

/// The last day on which something holds, in UTC: `2026-12-20`.
package struct Deadline: Sendable, Hashable {
    /// The day's first second.
    package let day: Instant

    /// Nil where there is no such day.
    package init?(_ text: String) {
        guard let day = Instant(date: text) else { return nil }
        self.day = day
    }

    /// True from the day's end.
    package func hasPassed(at instant: Instant) -> Bool { instant.since(day).seconds >= 86_400 }
}

extension Deadline: CustomStringConvertible {
    package var description: String { day.date }
}

extension Deadline: Decodable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let deadline = Deadline(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a day such as 2026-12-20")
        }
        self = deadline
    }
}
