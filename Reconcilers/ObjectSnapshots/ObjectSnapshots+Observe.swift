package import Desired
package import Engine
import Planning

/// The snapshots of a feed as they were seen.
package struct Feed: Sendable, Equatable {
    /// Newest first.
    package let units: [FeedUnit]
    /// By key, of the newest units alone, and only where the manifest asks for it.
    package let encryption: [String: ObjectEncryption]

    package init(units: [FeedUnit], encryption: [String: ObjectEncryption] = [:]) {
        self.units = units
        self.encryption = encryption
    }
}

extension ObjectSnapshots {
    package func observe(
        _ items: [Item<ObjectSnapshotsSpec>], in view: TargetView, scope: Scope
    ) async -> [Observed<Feed>] {
        await withTaskGroup(of: (Int, Observed<Feed>).self) { group in
            for (index, item) in items.enumerated() {
                group.addTask { (index, await observe(item.spec, in: view)) }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func observe(_ spec: ObjectSnapshotsSpec, in view: TargetView) async -> Observed<Feed> {
        switch await view.reading(ObjectFeed(spec)) {
        case .failure(let finding): return .unknown(finding)
        case .success(let contents):
            guard let objects = contents.objects else { return .absent }
            return .known(
                Feed(
                    units: FeedUnit.units(of: objects, below: spec.prefix, as: spec.unit),
                    encryption: contents.encryption))
        }
    }
}
