/// How a text has to look: one description that matches texts here and gives the regular expression of the
/// JSON Schema. Written as a list of parts: `["vol-", .some("0-9a-f", 8...17)]`.
package indirect enum Pattern: Sendable {
    /// Exactly these characters.
    case literal(String)
    /// A run of characters of a class, as many as the range says.
    case some(CharacterClass, ClosedRange<Int>)
    case sequence([Pattern])
    case either([Pattern])
    case repeated(Pattern, ClosedRange<Int>)

    package static func one(_ characters: CharacterClass) -> Pattern { .some(characters, 1...1) }
    package static func maybe(_ pattern: Pattern) -> Pattern { .repeated(pattern, 0...1) }
}

extension Pattern: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
    package init(stringLiteral text: String) { self = .literal(text) }
    package init(arrayLiteral parts: Pattern...) { self = .sequence(parts) }
}

extension Pattern {
    /// True where the pattern describes the whole text.
    package func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        return match(scalars, from: 0) { $0 == scalars.count }
    }

    /// Tries every way to match from `start` until `rest` agrees with where one ends.
    private func match(_ text: [Unicode.Scalar], from start: Int, then rest: (Int) -> Bool) -> Bool {
        switch self {
        case .literal(let literal):
            var index = start
            for scalar in literal.unicodeScalars {
                guard index < text.count, text[index] == scalar else { return false }
                index += 1
            }
            return rest(index)
        case .some(let characters, let count):
            var end = start
            while end < text.count, end - start < count.upperBound, characters.contains(text[end]) {
                end += 1
            }
            while end - start >= count.lowerBound {
                if rest(end) { return true }
                end -= 1
            }
            return false
        case .sequence(let parts):
            return Self.match(parts[...], text, from: start, then: rest)
        case .either(let patterns):
            return patterns.contains { $0.match(text, from: start, then: rest) }
        case .repeated(let pattern, let count):
            return pattern.match(text, from: start, times: count, then: rest)
        }
    }

    private static func match(
        _ parts: ArraySlice<Pattern>, _ text: [Unicode.Scalar], from start: Int, then rest: (Int) -> Bool
    ) -> Bool {
        guard let first = parts.first else { return rest(start) }
        return first.match(text, from: start) { match(parts.dropFirst(), text, from: $0, then: rest) }
    }

    private func match(
        _ text: [Unicode.Scalar], from start: Int, times count: ClosedRange<Int>, then rest: (Int) -> Bool
    ) -> Bool {
        if count.upperBound > 0 {
            let fewer = max(0, count.lowerBound - 1)...(count.upperBound - 1)
            let more = match(text, from: start) { next in
                (next > start || count.lowerBound > 0) && match(text, from: next, times: fewer, then: rest)
            }
            if more { return true }
        }
        return count.lowerBound == 0 && rest(start)
    }
}

extension Pattern {
    /// The same as a regular expression that JSON Schema, ECMAScript and Python read alike, with anchors.
    package var regularExpression: String { "^\(expression)$" }

    private var expression: String {
        switch self {
        case .literal(let text): text.map { Self.syntax.contains($0) ? "\\\($0)" : String($0) }.joined()
        case .some(let characters, let count): characters.expression + Self.quantifier(count)
        case .sequence(let parts): parts.map(\.expression).joined()
        case .either(let patterns): "(?:\(patterns.map(\.expression).joined(separator: "|")))"
        case .repeated(let pattern, let count): "(?:\(pattern.expression))\(Self.quantifier(count))"
        }
    }

    private static let syntax: Set<Character> = [
        "\\", "^", "$", ".", "|", "?", "*", "+", "(", ")", "[", "]", "{", "}",
    ]

    private static func quantifier(_ count: ClosedRange<Int>) -> String {
        switch (count.lowerBound, count.upperBound) {
        case (1, 1): ""
        case (0, 1): "?"
        case (0, .max): "*"
        case (1, .max): "+"
        case (let least, .max): "{\(least),}"
        case (let least, let most): least == most ? "{\(least)}" : "{\(least),\(most)}"
        }
    }
}

/// A set of characters as in the brackets of a regular expression: `"a-z0-9.-"`. A hyphen at either end, or
/// after a range, is itself.
package struct CharacterClass: Sendable, ExpressibleByStringLiteral {
    private let ranges: [ClosedRange<Unicode.Scalar>]

    package init(stringLiteral text: String) {
        let scalars = Array(text.unicodeScalars)
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        var index = 0
        while index < scalars.count {
            if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index] <= scalars[index + 2] {
                ranges.append(scalars[index]...scalars[index + 2])
                index += 3
            } else {
                ranges.append(scalars[index]...scalars[index])
                index += 1
            }
        }
        self.ranges = ranges
    }

    package func contains(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar) } }

    fileprivate var expression: String {
        let parts = ranges.map { range in
            let (first, last) = (Self.escaped(range.lowerBound), Self.escaped(range.upperBound))
            return range.lowerBound == range.upperBound ? first : "\(first)-\(last)"
        }
        return "[\(parts.joined())]"
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        ["\\", "]", "[", "^", "-"].contains(scalar) ? "\\\(scalar)" : String(scalar)
    }
}
