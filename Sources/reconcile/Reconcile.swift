import Glibc

/// The process: reads the command line, runs the command, ends with its exit code.
@main
enum Reconcile {
    static func main() async {
        openMissingStreams()
        // A reader that leaves (`| head`) must not kill an apply halfway; writing then fails, quietly.
        signal(SIGPIPE, SIG_IGN)
        let words = Array(CommandLine.arguments.dropFirst())
        let code = await run(words, console: .standard(words))
        exit(code.rawValue)
    }

    /// Runs one command line and tells what the process should end with.
    static func run(_ words: [String], console: Console) async -> ExitCode {
        let code: ExitCode
        switch ArgumentParser(program: .reconcile).parse(words) {
        case .run(let command, let arguments):
            code = await run(command, arguments, console)
        case .help(let command):
            console.write(help(command, width: console.answerTerminal.columns))
            code = .done
        case .nothing:
            console.progress.print(help(nil, width: console.errorTerminal.columns))
            code = .usage
        case .wrong(let error):
            console.report(error: error.description)
            code = .usage
        }
        guard let failure = console.answer.failure else { return code }
        console.report(error: "standard output: \(failure).")
        return code.joined(with: .failed)
    }

    private static func run(_ command: Command, _ arguments: Arguments, _ console: Console) async -> ExitCode
    {
        defer { console.progress.clear() }
        do {
            return try await command.run(arguments, console)
        } catch let error as UsageError {
            console.report(error: error.description)
            return .usage
        } catch let failure as CommandFailure {
            console.report(error: failure.description)
            return failure.exitCode
        } catch {
            console.report(error: "\(error)")
            return .failed
        }
    }

    private static func help(_ command: Command?, width: Int) -> String {
        HelpText(program: .reconcile, width: width).page(for: command)
    }

    /// Opens `/dev/null` for each of the three streams that the parent closed: the next file opened would
    /// take its number, and an answer would be written into it.
    private static func openMissingStreams() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1
        {
            _ = open("/dev/null", O_RDWR)
        }
    }
}

extension Console {
    /// The streams of this process. The words are looked at before they are parsed: errors in them are
    /// coloured too, or not.
    fileprivate static func standard(_ words: [String]) -> Console {
        let environment = { (name: String) in getenv(name).map { String(cString: $0) } }
        let format = CommonOptions.logFormat.description.name
        let noColor = words.contains(CommonOptions.noColor.description.name)
        return Console(
            answer: Output(descriptor: STDOUT_FILENO),
            answerTerminal: Terminal(descriptor: STDOUT_FILENO, noColor: noColor, environment: environment),
            errors: Output(descriptor: STDERR_FILENO),
            errorTerminal: Terminal(descriptor: STDERR_FILENO, noColor: noColor, environment: environment),
            isProgressWanted: !words.contains(CommonOptions.quiet.description.name),
            log: LogStyle(
                isJSON: words.contains("\(format)=json")
                    || zip(words, words.dropFirst()).contains { $0 == (format, "json") },
                isVerbose: words.contains(CommonOptions.verbose.description.name)))
    }
}
