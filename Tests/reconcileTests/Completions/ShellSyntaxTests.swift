import Testing

@testable import reconcile

struct ShellSyntaxTests {
    private static let installed = Shell.allCases.filter { ShellRun.isInstalled($0.rawValue) }

    @Test(
        .enabled(if: !installed.isEmpty), arguments: installed,
        [Program.reconcile, Sample.program, Sample.trap])
    func theShellReadsItsScript(shell: Shell, program: Program) throws {
        let result = try ShellRun.run(shell.rawValue, options: ["-n"], script: shell.script(for: program))
        #expect(result.status == 0)
        #expect(result.lines == [])
    }
}
