/// How often a call is tried and how long is waited between; a synchronous state machine of one call.
///
/// Backoff is full jitter, rand(0, 1) x min(base x 2^n, 20 s), with a base of 1 s after a throttle and 50 ms (DynamoDB
/// 25 ms) after anything else, as the SDKs' standard mode has it since November 2026.
struct RetryPolicy: Sendable {
    enum Decision: Sendable, Equatable {
        /// Try again after this long.
        case retry(after: Duration)
        case giveUp
    }

    /// At most this many attempts, the first included.
    let maximumAttempts: Int
    /// No retry starts later than this after the first attempt.
    let patience: Duration
    private let base: Duration
    private let isRepeatable: Bool
    private(set) var failures = 0
    private(set) var lastCost: Int?

    init(for operation: Operation, maximumAttempts override: Int?) {
        maximumAttempts = override ?? (operation.access == .read ? 8 : 3)
        patience = .seconds(60)
        base = operation.service == .dynamodb ? .milliseconds(25) : .milliseconds(50)
        isRepeatable = operation.isRepeatable
    }

    /// - Parameters:
    ///   - random: In 0..<1.
    ///   - hint: The server's `x-amz-retry-after`.
    mutating func failed(
        _ error: AWSError, elapsed: Duration, hint: Duration?, random: Double, quota: RetryQuota
    ) -> Decision {
        failures += 1
        guard error.isThrottle || error.isTransient, failures < maximumAttempts else { return .giveUp }
        // Sent and not answered may have been done: a second one would make a second object.
        guard isRepeatable || error.isThrottle else { return .giveUp }
        let ceiling = min(
            (error.isThrottle ? .seconds(1) : base) * (1 << min(failures - 1, 20)), .seconds(20))
        var pause = ceiling * random
        if let hint { pause = max(pause, min(hint, pause + .seconds(5))) }
        guard elapsed + pause < patience else { return .giveUp }
        let cost = error.isThrottle ? 5 : 14
        guard quota.take(cost) else { return .giveUp }
        lastCost = cost
        return .retry(after: pause)
    }
}
