/// A length of time in whole seconds, written `90s`, `15m`, `24h`, `7d`.
package struct Period: Sendable, Hashable, Comparable {
    package let seconds: Int

    package init(seconds: Int) { self.seconds = seconds }

    /// Reads a whole number and one of the units s, m, h, d; up to 10,000 days.
    package init?(_ text: some StringProtocol) {
        let units = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let last = text.last, let unit = units[String(last)] else { return nil }
        let digits = text.dropLast()
        guard !digits.isEmpty,
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let count = Int(digits), count <= 864_000_000 / unit
        else { return nil }
        seconds = count * unit
    }

    package static func < (left: Period, right: Period) -> Bool { left.seconds < right.seconds }

    package static func + (left: Period, right: Period) -> Period {
        Period(seconds: left.seconds + right.seconds)
    }
}

extension Period: CustomStringConvertible {
    /// The shortest exact form: `24h` rather than `1d` below two days, `90s` rather than a fraction of minutes.
    package var text: String {
        switch seconds {
        case let days where days != 0 && days % 86_400 == 0 && abs(days) > 86_400: "\(days / 86_400)d"
        case let hours where hours != 0 && hours % 3_600 == 0: "\(hours / 3_600)h"
        case let minutes where minutes != 0 && minutes % 60 == 0: "\(minutes / 60)m"
        default: "\(seconds)s"
        }
    }

    package var description: String { text }

    /// For reading, in two units at the most: `3 h 12 min`, `2 d 4 h`, `45 s`.
    package var spoken: String {
        let units = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")]
        let first = units.firstIndex { abs(seconds) >= $0.0 } ?? 3
        let (size, name) = units[first]
        let rest = abs(seconds) % size
        var words = "\(seconds / size) \(name)"
        if first < 2, rest >= units[first + 1].0 {
            words += " \(rest / units[first + 1].0) \(units[first + 1].1)"
        }
        return words
    }
}

extension Period: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let period = Period(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "expected a duration such as 90s, 15m, 24h or 7d")
        }
        self = period
    }

    package func encode(to encoder: any Encoder) throws { try text.encode(to: encoder) }
}
