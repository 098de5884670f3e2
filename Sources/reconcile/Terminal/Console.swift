import Desired
import Planning

/// Where a command speaks: the answer goes to standard output alone, everything else to standard error.
struct Console: Sendable {
    /// The answer; for long ones that are written in pieces.
    let answer: Output
    let answerTerminal: Terminal
    let errorTerminal: Terminal
    /// Progress, and by its `print` all other words on standard error.
    let progress: ProgressLine
    private let log: LogStyle

    /// How standard error is written.
    struct LogStyle: Sendable {
        var isJSON = false
        var isVerbose = false
    }

    /// - Parameter isProgressWanted: false with `--quiet`.
    init(
        answer: Output, answerTerminal: Terminal, errors: Output, errorTerminal: Terminal,
        isProgressWanted: Bool = true, log: LogStyle = LogStyle()
    ) {
        self.answer = answer
        self.answerTerminal = answerTerminal
        self.errorTerminal = errorTerminal
        self.log = log
        progress = ProgressLine(
            output: errors, isShown: errorTerminal.isSteerable && isProgressWanted && !log.isJSON,
            columns: { errorTerminal.columns })
    }

    /// Writes a part of the answer; the progress line gives way.
    func write(_ text: String) {
        progress.clear()
        answer.write(text)
    }

    /// Says on standard error what went wrong. `message` is made safe to print here.
    func report(error message: String) { log("error", .failure, message) }

    /// Says on standard error what somebody should know. `message` is made safe to print here.
    func report(warning message: String) { log("warning", .warning, message) }

    /// Says on standard error what is wrong with the desired state.
    func report(_ diagnostic: Diagnostic) {
        if log.isJSON {
            logAsJSON(diagnostic.severity.rawValue, diagnostic.description)
        } else {
            progress.print(DiagnosticsView(style: errorTerminal.style).text(diagnostic))
        }
    }

    /// Says on standard error, with `--verbose` alone, what is being done.
    func report(detail message: @autoclosure () -> String) {
        if log.isVerbose { log("debug", .dim, message()) }
    }

    private func log(_ level: String, _ meaning: Style.Meaning, _ message: String) {
        if log.isJSON {
            logAsJSON(level, message)
        } else {
            let word = errorTerminal.style(meaning, level + ":")
            progress.print("\(word) \(message.sanitized(keepsLines: true))\n")
        }
    }

    /// One line of JSON on standard error.
    private func logAsJSON(_ level: String, _ message: String) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("level", level)
            writer.member("message", message)
        }
        progress.print(String(decoding: writer.bytes, as: UTF8.self) + "\n")
    }
}
