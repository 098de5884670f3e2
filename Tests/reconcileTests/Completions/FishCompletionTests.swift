import Testing

@testable import reconcile

@Suite(.enabled(if: ShellRun.isInstalled("fish")))
struct FishCompletionTests {
    @Test(arguments: [
        ("sample pl", ["plan"]),
        ("sample --repo x re", ["recover"]),
        ("sample --re", ["--ref", "--repo"]),
        ("sample apply --y", ["--yes"]),
        ("sample plan --y", []),
        ("sample plan --format ", ["json", "markdown", "text"]),
        ("sample plan --format=j", ["--format=json"]),
        ("sample apply --allow weakens,di", ["weakens,disrupts"]),
        ("sample plan --ref ", []),
        ("sample help re", ["recover"]),
    ])
    func offers(line: String, expected: [String]) throws {
        let script = "\(Shell.fish.script(for: Sample.program))\ncomplete -C \(line.shellQuoted)\n"
        let result = try ShellRun.run("fish", options: ["--no-config"], script: script)
        // Behind a tab stands the description.
        #expect(result.lines.map { String($0.prefix { $0 != "\t" }) }.sorted() == expected)
    }

    @Test func wordsOfTheDescriptionAreNeverRun() throws {
        let script = "\(Shell.fish.script(for: Sample.trap))\ncomplete -C 'trap c --trap '\n"
        let result = try ShellRun.run("fish", options: ["--no-config"], script: script)
        #expect(result.lines.map { String($0.prefix { $0 != "\t" }) }.sorted() == Sample.trapWords.sorted())
    }
}
