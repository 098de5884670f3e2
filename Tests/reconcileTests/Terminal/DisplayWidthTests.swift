import Testing

@testable import reconcile

struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("plan", 4), ("→ …", 3), ("e\u{301}", 1), ("é", 1), ("東京", 4), ("한국", 4), ("ｆｕｌｌ", 8),
        ("👍", 2),
        ("👩‍👩‍👧", 2), ("❤\u{FE0F}", 2), ("a\u{200D}", 1), ("\u{1B}", 0), ("日本 ab", 7),
    ])
    func columns(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test(arguments: [
        ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("abcdef", 1, "…"), ("abcdef", 0, ""),
        ("abc", -1, ""),
        ("東京都", 6, "東京都"), ("東京都", 5, "東京…"), ("東京都", 4, "東…"),
    ])
    func truncation(text: String, width: Int, expected: String) {
        #expect(text.truncated(to: width) == expected)
    }

    @Test func padding() {
        #expect("東".padded(to: 4) == "東  ")
        #expect("7".padded(to: 3, at: .leading) == "  7")
        #expect("long".padded(to: 2) == "long")
    }

    @Test func wrapping() {
        #expect("one two three".wrapped(to: 7) == ["one two", "three"])
        #expect("immeasurable is".wrapped(to: 5) == ["immeasurable", "is"])
        #expect("".wrapped(to: 5) == [""])
    }
}
