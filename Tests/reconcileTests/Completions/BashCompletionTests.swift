import Testing

@testable import reconcile

@Suite(.enabled(if: ShellRun.isInstalled("bash")))
struct BashCompletionTests {
    /// What bash offers for the last of `words`, and `compopt` calls as lines that start with a plus sign.
    private func offers(_ words: [String]) throws -> [String] {
        let script = """
            compopt() { echo "+$*"; }
            \(Shell.bash.script(for: Sample.program))
            COMP_WORDS=(sample \(words.map(\.shellQuoted).joined(separator: " ")))
            COMP_CWORD=\(words.count)
            _sample
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        return try ShellRun.run("bash", options: ["--norc"], script: script).lines
    }

    @Test(arguments: [
        (["pl"], ["plan"]),
        ([""], ["plan", "apply", "recover", "merge", "version", "help"]),
        (["--repo", "x", "re"], ["recover"]),
        (["--repo", "=", "x", "re"], ["recover"]),
        (["--re"], ["--repo", "--ref"]),
        (["plan", "--o"], ["--observed", "--only"]),
        (["plan", "--y"], []),
        (["--repo", "x", "apply", "--y"], ["--yes"]),
        (["version", "--"], ["--help"]),
        (["help", "re"], ["recover"]),
    ])
    func commandsAndOptions(words: [String], expected: [String]) throws {
        #expect(try offers(words) == expected)
    }

    @Test(arguments: [
        (["plan", "--format", ""], ["text", "json", "markdown"]),
        (["plan", "--format", "j"], ["json"]),
        (["plan", "--format", "="], ["text", "json", "markdown"]),
        (["plan", "--format", "=", "m"], ["markdown"]),
        (["--format", "j"], ["json"]),
        (["apply", "--allow", "d"], ["+-o nospace", "disrupts", "destroys"]),
        (["apply", "--allow", "weakens,di"], ["+-o nospace", "weakens,disrupts"]),
        (["apply", "--observed", ""], ["+-o default"]),
        (["plan", "--repo", ""], ["+-o dirnames"]),
        (["plan", "--ref", ""], []),
        (["plan", "--only", "pl"], []),
    ])
    func values(words: [String], expected: [String]) throws {
        #expect(try offers(words) == expected)
    }

    @Test(arguments: [
        (["apply", ""], ["+-o default"]),
        (["apply", "--", ""], ["+-o default"]),
        (["merge", "a", "b", ""], ["+-o default"]),
        (["plan", "--", ""], []),
    ])
    func operands(words: [String], expected: [String]) throws {
        #expect(try offers(words) == expected)
    }

    @Test func wordsOfTheDescriptionAreNeverRun() throws {
        let script = """
            \(Shell.bash.script(for: Sample.trap))
            COMP_WORDS=(trap c --trap '')
            COMP_CWORD=3
            _trap
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        #expect(try ShellRun.run("bash", options: ["--norc"], script: script).lines == Sample.trapWords)
    }
}
