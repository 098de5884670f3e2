import Testing

@testable import reconcile

struct ArgumentParserTests {
    @Test func absentOptionsHaveTheirDefaults() throws {
        let arguments = try #require(Sample.parse("apply").arguments)
        #expect(arguments[Sample.repo] == nil)
        #expect(arguments[Sample.ref] == "HEAD")
        #expect(arguments[Sample.only] == [])
        #expect(arguments[Sample.allow] == [])
        #expect(arguments[Sample.yes] == false)
        #expect(arguments[Sample.maxChanges] == nil)
        #expect(arguments[Sample.wait] == 2)
        #expect(arguments[Sample.planFile] == nil)
        #expect(!arguments.gives(Sample.ref))
    }

    @Test(arguments: [
        "--repo /dr --yes apply plan.json --only A/* --only=B/x --allow weakens,disrupts --max-changes=7 --wait 15m",
        "apply plan.json --only A/* --wait=15m --only B/x --allow=weakens --allow disrupts --max-changes 7 --yes --repo=/dr",
        "--only A/* apply --yes --yes --only B/x --repo /dr --allow weakens,disrupts --wait 15m --max-changes 7 -- plan.json",
    ])
    func optionsAndWordsMix(line: String) throws {
        let outcome = Sample.parse(line)
        let arguments = try #require(outcome.arguments)
        #expect(outcome.commandName == "apply")
        #expect(arguments[Sample.repo] == "/dr")
        #expect(arguments[Sample.yes])
        #expect(arguments[Sample.only] == ["A/*", "B/x"])
        #expect(arguments[Sample.allow] == [.weakens, .disrupts])
        #expect(arguments[Sample.maxChanges] == 7)
        #expect(arguments[Sample.wait] == 15)
        #expect(arguments[Sample.planFile] == "plan.json")
    }

    @Test func givenWithItsDefaultIsGiven() throws {
        let arguments = try #require(Sample.parse("plan --ref HEAD").arguments)
        #expect(arguments.gives(Sample.ref))
    }

    @Test func valuesMayHoldEqualSignsAndDashes() throws {
        let arguments = try #require(Sample.parse("plan --repo=a=b --ref=--x --observed -").arguments)
        #expect(arguments[Sample.repo] == "a=b")
        #expect(arguments[Sample.ref] == "--x")
        #expect(arguments[Sample.observed] == "-")
    }

    @Test func everythingAfterTwoDashesIsAWord() throws {
        let arguments = try #require(Sample.parse("recover -- --yes").arguments)
        #expect(arguments[Sample.application] == "--yes")
    }

    @Test func severalOperandsAreKeptInOrder() throws {
        let arguments = try #require(Sample.parse("merge b --ref main a c").arguments)
        #expect(arguments[Sample.planFiles] == ["b", "a", "c"])
    }

    @Test(arguments: [
        ("--help", nil), ("-h", nil), ("help", nil), ("--repo x --help", nil), ("plan --help", "plan"),
        ("--help plan", "plan"), ("plan extra --bogus -h", "plan"), ("help plan", "plan"),
        ("help --help", "help"), ("help help", "help"),
        ("recover --repo --help", "recover"),
    ])
    func helpIsAnsweredAnywhere(line: String, topic: String?) throws {
        guard case .help(let command) = Sample.parse(line) else {
            Issue.record("\(line) is not answered by help")
            return
        }
        #expect(command?.name == topic)
    }

    @Test(arguments: ["", "--", "--repo x", "--note"])
    func withoutACommandNothingIsAsked(line: String) {
        guard case .nothing = Sample.parse(line) else {
            Issue.record("\(line) asks for something")
            return
        }
    }

    @Test func helpBehindTwoDashesIsAWord() throws {
        #expect(try #require(Sample.parse("recover -- --help").arguments)[Sample.application] == "--help")
    }
}
