import Foundation
import Testing

@testable import Planning

/// Numbers that are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}

extension JSON {
    /// Any value, with texts that are hard to write.
    static func random(_ numbers: inout SeededNumbers, depth: Int = 4) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &numbers) {
        case 0: return .null
        case 1: return .bool(.random(using: &numbers))
        case 2: return .int(.random(in: .min ... .max, using: &numbers))
        // JSONSerialization misses the last digit of others.
        case 3: return .double(Double(Int.random(in: -1_000_000...1_000_000, using: &numbers)) + 0.25)
        case 4, 5: return .string(text(&numbers))
        case 6:
            return .array(
                (0..<Int.random(in: 0..<5, using: &numbers)).map { _ in random(&numbers, depth: depth - 1) })
        default:
            let members = (0..<Int.random(in: 0..<5, using: &numbers)).map { _ in
                (text(&numbers), random(&numbers, depth: depth - 1))
            }
            return .object(Dictionary(members) { first, _ in first })
        }
    }

    private static func text(_ numbers: inout SeededNumbers) -> String {
        let pieces = [
            "a", "\"", "\\", "\n", "\r\n", "\t", "\u{0}", "\u{1f}", "\u{7f}", "é", "e\u{301}", "😀", "/",
            "\u{2028}",
        ]
        return (0..<Int.random(in: 0..<6, using: &numbers)).map { _ in
            pieces.randomElement(using: &numbers) ?? ""
        }.joined()
    }

    /// What Foundation's reader makes of bytes.
    static func foundations(_ bytes: [UInt8]) throws -> JSON {
        wrapped(try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed))
    }

    private static func wrapped(_ value: Any) -> JSON {
        switch value {
        case let flag as Bool: .bool(flag)
        case let number as Int: .int(number)
        case let number as Double: .double(number)
        case let text as String: .string(text)
        case let list as [Any]: .array(list.map(wrapped))
        case let members as [String: Any]: .object(members.mapValues(wrapped))
        default: .null
        }
    }
}

struct JSONTests {
    @Test func literalsSayWhatTheyAre() {
        let value: JSON = ["a": 1, "b": [true, nil, "x"], "c": [:], "a": 2]
        #expect(value["a"] == .int(2), "the last of equal keys counts")
        #expect(value["b"] == .array([.bool(true), .null, .string("x")]))
        #expect(value["c"] == .object([:]))
        #expect(value["d"] == nil)
        #expect(JSON.string("a")["a"] == nil)
    }

    @Test func viewsAnswerForTheirOwnKindAlone() {
        let values: [JSON] = [nil, true, 1, .double(1.5), "1", [1], ["a": 1]]
        #expect(values.map(\.bool) == [nil, true, nil, nil, nil, nil, nil])
        #expect(values.map(\.int) == [nil, nil, 1, nil, nil, nil, nil])
        #expect(values.map(\.string) == [nil, nil, nil, nil, "1", nil, nil])
        #expect(values.map { $0.array?.count } == [nil, nil, nil, nil, nil, 1, nil])
        #expect(values.map { $0.object?.count } == [nil, nil, nil, nil, nil, nil, 1])
        #expect(
            values.map(\.typeName)
                == ["null", "a boolean", "a number", "a number", "a string", "a list", "an object"])
        #expect(JSON(String?.none) == .null && JSON(Int?.some(3)) == 3 && JSON(["a"]) == ["a"])
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func whatIsWrittenIsReadAgain(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<150 {
            let value = JSON.random(&numbers)
            let bytes = value.canonical
            #expect(try JSONDecoder().decode(JSON.self, from: Data(bytes)) == value)
            #expect(try JSONDecoder().decode(JSON.self, from: JSONEncoder().encode(value)) == value)
            let theirs = try JSON.foundations(bytes)
            #expect(theirs == value, "\(theirs.text)\n\(value.text)")
            #expect(bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "one line, nothing that a terminal obeys")
        }
    }

