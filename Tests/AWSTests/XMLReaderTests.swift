import Testing

@testable import AWS

/// The rules of XML, one by one, and how a decoder meets them.
@Suite struct XMLReaderTests {
    private func code(_ text: String, root: StaticString = "a") -> XMLError.Code? {
        code(Array(text.utf8), root: root)
    }

    /// The code of the error that a document is; nil when it is read.
    private func code(_ bytes: [UInt8], root: StaticString = "a") -> XMLError.Code? {
        do {
            try XMLReader.read(bytes, root: root) { _ in }
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: [
        "<a/>", "<a></a>", "\u{FEFF}<a/>", "<a\n>\n</a >", "<x:a xmlns:x='y'><x:b/></x:a>",
        "<?xml version=\"1.0\" encoding='utf-8' standalone = \"no\" ?>\n<!-- x --><?p i?><a/><!----><?p?>\n",
        "<a b='>' c=\"'&#x10FFFF;\"/>", "<a>x > y ]] &amp;&lt;&gt;&quot;&apos;&#0065;</a>",
        "<a><![CDATA[<b>&]]]></a>", "<a>text<b/>text</a>", "<ä·><_-.9/></ä·>", "<a><?xml-like this?></a>",
        "<a>\u{FFFD}\u{E000}\u{10FFFF}\u{7F}\t</a>",
    ])
    func isRead(document: String) {
        #expect(code(document, root: document.contains("ä·") ? "ä·" : "a") == nil)
    }

    @Test(arguments: [
        "a", "<a/>x", "<a/><b/>", "<a></b>", "<a></ab>", "<a><b></a></b>", "</a>",
        "<a></ a>", "< a/>",
        "<1a/>", "<-a/>", "<a$/>", "<a b/>", "<a b=c/>", "<a b='1'c='2'/>", "<a b='<'/>", "<a b='&x;'/>",
        "<a b='1' b='2'/>", "<a / >", "<a>&</a>", "<a>& </a>", "<a>&amp</a>", "<a>&nbsp;</a>", "<a>&AMP;</a>",
        "<a>&#;</a>", "<a>&#x;</a>", "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>", "<a>&#xFFFE;</a>",
        "<a>&#99999999999999999999;</a>", "<a>&#X41;</a>", "<a>&#4 1;</a>", "<a>]]></a>", "<a>\u{1}</a>",
        "<a>\u{FFFF}</a>", "<a b='\u{0}'/>", "<a><!-- -- --></a>", "<a><!--x---></a>", "<a><![cdata[]]></a>",
        "<a><!ELEMENT a></a>", "<a><?xml version='1.0'?></a>", "<a><?XML x?></a>",
        " <?xml version='1.0'?><a/>",
        "<?xml encoding='UTF-8'?><a/>", "<?xml version='2.0'?><a/>",
        "<?xml version='1.0' standalone='1'?><a/>",
        "<?xml version='1.0'encoding='UTF-8'?><a/>", "<a><?p+?></a>", "<a/>&#32;", "<a/>\u{0}",
    ])
    func isMalformed(document: String) {
        #expect(code(document) == .malformed)
    }

    @Test(
        arguments: [
            [0x80], [0xFF], [0xC0, 0x80], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xEF, 0xBF, 0xBE],
        ] as [[UInt8]])
    func isNoText(bytes: [UInt8]) {
        let places = [
            "<a>|</a>", "<a b='|'/>", "<a><!--|--></a>", "<a|/>",
            String(repeating: " ", count: 70) + "<a>|</a>",
        ]
        for place in places {
            let parts = place.utf8.split(separator: UInt8(ascii: "|")).map { Array($0) }
            #expect(code(parts[0] + bytes + parts[1]) == .malformed)
        }
    }

    @Test(arguments: [
        "<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "<a:b:c/>", "<:a/>", "<a:/>", "<a b:='1'/>",
        "<a:1/>",
    ])
    func isRefused(document: String) {
        #expect(code(document) == .refused)
    }

    @Test func aDocumentMayBe64LevelsDeep() {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(code(nested(64)) == nil)
        #expect(code(nested(65)) == .refused)
        #expect(code(String(repeating: "<a>", count: 1_000_000)) == .refused)
        let wide = "<a>" + String(repeating: "<b/><c></c>", count: 1000) + "</a>"
        #expect(code(wide) == nil)
        let attributes = (0..<65).map { " b\($0)=''" }
        #expect(code("<a\(attributes.dropLast().joined())/>") == nil)
        #expect(code("<a\(attributes.joined())/>") == .refused)
    }

    @Test func anotherRootIsNamed() {
        #expect {
            try XMLReader.read(Array("<Error><Code>x</Code></Error>".utf8), root: "a") { _ in }
        } throws: { error in
            (error as? XMLError)?.code == .unexpectedRoot && (error as? XMLError)?.element == "Error"
        }
        #expect(code("<ab></a>") == .unexpectedRoot)
        #expect(code("") == .cut)
    }

    @Test func whatADecoderLeavesIsCheckedAllTheSame() {
        for broken in ["<b>&x;</b>", "<b><c></b>", "<b c='1' c='1'/>"] {
            #expect(throws: XMLError.self) {
                try XMLReader.read(Array("<a><x>1</x>\(broken)</a>".utf8), root: "a") { reader in
                    try reader.children { name, child in
                        if name == "x" { _ = try child.integer() }
                    }
                }
            }
        }
    }

    @Test func anErrorCannotBeSwallowed() {
        #expect {
            try XMLReader.read(Array("<a><b>x</b></a>".utf8), root: "a") { reader in
                try reader.children { _, child in _ = try? child.integer() }
            }
        } throws: {
            ($0 as? XMLError)?.code == .wrongType
        }
    }

    @Test func anElementIsReadOnce() {
        #expect {
            try XMLReader.read(Array("<a><b>x</b></a>".utf8), root: "a") { reader in
                try reader.children { _, child in _ = try child.text() + child.text() }
            }
        } throws: {
            ($0 as? XMLError)?.code == .consumedTwice
        }
    }

    @Test(arguments: ["<a>x<b/></a>", "<a><b/>&#32;</a>", "<a><![CDATA[ ]]></a>"])
    func textIsNoElement(document: String) {
        #expect {
            try XMLReader.read(Array(document.utf8), root: "a") { try $0.children { _, _ in } }
        } throws: {
            ($0 as? XMLError)?.code == .wrongType
        }
    }

    @Test func aDecodersOwnErrorIsKept() {
        struct Surprise: Error {}
        #expect {
            try XMLReader.read(Array("<a/>".utf8), root: "a") { _ in throw Surprise() }
        } throws: {
            ($0 as? XMLError)?.code == .undecoded && "\($0)".contains("Surprise")
        }
        #expect {
            try XMLReader.read(Array("<a/>".utf8), root: "a") { _ in try required(nil as Int?, "size") }
        } throws: {
            ($0 as? XMLError)?.code == .missing && ($0 as? XMLError)?.element == "size"
        }
    }

    @Test func noErrorShowsText() {
        #expect {
            try XMLReader.read(Array("<a><Secret>hush</Secret></a>".utf8), root: "a") { reader in
                try reader.children { _, child in _ = try child.integer() }
            }
        } throws: {
            "\($0)" == "<Secret> does not hold a whole number (at byte 24)"
        }
    }
}
