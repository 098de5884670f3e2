/// Why a command ends before its answer: one sentence for people, and the code for scripts.
struct CommandFailure: Error, CustomStringConvertible {
    let description: String
    let exitCode: ExitCode

    init(_ exitCode: ExitCode, _ sentence: String) {
        self.exitCode = exitCode
        description = sentence
    }
}