    @Test func numbersKeepTheirValue() throws {
        for (text, value) in [
            ("9223372036854775807", JSON.int(.max)), ("-9223372036854775808", .int(.min)), ("-0", .int(0)),
            ("1.5", .double(1.5)), ("1e300", .double(1e300)), ("0.1", .double(0.1)), ("true", .bool(true)),
            ("1", .int(1)),
            ("0", .int(0)), ("false", .bool(false)),
        ] {
            #expect(try JSONDecoder().decode(JSON.self, from: Data(text.utf8)) == value)
        }
        #expect(JSON.double(.infinity).text == "null" && JSON.double(.nan).text == "null")
        #expect(JSON.double(1e21).text == "1e+21")
        var numbers = SeededNumbers(seed: 5)
        for _ in 0..<500 {
            let number = Double(bitPattern: .random(in: 0 ... .max, using: &numbers))
            guard number.isFinite, Int(exactly: number) == nil else { continue }
            let text = JSON.double(number).text
            #expect(try JSONDecoder().decode(JSON.self, from: Data(text.utf8)) == .double(number))
        }
    }

    @Test func equalValuesGiveEqualBytes() {
        var numbers = SeededNumbers(seed: 9)
        let keys = (0..<40).map { "k\($0)" }
        let members = keys.map { ($0, JSON.random(&numbers)) }
        let texts = (0..<20).map { _ in
            JSON.object(Dictionary(members.shuffled(using: &numbers)) { first, _ in first }).text
        }
        #expect(Set(texts).count == 1)
    }
}

struct JSONWriterTests {
    private func written(pretty: Bool, _ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(pretty: pretty)
        body(&writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func sample(_ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("a", 1)
            writer.key("b")
            writer.array { writer in
                writer.value("x")
                writer.array { _ in }
                writer.object { $0.member("c", JSON.null) }
            }
            writer.key("d")
            writer.object { _ in }
            writer.member("e", "f")
            writer.member("g", ["z": 1, "y": []])
        }
    }

    @Test func compactIsOneLineWithoutBlanks() {
        #expect(
            written(pretty: false, sample)
                == #"{"a":1,"b":["x",[],{"c":null}],"d":{},"e":"f","g":{"y":[],"z":1}}"#)
    }

    @Test func prettyIndentsByTwo() {
        #expect(
            written(pretty: true, sample) == """
                {
                  "a": 1,
                  "b": [
                    "x",
                    [],
                    {
                      "c": null
                    }
                  ],
                  "d": {},
                  "e": "f",
                  "g": {
                    "y": [],
                    "z": 1
                  }
                }
                """)
    }

    @Test(arguments: [
        ("\"\\", #""\"\\""#), ("\n\r\t\u{8}", #""\n\u000d\t\u0008""#),
        ("\u{0}\u{1f}\u{7f}", #""\u0000\u001f\u007f""#),
        ("é/😀\u{2028}", "\"é/😀\u{2028}\""), ("", "\"\""),
    ])
    func textsAreEscaped(_ text: String, _ json: String) throws {
        #expect(JSON.string(text).text == json)
        #expect(try JSON.foundations(Array(json.utf8)) == .string(text))
        #expect(JSON.object([text: 1]).text == "{\(json):1}")
    }

    @Test(arguments: [true, false])
    func partsAddUpToTheWhole(_ pretty: Bool) throws {
        var numbers = SeededNumbers(seed: 4)
        let values = (0..<50).map { _ in JSON.random(&numbers) }
        var parts: [UInt8] = []
        var (inParts, whole) = (JSONWriter(pretty: pretty), JSONWriter(pretty: pretty))
        inParts.array { writer in
            for value in values {
                writer.value(value)
                parts += writer.take()
                #expect(writer.bytes.isEmpty)
            }
        }
        parts += inParts.take()
        whole.value(.array(values))
        #expect(parts == whole.bytes)
        #expect(try JSON.foundations(parts) == .array(values))
    }
}
