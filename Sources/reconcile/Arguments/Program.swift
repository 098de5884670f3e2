/// The whole command line as one value; parsing, help and completions are derived from it.
///
/// An option that several commands take is the same option in all of them: its name tells whether a value
/// follows.
struct Program: Sendable {
    let name: String
    /// One sentence.
    let summary: String
    /// `help` is the last of them; it is answered by the parser.
    let commands: [Command]
    /// The options that every command takes, `--help` first.
    let commonOptions: [OptionDescription]

    init(name: String, summary: String, commands: [Command], commonOptions: [any DeclaredOption]) {
        self.name = name
        self.summary = summary
        self.commands = commands + [Self.helpCommand(of: commands)]
        self.commonOptions = [Self.help.description] + commonOptions.map(\.description)
    }

    static let help = Option.flag("--help", "-h", help: "show this text")

    static let helpCommandName = "help"

    /// The operand of `help`; as a key into arguments it needs no names.
    static func helpTopic(among commands: [String] = []) -> Operand<String?> {
        .optional(
            "COMMAND", .word(of: commands, expected: "a command"),
            help: "the command; the whole program if left out")
    }

    func command(named name: String) -> Command? {
        commands.first { $0.name == name }
    }

    /// The options that help and completion show for a command.
    func shownCommonOptions(of command: Command) -> [OptionDescription] {
        command.usesCommonOptions ? commonOptions : [Self.help.description]
    }

    /// Every option once, in the order of declaration.
    var allOptions: [OptionDescription] {
        var seen: Set<String> = []
        return (commonOptions + commands.flatMap(\.options)).filter { seen.insert($0.name).inserted }
    }

    private static func helpCommand(of commands: [Command]) -> Command {
        let topic = helpTopic(among: commands.map(\.name) + [helpCommandName])
        return Command(
            name: helpCommandName, summary: "describe a command", operands: [topic], usesCommonOptions: false
        ) { _, _ in .done }
    }
}
