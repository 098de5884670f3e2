package import Planning

#if canImport(Glibc)
    import Glibc
#endif

/// Clock, waiting and chance, given from outside so that nothing in the program depends on them in a test.
package struct Timing: Sendable {
    /// The time of day.
    package let now: @Sendable () -> Instant
    /// Grows steadily, whatever happens to the time of day.
    package let elapsed: @Sendable () -> Duration
    package let sleep: @Sendable (Duration) async throws -> Void
    /// In 0..<1.
    package let random: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Instant, elapsed: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void, random: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.elapsed = elapsed
        self.sleep = sleep
        self.random = random
    }

    /// The machine's.
    package static let system: Timing = {
        let start = ContinuousClock.now
        return Timing(
            now: { Instant(secondsSince1970: time(nil)) },
            elapsed: { start.duration(to: .now) },
            sleep: { try await Task.sleep(for: $0) },
            random: { Double.random(in: 0..<1) })
    }()
}
