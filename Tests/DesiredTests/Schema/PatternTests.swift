import Testing

@testable import Desired

/// A pattern and the regular expression that it gives have to say the same.
struct PatternTests {
    private static let patterns: [(Pattern, [String])] = [
        (
            Patterns.name,
            ["a", "a-9", "A", "", "ä", String(repeating: "a", count: 63), String(repeating: "a", count: 64)]
        ),
        (Patterns.component, ["Volume/a", "volume/a", "V/a", "Volume/", "Volume/a/b"]),
        (Patterns.duration, ["24h", "0h", "7d", "7w", "h", "10000000000s", "1000000000s", "-1h", "1.5h"]),
        (
            Patterns.date,
            ["2026-12-20", "2026-13-01", "2026-00-10", "2026-10-32", "2026-1-1", "2026-10-30", "2026-10-00"]
        ),
        (Patterns.time, ["00:00", "23:59", "24:00", "19:60", "9:00", "29:00"]),
        (Patterns.window, ["09:30-10:00", "09:30", "09:30-25:00"]),
        (Patterns.account, ["123456789012", "12345678901", "1234567890123"]),
        (
            Patterns.region,
            ["us-west-2", "us-gov-west-1", "eusc-de-east-1", "us-west", "US-WEST-2", "us-west-222"]
        ),
        (Patterns.bucket, ["abc", "ab", "a.b-c", ".ab", "ab.", "aBc", String(repeating: "a", count: 64)]),
        (
            Patterns.webAddress,
            ["https://x.org/a?b#c", "http://[::1]:80", "ftp://x", "https://", "https://x y", "https://x/ü"]
        ),
        (Patterns.issue, ["#1", "#0", "#", "a/b#12", "a/b/c#1", "a#1", "/b#1", "#1x", "#1234567890123"]),
        (Patterns.volumeID, ["vol-0f3e2d1c0b9a87654", "vol-0123456", "vol-XYZ", "snap-12345678"]),
        (Patterns.instanceID, ["i-0a1b2c3d", "i-0a1b2c3", "0a1b2c3d"]),
        (
            Patterns.arn(["kms", "iam"]),
            [
                "arn:aws:kms:us-west-2:123456789012:key/x", "arn:aws-cn:iam::1:role/r", "arn:aws:s3:::b",
                "arn:aws:kms:::", "arn:aws-:iam::1:r",
            ]
        ),
        (
            ["a.b", .one("x-y.^-"), .maybe(["(", ")"]), .some("*", 0...Int.max)],
            ["a.b^", "axbx", "a.bx()", "a.b-(", "a.by***", "a.bz"]
        ),
        (
            [.repeated(.some("ab", 0...2), 2...3), "c"],
            ["c", "ac", "abac", "abababc", "ababababc", "abababac"]
        ),
    ]

    @Test func matchesWhatItsRegularExpressionMatches() throws {
        var dice = SyntaxMutationTests.Dice(state: 42)
        var (accepted, rejected) = (0, 0)
        for (pattern, texts) in Self.patterns {
            let expression = try Regex(pattern.regularExpression)
            let mutated = texts.flatMap { text in (0..<30).map { _ in Self.mutated(text, &dice) } }
            for text in texts + mutated {
                let expected = text.wholeMatch(of: expression) != nil
                if expected { accepted += 1 } else { rejected += 1 }
                #expect(pattern.matches(text) == expected, "\(text) and \(pattern.regularExpression)")
            }
        }
        #expect(accepted > 300 && rejected > 300)
    }

    private static func mutated(_ text: String, _ dice: inout SyntaxMutationTests.Dice) -> String {
        var scalars = Array(text.unicodeScalars)
        let others = Array("az09-:/#.TwH ä".unicodeScalars)
        let place = Int.random(in: 0...scalars.count, using: &dice)
        let scalar = others.randomElement(using: &dice) ?? "x"
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: scalars.insert(scalar, at: place)
        case 1 where place < scalars.count: scalars[place] = scalar
        case _ where place < scalars.count: scalars.remove(at: place)
        default: scalars.append(scalar)
        }
        return String(String.UnicodeScalarView(scalars))
    }
}
