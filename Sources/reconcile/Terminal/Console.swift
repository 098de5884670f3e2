/// Where a command speaks: the answer goes to standard output alone, everything else to standard error.
struct Console: Sendable {
    /// The answer; for long ones that are written in pieces.
    let answer: Output
    let answerTerminal: Terminal
    let errorTerminal: Terminal
    /// Progress, and by its `print` all other words on standard error.
    let progress: ProgressLine

    /// - Parameter isProgressWanted: false with `--quiet`.
    init(
        answer: Output, answerTerminal: Terminal, errors: Output, errorTerminal: Terminal,
        isProgressWanted: Bool = true
    ) {
        self.answer = answer
        self.answerTerminal = answerTerminal
        self.errorTerminal = errorTerminal
        progress = ProgressLine(
            output: errors, isShown: errorTerminal.isSteerable && isProgressWanted,
            columns: { errorTerminal.columns })
    }

    /// Writes a part of the answer; the progress line gives way.
    func write(_ text: String) {
        progress.clear()
        answer.write(text)
    }

    /// Says on standard error what went wrong. `message` is made safe to print here.
    func report(error message: String) {
        let word = errorTerminal.style(.failure, "error:")
        progress.print("\(word) \(message.sanitized(keepsLines: true))\n")
    }

    /// Says on standard error what somebody should know. `message` is made safe to print here.
    func report(warning message: String) {
        let word = errorTerminal.style(.warning, "warning:")
        progress.print("\(word) \(message.sanitized(keepsLines: true))\n")
    }
}
