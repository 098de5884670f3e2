package import Planning

// The words that schemas are written in.
extension Schema {
    package static let anything = Schema(.anything)
    package static let boolean = Schema(.boolean)

    package static func object(_ fields: [Field], _ constraints: Constraint...) -> Schema {
        Schema(.object(fields, constraints))
    }

    package static func map(
        of value: Schema, keys: Text = Text(length: 1...255), count: ClosedRange<Int> = 0...Int.max
    ) -> Schema {
        Schema(.map(key: keys, value: value, count: count))
    }

    package static func list(
        of element: Schema, count: ClosedRange<Int> = 0...Int.max, unique: Bool = false
    ) -> Schema {
        Schema(.list(element, count: count, unique: unique))
    }

    package static func integer(_ range: ClosedRange<Int>) -> Schema { Schema(.integer(range)) }

    package static func choice(_ words: [String]) -> Schema { Schema(.choice(words)) }

    package static func constant(_ value: JSON) -> Schema { Schema(.constant(value)) }

    package static func either(_ alternatives: Schema...) -> Schema { Schema(.either(alternatives)) }

    package static func text(
        _ pattern: Pattern? = nil, length: ClosedRange<Int>? = nil, format: String? = nil,
        rule: (@Sendable (String) -> Bool)? = nil
    ) -> Schema {
        Schema(.text(Text(pattern: pattern, length: length, format: format, rule: rule)))
    }

    /// The name of a manifest of a kind in the same target; loading checks that it is declared.
    package static func reference(to kind: String) -> Schema { Schema(.reference(kind)) }

    /// `KIND/NAME` of any manifest; loading checks that it is declared.
    package static let componentReference = Schema(.reference(nil))
}

extension Schema {
    /// A text, or its lines; decodes as `Prose`.
    package static let prose = either(text(length: 1...65_536), list(of: text(), count: 1...1_000))
        .expecting("a string, or a list of lines").named("Prose")

    package static let name = text(Patterns.name).expecting("a name: 1 to 63 of a-z, 0-9 and -")

    /// More than nothing, and within bounds; decodes as `Period`.
    package static func duration(
        _ bounds: ClosedRange<Period> = Period(seconds: 1)...Period(seconds: 864_000_000)
    )
        -> Schema
    {
        text(Patterns.duration) { Period($0).map(bounds.contains) ?? false }
            .expecting("a duration such as \"15m\", \"24h\" or \"7d\"")
    }

    /// A day, `2026-12-20`; decodes as `Deadline`.
    package static let date = text(Patterns.date, format: "date") { Deadline($0) != nil }
        .expecting("a day such as \"2026-12-20\"")

    /// A time of day in UTC.
    package static let time = text(Patterns.time).expecting("a time of day in UTC such as \"13:00\"")

    /// Two times of day in UTC, `HH:MM-HH:MM`.
    package static let window = text(Patterns.window).expecting("a window in UTC such as \"09:30-10:00\"")

    package static let webAddress = text(Patterns.webAddress, length: 1...2_048, format: "uri")
        .expecting("a URL such as \"https://example.org/page\"")

    package static func arn(_ services: String...) -> Schema {
        let service = services.joined(separator: " or ")
        return text(Patterns.arn(services)).expecting("an ARN of \(service): \"arn:aws:\(services[0]):…\"")
    }

    package static let bucket = text(Patterns.bucket)
        .expecting("a bucket's name: 3 to 63 of a-z, 0-9, . and -")

    /// Tags that AWS takes: values are literal and case-sensitive.
    package static func tags(count: ClosedRange<Int> = 1...50, value: Schema = tagValue) -> Schema {
        map(of: value, keys: Text(length: 1...128), count: count).expecting("tags: {\"KEY\": \"VALUE\"}")
    }

    package static let tagValue = text(length: 0...256).expecting("a string of up to 256 characters")
}
