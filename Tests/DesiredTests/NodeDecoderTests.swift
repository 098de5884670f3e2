import Planning
import Testing

@testable import Desired

struct NodeDecoderTests {
    private func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        let (root, _) = SyntaxReader.read(Array(text.utf8), file: "f")
        return try NodeDecoder.decode(type, from: try #require(root))
    }

    private struct Everything: Decodable, Equatable {
        struct Inner: Decodable, Equatable { let name: String }

        let flag: Bool
        let small: UInt8
        let ratio: Double
        let text: String?
        let absent: Int?
        let list: [Inner]
        let map: [String: Int]
        let free: JSON
        let period: Period
    }

    @Test func decodesWhatTypesAskFor() throws {
        let text = """
            {"flag": true, "small": 255, "ratio": 2, "text": null, "list": [{"name": "a"}, {"name": "b"}],
             "map": {"x": 1, "y": 2}, "free": {"a": [1, 1.5, null, true, "s"]}, "period": "24h"}
            """
        #expect(
            try decode(Everything.self, text)
                == Everything(
                    flag: true, small: 255, ratio: 2, text: nil, absent: nil,
                    list: [.init(name: "a"), .init(name: "b")], map: ["x": 1, "y": 2],
                    free: ["a": [1, .double(1.5), nil, true, "s"]], period: Period(seconds: 86_400)))
    }

    @Test func decodesTheManyMembersOfAnObject() throws {
        let members = (0..<3_000).map { "\"k\($0)\": \($0)" }.joined(separator: ",")
        let map = try decode([String: Int].self, "{\(members)}")
        #expect(map.count == 3_000)
        #expect(map["k2999"] == 2_999)
    }

    @Test(arguments: [
        ("[]", "1:1", "expected an object, found an empty list"),
        ("{\"list\": 1}", "1:1", "\"flag\" is missing"),
        ("{\"flag\": 1}", "1:10", "expected true or false, found 1"),
        ("{\"flag\": true, \"small\": 256}", "1:25", "expected a whole number, found 256"),
        ("{\"flag\": true, \"small\": 1, \"ratio\": \"x\"}", "1:37", "expected a number, found \"x\""),
        (
            "{\"flag\": true, \"small\": 1, \"ratio\": 1, \"list\": [{\"name\": \"a\"}, {\"name\": 5}]}",
            "1:73", "expected a string, found 5"
        ),
        (
            "{\"flag\": true, \"small\": 1, \"ratio\": 1, \"list\": [], \"map\": {}, \"free\": 0, \"period\": \"7x\"}",
            "1:84", "expected a duration such as 90s, 15m, 24h or 7d"
        ),
    ])
    func saysWhereATypeDoesNotFit(_ text: String, _ place: String, _ words: String) throws {
        let (root, _) = SyntaxReader.read(Array(text.utf8), file: "f")
        let node = try #require(root)
        do {
            _ = try NodeDecoder.decode(Everything.self, from: node)
            Issue.record("it fits")
        } catch {
            let fault = DecodingFault(error)
            #expect(fault.words == words)
            #expect(fault.position.map { "\($0.line):\($0.column)" } == place)
        }
    }

    @Test func decodesTheSharedPieces() throws {
        #expect(try decode(Prose.self, "[\"a\", \"b\"]").text == "a\nb")
        #expect(try decode(Prose.self, "\"a\"").text == "a")
        #expect(try decode(Bounds.self, "7") == Bounds(7))
        #expect(try decode(Bounds.self, "{\"max\": 7}") == Bounds(max: 7))
        #expect(try decode(Expectation.self, "{}") == Expectation(min: 1))
        #expect(
            try decode(VolumeSelection.self, "{\"instance\": {\"tags\": {\"a\": \"b\"}}, \"sizeGiB\": 100}")
                == VolumeSelection(instance: .init(tags: ["a": "b"]), sizeGiB: 100))
    }

    @Test(arguments: [(3, 7), (9, 9), (40, 35)])
    func boundsGoToTheNearer(_ value: Int, _ nearest: Int) {
        let bounds = Bounds(min: 7, max: 35)
        #expect(bounds.nearest(to: value) == nearest)
        #expect(bounds.contains(value) == (value == nearest))
    }
}
