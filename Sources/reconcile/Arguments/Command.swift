/// A command of the program: what it is called, what it takes, what it does.
struct Command: Sendable {
    let name: String
    /// One phrase that starts in lower case and ends without a full stop.
    let summary: String
    /// Paragraphs parted by blank lines; lines that start with a blank are kept as they are. Empty for none.
    let discussion: String
    let operands: [OperandDescription]
    /// The command's own options; the common ones are taken by every command.
    let options: [OptionDescription]
    /// Whether common options mean something to this command, so that help and completion show them.
    let usesCommonOptions: Bool
    let run: @Sendable (Arguments, Console) async throws -> ExitCode

    init(
        name: String, summary: String, discussion: String = "", operands: [any DeclaredOperand] = [],
        options: [any DeclaredOption] = [], usesCommonOptions: Bool = true,
        run: @escaping @Sendable (Arguments, Console) async throws -> ExitCode
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.operands = operands.map(\.description)
        self.options = options.map(\.description)
        self.usesCommonOptions = usesCommonOptions
        self.run = run
    }
}
