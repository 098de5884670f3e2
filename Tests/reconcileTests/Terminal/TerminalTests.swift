import Testing

@testable import reconcile

struct TerminalTests {
    private func terminal(_ environment: [String: String], isTerminal: Bool = true, noColor: Bool = false)
        -> Terminal
    {
        Terminal(descriptor: -1, isTerminal: isTerminal, noColor: noColor, environment: { environment[$0] })
    }

    @Test func aTerminalHasColour() {
        #expect(terminal(["TERM": "xterm"]).allowsColor)
        #expect(terminal(["TERM": "xterm", "NO_COLOR": ""]).allowsColor)
    }

    @Test func colourIsSwitchedOff() {
        #expect(!terminal(["TERM": "xterm"], isTerminal: false).allowsColor)
        #expect(!terminal(["TERM": "xterm"], noColor: true).allowsColor)
        #expect(!terminal(["TERM": "xterm", "NO_COLOR": "1"]).allowsColor)
        #expect(!terminal(["TERM": "dumb"]).allowsColor)
        #expect(!terminal([:]).allowsColor)
    }

    @Test func aLineCanBeRewrittenWithoutColour() {
        #expect(terminal(["TERM": "xterm", "NO_COLOR": "1"]).isSteerable)
        #expect(!terminal(["TERM": "dumb"]).isSteerable)
        #expect(!terminal(["TERM": "xterm"], isTerminal: false).isSteerable)
    }

    @Test(arguments: [("72", 72), ("0", 100), ("-3", 100), ("wide", 100), (nil, 100)] as [(String?, Int)])
    func declaredColumns(declared: String?, columns: Int) {
        #expect(terminal(declared.map { ["COLUMNS": $0] } ?? [:]).columns == columns)
    }

    @Test func styleIsPlainWithoutColour() {
        for meaning in Style.Meaning.allCases {
            #expect(Style.plain(meaning, "text") == "text")
            #expect(Style(isColored: true)(meaning, "text").hasSuffix("mtext\u{1B}[0m"))
            #expect(Style(isColored: true)(meaning, "") == "")
        }
    }
}
