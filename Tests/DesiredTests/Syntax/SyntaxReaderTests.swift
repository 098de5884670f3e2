import Planning
import Testing

@testable import Desired

struct SyntaxReaderTests {
    private func read(_ text: String) -> (root: Node?, diagnostics: [Diagnostic]) {
        SyntaxReader.read(Array(text.utf8), file: "f")
    }

    @Test func readsEveryKindOfValueWithItsPlace() throws {
        let text = """
            // a comment
            {
              "n": null, "t": true, /* here too */ "f": false,
              "i": -12, "d": 1.5e-3, "s": "ä\\n\\u00e4\\ud83d\\ude00\\/", "l": [1, [], {},],
            }
            """
        let (root, diagnostics) = read(text)
        #expect(diagnostics.isEmpty)
        let node = try #require(root)
        #expect(node.position == Position(line: 2, column: 1))
        #expect(node.members?.map(\.key) == ["n", "t", "f", "i", "d", "s", "l"])
        #expect(
            node.json
                == [
                    "n": nil, "t": true, "f": false, "i": -12, "d": .double(0.0015), "s": "ä\nä😀/",
                    "l": [1, [], [:]],
                ])
        #expect(node.member("f")?.keyPosition == Position(line: 3, column: 40))
        #expect(node["f"]?.position == Position(line: 3, column: 45))
        #expect(node.nearest(to: "l[1]").position == Position(line: 4, column: 67))
    }

    @Test(arguments: [
        ("\u{FEFF}[1]", 2), ("[\"äö😀\", 1]", 9), ("\"\n[1]", 0), ("/* ä\n */ [1]", 6), ("\r\n\r\n [1]", 3),
        ("// x\r[1]", 2), ("[ 1]", 3),
    ])
    func columnsCountScalars(_ text: String, _ column: Int) {
        let node = read(text).root
        #expect(node?.elements?.last?.position.column ?? 0 == column)
    }

    @Test(arguments: [
        ("7.0", 7), ("1e2", 100), ("-0", 0), ("-0.0", 0), ("9223372036854775807", Int.max),
        ("-9223372036854775808", Int.min),
    ])
    func wholeNumbersStayWhole(_ text: String, _ number: Int) {
        #expect(read(text).root?.value == .int(number))
    }

    @Test func everyErrorHasItsPlaceAndItsWords() {
        for (text, expected) in Self.errors {
            let found = read(text).diagnostics.map(\.description).joined(separator: " | ")
            #expect(found == expected, "\(text)")
        }
    }

    private static let errors: [(String, String)] = [
        ("", "f:1:1: the file holds nothing;\n    expected a manifest, or a list of manifests"),
        (
            " // only a comment",
            "f:1:19: the file holds nothing;\n    expected a manifest, or a list of manifests"
        ),
        ("{\"a\": 1", "f:1:8: the file ends inside the object that begins at 1:1;\n    expected \"}\""),
        ("[1,\n 2", "f:2:3: the file ends inside the list that begins at 1:1;\n    expected \"]\""),
        ("{\"a\": ", "f:1:7: the file ends where a value should stand"),
        ("{\"a\": 1, \"a\": 2}", "f:1:10: duplicate key \"a\";\n    the first one is at 1:2"),
        ("{\"a\": 1, \"\\u0061\": 2}", "f:1:10: duplicate key \"a\";\n    the first one is at 1:2"),
        ("{\"a\" 1}", "f:1:6: \"1\" stands after the key \"a\";\n    expected \":\""),
        ("{a: 1}", "f:1:2: the key a stands without quotes;\n    keys stand in double quotes"),
        ("{'a': 1}", "f:1:2: \"'\" stands where a key should;\n    keys stand in double quotes"),
        ("['a']", "f:1:2: ' begins no value;\n    strings stand in double quotes"),
        ("[prod]", "f:1:2: \"prod\" stands without quotes;\n    strings stand in double quotes"),
        ("[True]", "f:1:2: \"True\" stands without quotes;\n    did you mean true?"),
        ("[NaN]", "f:1:2: \"NaN\" stands without quotes;\n    strings stand in double quotes"),
        ("[1 2]", "f:1:4: \"2\" stands after the value;\n    expected \",\" or \"]\""),
        ("{\"a\": 1 \"b\": 2}", "f:1:9: \"\"\" stands after the value;\n    expected \",\" or \"}\""),
        ("[1}", "f:1:3: \"}\" stands after the value;\n    expected \",\" or \"]\""),
        ("[,1]", "f:1:2: \",\" stands where a value should;\n    one comma between two values"),
        ("[1,,2]", "f:1:4: \",\" stands where a value should;\n    one comma between two values"),
        (
            "[1]]",
            "f:1:4: \"]\" stands after the end of the value;\n    a file holds one manifest, or a list: [ … ]"
        ),
        ("[\u{A0}1]", "f:1:2: the character U+00A0 begins no value"),
        ("/ 1", "f:1:1: \"/\" begins no comment;\n    comments are // … or /* … */"),
        ("1 /* x", "f:1:3: the comment has no end;\n    expected */"),
        ("\"ab", "f:1:1: the string has no end;\n    expected \""),
        (
            "[\"ab\n\"]",
            "f:1:2: the string does not end on its line;\n    expected \" at its end, or \\n inside"
        ),
        ("[\"a\tb\"]", "f:1:4: the control character U+0009 stands in a string;\n    write it as \\u0009"),
        (
            "[\"a\\x\"]",
            "f:1:4: \\ before \"x\" is no escape;\n    escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t "
                + "and \\u with four hexadecimal digits"
        ),
        ("[\"\\u12G4\"]", "f:1:3: \\u lacks its four hexadecimal digits"),
        ("[\"\\ud800\"]", "f:1:3: \\uD800 is half of a surrogate pair;\n    the other half has to follow"),
        ("[\"\\udc00\"]", "f:1:3: \\uDC00 is half of a surrogate pair;\n    the other half has to follow"),
        (
            "[\"\\ud800\\u0041\"]",
            "f:1:3: \\uD800 is half of a surrogate pair;\n    the other half has to follow"
        ),
        ("[01]", "f:1:2: \"01\" is no number;\n    a number has no leading zeros"),
        ("[-]", "f:1:2: \"-\" is no number;\n    expected a digit"),
        ("[+1]", "f:1:2: \"+1\" is no number;\n    a number has no leading +"),
        ("[.5]", "f:1:2: \".5\" is no number;\n    expected a digit"),
        ("[1.]", "f:1:2: \"1.\" is no number;\n    expected a digit after the point"),
        ("[7e+]", "f:1:2: \"7e+\" is no number;\n    expected a digit after the exponent"),
        ("[7d]", "f:1:2: \"7d\" is no number;\n    strings stand in double quotes"),
        ("[0x10]", "f:1:2: \"0x10\" is no number;\n    strings stand in double quotes"),
        ("[1e999]", "f:1:2: the number \"1e999\" is out of range;\n    whole numbers have 64 bits"),
        (
            "[9223372036854775808]",
            "f:1:2: the number \"9223372036854775808\" is out of range;\n    whole numbers have 64 bits"
        ),
        (
            "{\"a\": 01, \"b\": .1, \"a\": 2}",
            "f:1:7: \"01\" is no number;\n    a number has no leading zeros"
                + " | f:1:16: \".1\" is no number;\n    expected a digit"
                + " | f:1:20: duplicate key \"a\";\n    the first one is at 1:2"
        ),
    ]

    @Test(
        arguments: [
            ([0x5B, 0x0A, 0x22, 0xC3, 0xA4, 0xFF, 0x22, 0x5D], "f:2:3: byte 0xFF is not UTF-8 here"),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], "f:1:2: byte 0xED is not UTF-8 here"),
            ([0x22, 0xC3], "f:1:2: byte 0xC3 is not UTF-8 here"),
            ([0x2F, 0x2F, 0x07, 0xC0, 0xAF], "f:1:4: byte 0xC0 is not UTF-8 here"),
            ([0xFF, 0xFE, 0x5B, 0x00], "f:1:1: the file is UTF-16"),
        ] as [([UInt8], String)])
    func bytesThatAreNotText(_ bytes: [UInt8], _ message: String) {
        let (root, diagnostics) = SyntaxReader.read(bytes, file: "f")
        #expect(root == nil)
        #expect(diagnostics.map(\.description) == ["\(message);\n    files are UTF-8"])
    }

    @Test func levelsAreLimited() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(read(nested(64)).diagnostics.isEmpty)
        #expect(read(nested(65)).diagnostics.map(\.description) == ["f:1:65: more than 64 levels of { and ["])
        #expect(read(String(repeating: "[{\"a\":", count: 300_000)).root == nil)
    }

    @Test func duplicatesAreFoundAmongMany() {
        let members = (0..<5_000).map { "\"k\($0)\": \($0)" } + ["\"k7\": 0"]
        let (root, diagnostics) = read("{" + members.joined(separator: ",\n") + "}")
        #expect(root?.members?.count == 5_000)
        #expect(diagnostics.map(\.message) == ["duplicate key \"k7\""])
        #expect(diagnostics.first?.position?.line == 5_001)
    }

    @Test func aFileWithoutEndOfErrorsIsLeft() {
        #expect(read("[" + String(repeating: ",", count: 100_000)).diagnostics.count == 100)
    }
}
