import Testing

@testable import AWS

/// What a single element holds.
@Suite struct XMLValuesTests {
    private func value<T>(_ content: String, _ read: (inout XMLReader) throws -> T) throws(XMLError) -> T {
        try XMLReader.read(Array("<v>\(content)</v>".utf8), root: "v", read)
    }

    @Test(arguments: [
        ("", ""), ("plain", "plain"), (" kept \n", " kept \n"), ("a&amp;b", "a&b"),
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("&#13;", "\r"), ("<![CDATA[a&b\r\n]]>&lt;<!-- no -->c<?p q?>d", "a&b\n<cd"), ("<![CDATA[]]>", ""),
        ("&#x1F600;ü", "😀ü"), ("]]&gt;", "]]>"),
    ])
    func text(content: String, expected: String) throws {
        #expect(try value(content) { try $0.text() } == expected)
    }

    @Test(arguments: ["0", "-0", "007", "9223372036854775807", "-9223372036854775808", "&#49;2"])
    func wholeNumber(content: String) throws {
        let expected = try #require(Int(content.replacing("&#49;", with: "1")))
        #expect(try value(content) { try $0.integer() } == expected)
    }

    @Test(arguments: [
        "", "-", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "9223372036854775808", "-9223372036854775809", "١",
        "<b>1</b>", "1<b/>",
    ])
    func noWholeNumber(content: String) {
        #expect(wrongType { try value(content) { try $0.integer() } })
    }

    @Test func truth() throws {
        #expect(try value("true") { try $0.boolean() })
        #expect(try !value("false") { try $0.boolean() })
        for content in ["", "True", "1", "0", "yes", " true", "<b/>"] {
            #expect(wrongType { try value(content) { try $0.boolean() } })
        }
        #expect(try value("in-use") { try $0.textEquals("in-use") })
        #expect(try !value("in-us") { try $0.textEquals("in-use") })
    }

    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-11-22T13:04:11.000Z", 1_795_352_651),
        ("2026-11-22T13:04:11.999999Z", 1_795_352_651), ("2000-02-29T23:59:59Z", 951_868_799),
        ("1969-12-31T23:59:59.5Z", -1), ("0000-03-01T00:00:00Z", -62_162_035_200),
        ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func instant(content: String, expected: Int) throws {
        #expect(try value(content) { try $0.instant() } == expected)
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-11-22T13:04:11", "2026-11-22T13:04:11+00:00", "2026-11-22 13:04:11Z",
        "2026-11-22T13:04:11.Z",
        "2026-11-22T13:04:11,5Z", "2026-11-22T13:04:11.5xZ", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z",
        "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "-026-01-01T00:00:00Z",
        "2026-11-22t13:04:11z", "1795352651", "2026-1-22T13:04:11.0Z",
    ])
    func noInstant(content: String) {
        #expect(wrongType { try value(content) { try $0.instant() } })
    }

    @Test func textHoldsNoElements() {
        for content in ["<b/>", "x<b></b>", "<![CDATA[x]]><b/>"] {
            #expect(wrongType { try value(content) { try $0.text() } })
        }
    }

    private func wrongType<T>(_ read: () throws -> T) -> Bool {
        do {
            _ = try read()
            return false
        } catch {
            let error = error as? XMLError
            return error?.code == .wrongType && error?.element == "v"
        }
    }
}
