import Glibc
import Testing

@testable import reconcile

struct ReconcileTests {
    private func run(_ words: String...) async throws -> (code: ExitCode, answer: String, errors: String) {
        let (answer, errors) = (try Pipe(), try Pipe())
        let terminal = Terminal(descriptor: -1, isTerminal: false, noColor: false, environment: { _ in nil })
        let console = Console(
            answer: answer.output, answerTerminal: terminal, errors: errors.output, errorTerminal: terminal)
        let code = await Reconcile.run(words, console: console)
        return (code, answer.text(), errors.text())
    }

    @Test func version() async throws {
        let result = try await run("version")
        #expect(result == (.done, "reconcile 0.1.0\n", ""))
    }

    @Test(arguments: Shell.allCases)
    func completions(shell: Shell) async throws {
        let result = try await run("completions", shell.rawValue)
        #expect(result == (.done, shell.script(for: .reconcile), ""))
    }

    @Test func helpIsAnAnswer() async throws {
        let result = try await run("help")
        #expect(result == (.done, HelpText(program: .reconcile, width: 100).page(for: nil), ""))
    }

    @Test func withoutWordsTheHelpIsAnError() async throws {
        let result = try await run()
        #expect(result == (.usage, "", HelpText(program: .reconcile, width: 100).page(for: nil)))
    }

    @Test func aWrongWordIsAnError() async throws {
        let result = try await run("versoin")
        #expect(
            result == (
                .usage, "",
                "error: there is no command \"versoin\"; did you mean version?\n    `reconcile --help` lists the commands.\n"
            ))
    }

    @Test func anAnswerThatIsLostIsAFailure() async throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        let errors = try Pipe()
        let terminal = Terminal(descriptor: -1, isTerminal: false, noColor: false, environment: { _ in nil })
        let console = Console(
            answer: Output(descriptor: full), answerTerminal: terminal, errors: errors.output,
            errorTerminal: terminal)
        #expect(await Reconcile.run(["version"], console: console) == .failed)
        #expect(errors.text() == "error: standard output: No space left on device.\n")
    }
}
