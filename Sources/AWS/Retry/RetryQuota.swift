import Synchronization

/// A bucket of tokens that all calls of a client share, so that a service in trouble is not buried in retries.
///
/// Costs and refunds as in the SDKs' standard mode of 2026: 500 tokens, 14 a retry, 5 where it was throttled.
package final class RetryQuota: Sendable {
    private static let capacity = 500
    private let tokens = Mutex(RetryQuota.capacity)

    package init() {}

    /// Takes the tokens for a retry; false where there are too few of them.
    func take(_ cost: Int) -> Bool {
        tokens.withLock { tokens in
            guard tokens >= cost else { return false }
            tokens -= cost
            return true
        }
    }

    /// Gives back what the last retry of a call that came through had cost, or one token where it needed none.
    func giveBack(_ cost: Int?) {
        tokens.withLock { $0 = min(Self.capacity, $0 + (cost ?? 1)) }
    }
}
