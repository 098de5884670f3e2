package import Desired
import Planning

/// How many snapshots of a volume a schedule keeps, or how long it keeps them.
package enum Retention: Sendable, Hashable {
    case count(Int)
    case age(Age)

    /// In the units that DLM counts in; a month is no number of days.
    package struct Age: Sendable, Hashable {
        package enum Unit: String, Sendable, Hashable, CaseIterable {
            case days = "DAYS"
            case weeks = "WEEKS"
            case months = "MONTHS"
            case years = "YEARS"
        }

        package let number: Int
        package let unit: Unit

        package init(_ number: Int, _ unit: Unit) {
            self.number = number
            self.unit = unit
        }
    }
}

extension Retention: Decodable {
    private enum CodingKeys: CodingKey { case count, age }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let count = try container.decodeIfPresent(Int.self, forKey: .count) {
            self = .count(count)
            return
        }
        let text = try container.decode(String.self, forKey: .age)
        guard let age = Age(text) else {
            throw DecodingError.dataCorruptedError(
                forKey: .age, in: container, debugDescription: "expected an age such as 7d, 2w, 6mo or 1y")
        }
        self = .age(age)
    }

    package static let schema = Schema.object(
        [
            .optional("count", .integer(1...1_000).examples(7), "So many snapshots of each volume."),
            .optional(
                "age",
                .text(Age.pattern, rule: { Age($0) != nil })
                    .expecting("an age such as \"7d\", \"2w\", \"6mo\" or \"1y\", up to 100 years")
                    .examples("7d"), "Each snapshot for so long."),
        ], .exactlyOne(["count", "age"]))
}

extension Retention.Age {
    private static let symbols: [(String, Unit)] = [
        ("d", .days), ("w", .weeks), ("mo", .months), ("y", .years),
    ]

    static let pattern: Pattern = [
        .one("1-9"), .some("0-9", 0...4), .either(symbols.map { .literal($0.0) }),
    ]

    /// Reads `7d`, `2w`, `6mo`, `1y`; DLM keeps snapshots for up to 100 years.
    package init?(_ text: String) {
        guard let (symbol, unit) = Self.symbols.first(where: { text.hasSuffix($0.0) }),
            Self.pattern.matches(text), let number = Int(text.dropLast(symbol.count))
        else { return nil }
        let limit =
            switch unit {
            case .days: 36_500
            case .weeks: 5_200
            case .months: 1_200
            case .years: 100
            }
        guard number <= limit else { return nil }
        self.init(number, unit)
    }

    /// `7 days`
    var spoken: String {
        let word = unit.rawValue.lowercased()
        return "\(number) \(number == 1 ? String(word.dropLast()) : word)"
    }

    /// The same length in the smaller unit that it can be said in exactly.
    private var exact: Self {
        switch unit {
        case .days, .months: self
        case .weeks: Self(number * 7, .days)
        case .years: Self(number * 12, .months)
        }
    }

    /// In days; a month has 28 to 31.
    private var days: ClosedRange<Int> {
        let exact = exact
        return exact.unit == .days ? exact.number...exact.number : exact.number * 28...exact.number * 31
    }

    /// True where both mean the same: 7 days are a week, 12 months a year.
    func isSame(as other: Self) -> Bool { exact == other.exact }

    /// True where it is longer, whatever months are meant.
    func isSurelyLonger(than other: Self) -> Bool {
        let (exact, otherExact) = (exact, other.exact)
        if exact.unit == otherExact.unit { return exact.number > otherExact.number }
        return days.lowerBound > other.days.upperBound
    }
}

extension Retention {
    /// DLM's RetainRule; nil where it says neither a number nor an age.
    init?(live rule: JSON) {
        if let number = rule["Interval"]?.int, (1...36_500).contains(number),
            let unit = rule["IntervalUnit"]?.string.flatMap(Age.Unit.init)
        {
            self = .age(Age(number, unit))
        } else if let count = rule["Count"]?.int {
            self = .count(count)
        } else {
            return nil
        }
    }

    var json: [String: JSON] {
        switch self {
        case .count(let count): ["Count": .int(count)]
        case .age(let age): ["Interval": .int(age.number), "IntervalUnit": .string(age.unit.rawValue)]
        }
    }

    /// A policy has either numbers or ages, and AWS changes none into the other.
    func isSameType(as other: Retention) -> Bool {
        switch (self, other) {
        case (.count, .count), (.age, .age): true
        default: false
        }
    }

    var typeName: String {
        switch self {
        case .count: "count"
        case .age: "age"
        }
    }
}
