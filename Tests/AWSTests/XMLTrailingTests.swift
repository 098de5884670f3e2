import Testing

@testable import AWS

/// The token of the next page, looked up from the end of an answer.
@Suite struct XMLTrailingTests {
    @Test(arguments: [
        "<R xmlns='x'><set><item/></set><nextToken>abc</nextToken></R>",
        "<R>\n  <nextToken>abc</nextToken>\n  <set>\n <item><nextToken>no</nextToken></item>\n </set>\n</R>\n",
        "<R><nextToken>old</nextToken><set/><p:nextToken >&#97;bc</p:nextToken ></R>",
        "<R><XResult><set><s><nextToken>no</nextToken></s></set><nextToken>abc</nextToken></XResult>"
            + "<ResponseMetadata><RequestId>nextToken</RequestId></ResponseMetadata></R>",
        "<R><set>\(String(repeating: "<item>x</item>", count: 10_000))</set><nextToken>abc</nextToken></R>",
    ])
    func isFound(answer: String) {
        #expect(XMLReader.peekTrailing(Array(answer.utf8), element: "nextToken") == "abc")
    }

    @Test(arguments: [
        "", "<R/>", "x", "<R><nextToken/></R>", "<R><nextToken></nextToken></R>",
        "<R><set><nextToken>no</nextToken></set></R>",
        "<R><set><item><nextToken>no</nextToken></item></set></R>", "<R><other>x</other></R>",
        "<R><nextTokens>x</nextTokens></R>", "<nextToken>root</nextToken>",
        "<R><nextToken>a</nextToken><!-- <nextToken>no</nextToken> --></R>",
        "<R><nextToken><![CDATA[x]]></nextToken></R>",
        "<R><x><![CDATA[<nextToken>no</nextToken></x></R>]]></x></R>",
        "<R><?p <nextToken>no</nextToken></R> ?></R>",
        "<R><nextToken>&bad;</nextToken></R>", "<R><nextToken><b/>x</nextToken></R>",
        "<R><nextToken>\u{1}</nextToken></R>",
        "<R><nextToken>a</nextToken><b c='>'/></R>", "<R><nextToken>a</nextToken></R",
        "<R><nextToken>early</nextToken><set>\(String(repeating: "<item>x</item>", count: 1000))</set></R>",
    ])
    func isNotFoundOrUnsure(answer: String) {
        #expect(XMLReader.peekTrailing(Array(answer.utf8), element: "nextToken") == nil)
    }

    /// Whatever the document, a token that is found is one that reading it whole finds at the same level.
    @Test func neverAWrongToken() throws {
        var numbers = SeededNumbers(seed: 41)
        var found = 0
        for _ in 0..<2000 {
            let document = XMLTree.random(&numbers).document(&numbers)
            let tokens = try values(XMLEvents.ours(document))
            guard let token = XMLReader.peekTrailing(document, element: "value") else { continue }
            found += 1
            #expect(token == tokens.last)
        }
        #expect(found > 20)
    }

    /// The texts of the elements `value` that are children of the root and hold nothing but text.
    private func values(_ events: XMLEvents) -> [String] {
        var depth = 0
        var found: [String] = []
        for (index, event) in events.all.enumerated() {
            switch event {
            case .opened("value") where depth == 1:
                if case .text(let text) = events.all[index + 1], events.all[index + 2] == .closed {
                    found.append(text)
                }
                depth += 1
            case .opened: depth += 1
            case .closed: depth -= 1
            case .text: continue
            }
        }
        return found
    }
}
