import Glibc

/// What is known of the place that a stream is shown at.
struct Terminal: Sendable {
    /// Whether a person looks at it; a pipe or a file is none.
    let isTerminal: Bool
    /// Whether it understands escape sequences: the line can be rewritten.
    let isSteerable: Bool
    /// Whether colour is wanted there.
    let allowsColor: Bool
    /// As told by `COLUMNS`, for where the stream itself does not know.
    private let declaredColumns: Int?
    private let descriptor: Int32

    /// - Parameters:
    ///   - noColor: `--no-color` was given.
    ///   - environment: reads one variable.
    init(
        descriptor: Int32, isTerminal: Bool, noColor: Bool, environment: (String) -> String?
    ) {
        let kind = environment("TERM") ?? ""
        self.descriptor = descriptor
        self.isTerminal = isTerminal
        isSteerable = isTerminal && !kind.isEmpty && kind != "dumb"
        // no-color.org: any value but an empty one switches colour off.
        allowsColor = isSteerable && !noColor && (environment("NO_COLOR") ?? "").isEmpty
        declaredColumns = environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }

    /// The stream of this process.
    init(descriptor: Int32, noColor: Bool, environment: (String) -> String?) {
        self.init(
            descriptor: descriptor, isTerminal: isatty(descriptor) == 1, noColor: noColor,
            environment: environment)
    }

    /// Asked anew each time: windows are resized. 100 where nobody knows.
    var columns: Int {
        var size = winsize()
        if isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            return Int(size.ws_col)
        }
        return declaredColumns ?? 100
    }

    var style: Style { Style(isColored: allowsColor) }
}
