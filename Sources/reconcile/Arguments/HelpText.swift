/// The help of a program and of its commands, derived from their description.
struct HelpText {
    let program: Program
    /// In columns; more than 100 are not used.
    let width: Int

    /// The help of a command, or of the program.
    func page(for command: Command?) -> String {
        command.map(commandPage) ?? programPage
    }

    private var programPage: String {
        page([
            "Usage: \(program.name) COMMAND [OPTION…]",
            paragraphs(program.summary),
            section("Commands", program.commands.map { ($0.name, $0.summary) }),
            section("Common options", program.commonOptions.map(entry)),
            section("Exit codes", ExitCode.allCases.map { ("\($0.rawValue)", $0.meaning) }),
            paragraphs("`\(program.name) COMMAND --help` describes a command and lists its options."),
        ])
    }

    private func commandPage(_ command: Command) -> String {
        let words = [program.name, command.name] + command.operands.map(\.usage) + ["[OPTION…]"]
        let common = program.shownCommonOptions(of: command).map(entry)
        let parts = [
            "Usage: \(words.joined(separator: " "))",
            paragraphs(sentence(command.summary)),
            paragraphs(command.discussion),
            section("Arguments", command.operands.map { ($0.name, $0.help) }),
            section("Options", command.options.map(entry)),
            section(command.options.isEmpty ? "Options" : "Common options", common),
        ]
        return page(parts)
    }

    private func page(_ parts: [String]) -> String {
        parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private func entry(_ option: OptionDescription) -> (String, String) {
        let names = option.names.sorted { $0.count < $1.count }.joined(separator: ", ")
        return (option.valueName.map { "\(names) \($0)" } ?? names, option.help)
    }

    /// A title and two aligned columns; a left cell that is too long has a line of its own.
    private func section(_ title: String, _ rows: [(String, String)]) -> String {
        guard !rows.isEmpty else { return "" }
        let longest = rows.map(\.0.displayWidth).max() ?? 0
        let left = 2 + min(longest, lineLength / 3) + 2
        let lines = rows.flatMap { name, help in
            let wrapped = help.wrapped(to: lineLength - left)
            let indented = wrapped.map { String(repeating: " ", count: left) + $0 }
            guard name.displayWidth + 4 <= left, let first = wrapped.first else {
                return ["  " + name] + indented
            }
            return ["  " + name.padded(to: left - 2) + first] + indented.dropFirst()
        }
        return ([title + ":"] + lines).joined(separator: "\n")
    }

    private func paragraphs(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            line.hasPrefix(" ") ? [String(line)] : String(line).wrapped(to: lineLength)
        }.joined(separator: "\n")
    }

    private func sentence(_ phrase: String) -> String {
        phrase.prefix(1).uppercased() + phrase.dropFirst() + "."
    }

    private var lineLength: Int { min(100, max(40, width)) }
}
