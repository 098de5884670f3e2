import Testing

@testable import AWS

@Suite struct ConfigurationFileTests {
    private func parse(_ text: String) throws(CredentialError) -> [[String]: ConfigurationFile.Section] {
        try ConfigurationFile(Array(text.utf8), path: "f").sections
    }

    @Test func readsSectionsAndValues() throws {
        let sections = try parse(
            """
            \u{FEFF}# a comment
            [default]
            Region = us-east-1   # the office
            output=json;not a comment
            empty =

            [ profile  "two words" ] ; another
              first = indented below a header
            url = https://h/?a=b
            [default]
            region = us-west-2
            """)
        #expect(sections.count == 2)
        #expect(
            sections[["default"]]?.mapValues(\.text) == [
                "region": "us-west-2", "output": "json;not a comment", "empty": "",
            ])
        #expect(sections[["default"]]?.text("empty") == nil)
        #expect(
            sections[["profile", "two words"]]?.mapValues(\.text)
                == ["first": "indented below a header", "url": "https://h/?a=b"])
    }

    @Test func readsWindowsLines() throws {
        #expect(try parse("[a]\r\nb = c\r\n\r\n")[["a"]]?.text("b") == "c")
    }

    @Test func keepsNestedValues() throws {
        let sections = try parse(
            """
            [services lab]
            ec2 =
              endpoint_url = http://127.0.0.1:5000
              other = 1
            # comment
            s3 =
              endpoint_url = http://127.0.0.1:5001
            """)
        let services = try #require(sections[["services", "lab"]])
        #expect(services["ec2"]?.nested == ["endpoint_url": "http://127.0.0.1:5000", "other": "1"])
        #expect(services["s3"]?.nested == ["endpoint_url": "http://127.0.0.1:5001"])
    }

    @Test func continuesLongValues() throws {
        #expect(try parse("[a]\nb = c\n  d = e\n")[["a"]]?.text("b") == "c\nd = e")
    }

    @Test func emptySectionsCount() throws {
        #expect(try parse("[a]\n[b]\n").keys.count == 2)
        #expect(try parse("").isEmpty)
    }

    @Test(arguments: [
        ("key = SECRET", 1), ("[a\nx = 1", 1), ("[]", 1), ("[a] SECRET", 1), ("[a]\nSECRET", 2),
        ("[a]\n= SECRET", 2),
        ("[a]\nb =\n  SECRET", 3), ("\n\n[a]\n\nSECRET\n", 5),
    ])
    func namesTheLineAndQuotesNothing(text: String, line: Int) {
        let error = #expect(throws: CredentialError.self) { try parse(text) }
        #expect(error?.code == .malformedFile)
        #expect(error?.message.hasPrefix("f:\(line): ") == true)
        #expect(error?.message.contains("SECRET") == false)
    }

    @Test func survivesAnyBytes() {
        var state: UInt64 = 7
        let letters = Array("[]=#; \t\n\r\"'ab\u{00E9}".utf8) + [0xFF, 0]
        for _ in 0..<2000 {
            let bytes = (0..<40).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return letters[Int(state >> 33) % letters.count]
            }
            do throws(CredentialError) {
                _ = try ConfigurationFile(bytes, path: "f")
            } catch {
                #expect(error.code == .malformedFile)
            }
        }
    }
}
