import Testing

@testable import reconcile

struct SanitizingTests {
    @Test(arguments: [
        ("algorithmia-git /dev/sdf ~", "algorithmia-git /dev/sdf ~"),
        ("größer → 東京 👩‍👧", "größer → 東京 👩‍👧"),
        ("a\u{1B}[2Jb", "a\\u{1b}[2Jb"),
        ("a\u{9B}2Jb", "a\\u{9b}2Jb"),
        ("a\r\nb\tc\u{7F}", "a\\u{d}\\u{a}b\\u{9}c\\u{7f}"),
        ("a\u{202E}b\u{2066}c\u{200F}", "a\\u{202e}b\\u{2066}c\\u{200f}"),
        ("a\u{2028}b\u{FEFF}c\u{E0041}", "a\\u{2028}b\\u{feff}c\\u{e0041}"),
        ("\u{0}", "\\u{0}"),
    ])
    func steeringIsShown(text: String, expected: String) {
        #expect(text.sanitized() == expected)
    }

    @Test func proseKeepsItsLines() {
        #expect("a\n\tb\r\u{1B}c".sanitized(keepsLines: true) == "a\n\tb\\u{d}\\u{1b}c")
    }

    @Test func noControlCharacterPasses() {
        for value in (0...0x9F).compactMap({ Unicode.Scalar(UInt32($0)) })
        where value.properties.generalCategory == .control {
            #expect(String(Character(value)).sanitized().utf8.allSatisfy { (0x20..<0x7F).contains($0) })
        }
    }
}
