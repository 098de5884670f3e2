/// What a command line asks for.
enum ParseOutcome: Sendable {
    case run(Command, Arguments)
    /// The help of a command, or of the program.
    case help(Command?)
    /// Nothing was said: the program's help, on standard error.
    case nothing
    case wrong(UsageError)
}
