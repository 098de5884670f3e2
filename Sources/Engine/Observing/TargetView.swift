package import AWS
package import Desired
import FoundationEssentials
package import Planning
import Synchronization

/// One look at a target. What was read once is not read again: all answers of a view are of one moment.
package final class TargetView: Sendable {
    package enum Source: Sendable {
        case live(AWSClient)
        case recording(RecordedTarget)
        /// Why nothing of the target can be seen.
        case unseen(Finding)
    }

    package let target: Settings.Target
    /// As observed; nil where it could not be.
    package let account: String?
    package let source: Source
    /// The clock of every comparison with this view.
    package let instant: Instant
    private let readings = Mutex<[String: Task<any Sendable, Never>]>([:])

    package init(target: Settings.Target, account: String?, source: Source, instant: Instant) {
        self.target = target
        self.account = account
        self.source = source
        self.instant = instant
    }

    /// The listing's value, or why it could not be seen.
    package func reading<L: Listing>(_ listing: L) async -> Result<L.Value, Finding> {
        let task = readings.withLock { readings in
            if let running = readings[listing.name] { return running }
            let task = Task<any Sendable, Never> { await self.read(listing) }
            readings[listing.name] = task
            return task
        }
        guard let result = await task.value as? Result<L.Value, Finding> else {
            return .failure(Finding(.unreadable, "two listings are called \(listing.name)"))
        }
        return result
    }

    private func read<L: Listing>(_ listing: L) async -> Result<L.Value, Finding> {
        switch source {
        case .live(let client):
            do throws(AWSError) {
                return .success(try await listing.held(to: target).read(with: client, at: instant))
            } catch {
                return .failure(error.finding)
            }
        case .recording(let recorded): return recorded.value(of: listing)
        case .unseen(let finding): return .failure(finding)
        }
    }

    /// The same target, looked at afresh.
    package func afresh(at instant: Instant) -> TargetView {
        TargetView(target: target, account: account, source: source, instant: instant)
    }
}
