import Testing

@testable import Planning

struct GlobTests {
    /// The definition, read aloud.
    private func reference(_ pattern: Substring.UnicodeScalarView, _ text: Substring.UnicodeScalarView)
        -> Bool
    {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" {
            return reference(pattern.dropFirst(), text)
                || (!text.isEmpty && reference(pattern, text.dropFirst()))
        }
        guard let next = text.first, first == "?" || first == next else { return false }
        return reference(pattern.dropFirst(), text.dropFirst())
    }

    @Test func agreesWithTheDefinition() {
        var numbers = SeededNumbers(seed: 7)
        func word(_ letters: [Character]) -> String {
            String(
                (0..<Int.random(in: 0..<8, using: &numbers)).map { _ in
                    letters.randomElement(using: &numbers) ?? "a"
                })
        }
        var hits = 0
        for _ in 0..<20_000 {
            let (pattern, text) = (word(["a", "b", "*", "?"]), word(["a", "b", "*"]))
            let matches = Glob(pattern).matches(text)
            hits += matches ? 1 : 0
            #expect(
                matches == reference(pattern[...].unicodeScalars, text[...].unicodeScalars),
                "\(pattern) \(text)")
        }
        #expect(hits > 1_000)
    }

    @Test(arguments: [
        ("*", "", true), ("", "", true), ("", "a", false), ("DatabaseBackup/*", "DatabaseBackup/mysql", true),
        ("database*/*", "DatabaseBackup/mysql", false), ("prod-??", "prod-eu", true),
        ("prod-??", "prod-e", false),
        ("*/*", "a/b/c", true), ("[a]", "a", false), ("é", "é", true), ("?", "😀", true),
    ])
    func namesAreMatched(_ pattern: String, _ text: String, _ matches: Bool) {
        #expect(Glob(pattern).matches(text) == matches)
    }

    @Test(.timeLimit(.minutes(1))) func manyStarsAreNoTrouble() {
        let text = String(repeating: "a", count: 2_000)
        #expect(!Glob(String(repeating: "*a", count: 200) + "b").matches(text))
    }
}
