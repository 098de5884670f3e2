/// What the program ends with, for scripts to depend on.
enum ExitCode: Int32, Sendable, CaseIterable {
    case done = 0
    case failed = 1
    case drifted = 2
    case refused = 3
    case usage = 64
    case invalid = 65

    /// The code that a run ends with where both hold.
    func joined(with other: ExitCode) -> ExitCode {
        Self.gravestFirst.first { $0 == self || $0 == other } ?? self
    }

    private static let gravestFirst: [ExitCode] = [.usage, .invalid, .failed, .refused, .drifted, .done]

    /// One phrase for the help.
    var meaning: String {
        switch self {
        case .done: "done; plan: everything was compared, drift or none"
        case .failed: "something failed, or something declared could not be observed"
        case .drifted: "only with --detailed-exitcode: something drifted or needs attention"
        case .refused: "apply stopped or left out changes: a guard, an impact not allowed, a precondition"
        case .usage: "the command line is wrong, or a filter, application or target matches nothing"
        case .invalid: "the desired state is invalid; no repository, revision or folder there"
        }
    }
}
