@testable import reconcile

/// A small program with every kind of option and operand.
enum Sample {
    static let repo = Option.value("--repo", "PATH|URL", .directory, help: "the repository")
    static let ref = Option.value(
        "--ref", "REV", .string, default: "HEAD", help: "the revision (default: HEAD)")
    static let only = Option.repeated("--only", "KIND/NAME", .string, help: "only this resource; repeatable")
    static let format = Option.value(
        "--format", "FORMAT", .choice(of: CommonOptions.Format.self), default: .text,
        help: "text, json or markdown")
    static let observed = Option.value("--observed", "FILE", .file, help: "a recording instead of AWS")
    static let note = Option.flag("--note", help: "it's a note: [posted] where \"asked\"")
    static let yes = Option.flag("--yes", help: "do not ask")
    static let allow = Option.list(
        "--allow", "IMPACT,…", of: .choice(of: Impact.self), help: "allow these impacts too")
    static let maxChanges = Option.value(
        "--max-changes", "N", .wholeNumber(in: 1...1000),
        help: "stop before the first write where more changes than this would be made; replaces both guards")
    static let wait = Option.value(
        "--wait", "DURATION", minutes, default: 2, help: "how long to wait (default: 2m)")
    static let minutes = ValueParser<Int>(expected: "minutes such as 15m") { text in
        text.hasSuffix("m") ? Int(text.dropLast()) : nil
    }

    static let planFile = Operand.optional("PLAN_FILE", .file, help: "an approved plan")
    static let planFiles = Operand.several("PLAN_FILE", .file, help: "the plans to join")
    static let application = Operand.required("APPLICATION", .string, help: "the application's name")

    enum Impact: String, CaseIterable, Sendable {
        case weakens, disrupts, destroys
    }

    static let program = Program(
        name: "sample", summary: "Shows what a program can describe.",
        commands: [
            Command(
                name: "plan", summary: "compare; change nothing", options: [observed, note], run: Self.nothing
            ),
            Command(
                name: "apply", summary: "plan, ask, change, verify",
                discussion: "Asks before it changes anything.\n\n  sample apply plan.json",
                operands: [planFile], options: [observed, yes, allow, maxChanges, wait], run: Self.nothing),
            Command(name: "recover", summary: "the dossier", operands: [application], run: Self.nothing),
            Command(name: "merge", summary: "join plans", operands: [planFiles], run: Self.nothing),
            Command(
                name: "version", summary: "print the version", usesCommonOptions: false, run: Self.nothing),
        ],
        commonOptions: [repo, ref, only, format])

    /// Words that a shell would run or cut if they were not quoted.
    static let trapWords = ["$(echo run)", "it's", "`echo run`", "(echo run)", "$HOME"]

    static let trap = Program(
        name: "trap", summary: "S.",
        commands: [
            Command(
                name: "c", summary: "s",
                options: [Option.value("--trap", "X", .word(of: trapWords, expected: "x"), help: "h")],
                run: nothing)
        ], commonOptions: [])

    private static let nothing: @Sendable (Arguments, Console) async throws -> ExitCode = { _, _ in .done }

    /// The outcome of a line whose words are parted by blanks.
    static func parse(_ line: String) -> ParseOutcome {
        ArgumentParser(program: program).parse(line.split(separator: " ").map(String.init))
    }
}

extension ParseOutcome {
    var arguments: Arguments? {
        if case .run(_, let arguments) = self { arguments } else { nil }
    }

    var commandName: String? {
        if case .run(let command, _) = self { command.name } else { nil }
    }

    var error: UsageError? {
        if case .wrong(let error) = self { error } else { nil }
    }
}
