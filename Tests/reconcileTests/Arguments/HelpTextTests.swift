import Testing

@testable import reconcile

struct HelpTextTests {
    @Test func commandPage() {
        let page = HelpText(program: Sample.program, width: 72).page(
            for: Sample.program.command(named: "apply"))
        #expect(
            page == """
                Usage: sample apply [PLAN_FILE] [OPTION…]

                Plan, ask, change, verify.

                Asks before it changes anything.

                  sample apply plan.json

                Arguments:
                  PLAN_FILE  an approved plan

                Options:
                  --observed FILE   a recording instead of AWS
                  --yes             do not ask
                  --allow IMPACT,…  allow these impacts too
                  --max-changes N   stop before the first write where more changes than
                                    this would be made; replaces both guards
                  --wait DURATION   how long to wait (default: 2m)

                Common options:
                  -h, --help        show this text
                  --repo PATH|URL   the repository
                  --ref REV         the revision (default: HEAD)
                  --only KIND/NAME  only this resource; repeatable
                  --format FORMAT   text, json or markdown

                """)
    }

    @Test func aCommandWithoutCommonOptionsShowsHelpAlone() {
        let page = HelpText(program: Sample.program, width: 100).page(
            for: Sample.program.command(named: "version"))
        #expect(
            page == """
                Usage: sample version [OPTION…]

                Print the version.

                Options:
                  -h, --help  show this text

                """)
    }

    @Test func programPageListsCommandsOptionsAndExitCodes() {
        let lines = HelpText(program: Sample.program, width: 100).page(for: nil).split(separator: "\n")
        #expect(lines[0] == "Usage: sample COMMAND [OPTION…]")
        #expect(lines.contains("  recover  the dossier"))
        #expect(lines.contains("  help     describe a command"))
        #expect(lines.contains("  --ref REV         the revision (default: HEAD)"))
        for code in ["0", "1", "2", "3", "64", "65"] {
            #expect(lines.contains { $0.hasPrefix("  \(code) ") })
        }
    }

    @Test(arguments: [40, 60, 80, 100, 250])
    func nothingIsWiderThanTheTerminal(width: Int) {
        let help = HelpText(program: .reconcile, width: width)
        for line in help.page(for: nil).split(separator: "\n") {
            #expect(String(line).displayWidth <= min(width, 100), "\(line)")
        }
    }

    @Test func aLongLeftCellHasItsOwnLine() {
        let long = Option.flag("--an-option-that-is-longer-than-a-third", help: "its help")
        let command = Command(name: "c", summary: "s", options: [long]) { _, _ in .done }
        let program = Program(name: "p", summary: "S.", commands: [command], commonOptions: [])
        let page = HelpText(program: program, width: 60).page(for: command)
        #expect(
            page.contains("  --an-option-that-is-longer-than-a-third\n                        its help\n"))
    }
}
