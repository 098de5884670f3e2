import Synchronization

/// One line on standard error that tells how far a run is, rewritten in place; nothing at all where the line
/// cannot be rewritten.
///
/// Everything else that goes to the same stream passes through `print`, so that it never lands in the middle
/// of the line.
final class ProgressLine: Sendable {
    private let output: Output
    private let isShown: Bool
    private let columns: @Sendable () -> Int
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())

    private struct State {
        var shown = ""
        var lastDrawn: ContinuousClock.Instant?
    }

    /// The shortest time between two redraws.
    static let interval = Duration.milliseconds(100)

    private static let eraseLine = "\r\u{1B}[K"

    /// - Parameters:
    ///   - isShown: whether the stream is a terminal that can rewrite a line, and progress is wanted.
    ///   - columns: the width of the terminal at this moment.
    init(
        output: Output, isShown: Bool, columns: @escaping @Sendable () -> Int,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.output = output
        self.isShown = isShown
        self.columns = columns
        self.now = now
    }

    /// Shows `text` in place of what was shown, at most ten times a second; what comes sooner is dropped.
    func show(_ text: @autoclosure () -> String) {
        guard isShown else { return }
        let instant = now()
        state.withLock { state in
            if let last = state.lastDrawn, last.duration(to: instant) < Self.interval { return }
            state.lastDrawn = instant
            // A line as wide as the terminal would wrap, and a wrapped line cannot be rewritten.
            state.shown = text().sanitized().truncated(to: columns() - 1)
            output.write(Self.eraseLine + state.shown)
        }
    }

    /// Takes the line away; the next `show` is drawn at once.
    func clear() {
        state.withLock { state in
            if !state.shown.isEmpty { output.write(Self.eraseLine) }
            state = State()
        }
    }

    /// Writes `text` above the line, which stays. `text` ends its own lines and is safe to print.
    func print(_ text: String) {
        state.withLock { state in
            output.write(state.shown.isEmpty ? text : Self.eraseLine + text + state.shown)
        }
    }
}
