import Planning

/// A whole number, or the range that it has to lie in.
package struct Bounds: Sendable, Hashable {
    package let min: Int?
    package let max: Int?

    package init(min: Int? = nil, max: Int? = nil) {
        self.min = min
        self.max = max
    }

    package init(_ exactly: Int) { self.init(min: exactly, max: exactly) }

    package func contains(_ value: Int) -> Bool { nearest(to: value) == value }

    /// The value itself where it lies in the range, else the nearer bound.
    package func nearest(to value: Int) -> Int {
        if let min, value < min { return min }
        if let max, value > max { return max }
        return value
    }

    /// True where no number satisfies both bounds.
    package var isEmpty: Bool {
        if let min, let max { min > max } else { false }
    }

    package static func schema(_ range: ClosedRange<Int>) -> Schema {
        .either(
            .integer(range),
            .object(
                [
                    .optional("min", .integer(range), "At least this."),
                    .optional("max", .integer(range), "At most this."),
                ],
                .atLeastOne(["min", "max"])))
    }
}

extension Bounds: Decodable {
    private enum CodingKeys: CodingKey { case min, max }

    package init(from decoder: any Decoder) throws {
        if let exactly = try? decoder.singleValueContainer().decode(Int.self) {
            self.init(exactly)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            min: try container.decodeIfPresent(Int.self, forKey: .min),
            max: try container.decodeIfPresent(Int.self, forKey: .max))
    }
}

/// How many AWS objects a selection is expected to find.
package struct Expectation: Sendable, Hashable, Decodable {
    package let min: Int
    package let max: Int?

    private enum CodingKeys: CodingKey { case min, max }

    package init(min: Int = 1, max: Int? = nil) {
        self.min = min
        self.max = max
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            min: try container.decodeIfPresent(Int.self, forKey: .min) ?? 1,
            max: try container.decodeIfPresent(Int.self, forKey: .max))
    }

    package func contains(_ count: Int) -> Bool { count >= min && count <= max ?? .max }

    package static let schema = Schema.object([
        .optional("min", .integer(0...100_000).defaulting(to: 1), "At least so many."),
        .optional("max", .integer(0...100_000), "At most so many."),
    ]).named("Expectation")
}
