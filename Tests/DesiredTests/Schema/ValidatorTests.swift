import Planning
import Testing

@testable import Desired

struct ValidatorTests {
    private func faults(_ text: String, _ schema: Schema) throws -> [String] {
        let (root, _) = SyntaxReader.read(Array(text.utf8), file: "f")
        var validator = Validator(file: "f", resource: "K/n")
        validator.check(try #require(root), Schema.object([.optional("x", schema)]))
        return validator.diagnostics.map(\.description)
    }

    private static let two = Schema.object(
        [.optional("min", .integer(0...9)), .optional("max", .integer(0...9))], .exactlyOne(["min", "max"]))

    static let table: [(Schema, String, [String])] = [
        (.boolean, "1", ["x is 1;\n    expected true or false"]),
        (.boolean, "null", ["x is null;\n    expected true or false"]),
        (.integer(0...35), "36", ["x is 36;\n    expected a whole number from 0 to 35"]),
        (.integer(0...35), "7.5", ["x is 7.5;\n    expected a whole number from 0 to 35"]),
        (.integer(0...35), "7.0", []),
        (.integer(1...Int.max), "\"1\"", ["x is \"1\";\n    expected a whole number from 1 up"]),
        (
            Bounds.schema(0...35), "\"seven\"",
            ["x is \"seven\";\n    expected a whole number from 0 to 35, or {min, max}"]
        ),
        (Bounds.schema(0...35), "{\"min\": 40}", ["x.min is 40;\n    expected a whole number from 0 to 35"]),
        (Bounds.schema(0...35), "{}", ["x has neither min nor max;\n    one of them is needed"]),
        (
            Bounds.schema(0...35), "{\"mim\": 4}",
            [
                "x has neither min nor max;\n    one of them is needed",
                "unknown field x.mim;\n    did you mean min?",
            ]
        ),
        (
            .choice(["enforce", "observe"]), "\"Observed\"",
            ["x is \"Observed\";\n    expected \"enforce\" or \"observe\"; did you mean \"observe\"?"]
        ),
        (.choice(["a1", "b2"]).advising("take one"), "\"zz\"", ["x is \"zz\";\n    take one"]),
        (.constant("v1"), "\"v2\"", ["x is \"v2\";\n    expected \"v1\""]),
        (.text(length: 1...3), "\"\"", ["x is \"\";\n    expected a string of 1 to 3 characters"]),
        (.text(length: 1...3), "\"äöü\"", []),
        (
            .list(of: .integer(1...9), count: 1...2), "[1, 2, 30]",
            [
                "x has 3 elements;\n    expected a list of 1 to 2 elements",
                "x[2] is 30;\n    expected a whole number from 1 to 9",
            ]
        ),
        (
            .list(of: .text(), unique: true), "[\"a\", \"b\", \"a\"]",
            ["x[2] is \"a\" again;\n    element [0] is the same"]
        ),
        (.tags(), "{\"a b\": 1}", ["x[\"a b\"] is 1;\n    expected a string of up to 256 characters"]),
        (.tags(), "{}", ["x has 0 members;\n    expected an object of 1 to 50 members"]),
        (.tags(), "{\"\": \"v\"}", ["\"\" cannot be a key of x;\n    expected tags: {\"KEY\": \"VALUE\"}"]),
        (
            two, "{\"max\": 1, \"min\": 2}",
            ["x has both max and min;\n    only one of min or max is possible"]
        ),
        (.duration(), "\"0h\"", ["x is \"0h\";\n    expected a duration such as \"15m\", \"24h\" or \"7d\""]),
        (.duration(), "24", ["x is 24;\n    expected a duration such as \"15m\", \"24h\" or \"7d\""]),
        (.date, "\"2026-02-30\"", ["x is \"2026-02-30\";\n    expected a day such as \"2026-12-20\""]),
        (.prose, "[\"a\", 1]", ["x[1] is 1;\n    expected a string"]),
        (.prose, "7", ["x is 7;\n    expected a string, or a list of lines"]),
        (
            .arn("kms"), "\"arn:aws:s3:::b\"",
            ["x is \"arn:aws:s3:::b\";\n    expected an ARN of kms: \"arn:aws:kms:…\""]
        ),
        (
            .text(Patterns.name), "\"\\u001b[31mred\\n\"",
            ["x is \"\\u{001B}[31mred\\n\";\n    expected a string"]
        ),
        (.anything, "{\"a\": [null]}", []),
        (
            VolumeSelection.schema, "{\"device\": \"/dev/sdf\"}",
            ["x has none of volumeIds, instance or tags;\n    one of them is needed"]
        ),
        (
            .object([.required("a", .boolean), .optional("b", .boolean)], .needs("b", ["a"])),
            "{\"b\": true}",
            ["x.a is missing;\n    expected true or false", "x.b stands without a;\n    b goes only with a"]
        ),
    ]

    @Test func saysWhatIsWrongAndWhatIsExpected() throws {
        for (schema, value, expected) in Self.table {
            let found = try faults("{\"x\": \(value)}", schema).map {
                String($0.split(separator: ": ", maxSplits: 2)[2])
            }
            #expect(found.sorted() == expected.sorted(), "\(value)")
        }
    }

    @Test func standsAtTheValueOrAtTheKeyToBlame() throws {
        let text = """
            {"x": {
              "min": 99,
              "mox": 1
            }}
            """
        #expect(
            try faults(text, Bounds.schema(0...35)) == [
                "f:2:10: K/n: x.min is 99;\n    expected a whole number from 0 to 35",
                "f:3:3: K/n: unknown field x.mox;\n    did you mean max?",
            ])
    }

    @Test func whatTheReaderRejectedIsNotRejectedAgain() throws {
        #expect(try faults("{\"x\": 007}", .boolean).isEmpty)
    }

    @Test func collectsReferencesOfSoundAlternativesOnce() throws {
        let schema = Schema.either(.list(of: .reference(to: "Policy")), .reference(to: "Policy"))
        let (root, _) = SyntaxReader.read(Array("[\"a\", \"b\"]".utf8), file: "f")
        var validator = Validator(file: "f")
        validator.check(try #require(root), schema)
        #expect(validator.references.map(\.text) == ["a", "b"])
    }

    @Test(arguments: [
        ("recoverDays", "recoveryDays"), ("Enforce", "enforce"), ("obsrever", "observe"), ("rpoo", "rpo"),
        ("retian", "retain"), ("x", nil), ("completelyDifferent", nil), ("", nil),
    ])
    func suggestsTheNearestWord(_ word: String, _ nearest: String?) {
        let words = ["enforce", "observe", "recoveryDays", "retain", "rpo"]
        #expect(Spelling.nearest(to: word, among: words).first == nearest)
    }
}
