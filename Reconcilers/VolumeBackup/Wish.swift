import Engine
import Planning

/// The tags that a manifest wants on each of its volumes.
enum Wish: Sendable, Hashable {
    /// All of these, sorted by key.
    case all([Tag])
    /// At least one of a policy's target tags, in key order; the first where a volume has none.
    case any([Tag])

    /// Nil where the policy that is named says no target tags.
    init?(_ spec: VolumeBackupSpec, _ facts: Facts) {
        guard let policy = spec.policy else {
            self = .all(Tag.sorted(spec.tags ?? [:]))
            return
        }
        let targets = facts["SnapshotPolicy", policy]?["targetTags"]?.object ?? [:]
        let tags = targets.sorted { $0.key < $1.key }.flatMap { key, values in
            (values.array ?? []).compactMap { $0.string.map { Tag(key, $0) } }
        }
        guard !tags.isEmpty else { return nil }
        self = .any(tags)
    }

    var tags: [Tag] {
        switch self {
        case .all(let tags), .any(let tags): tags
        }
    }

    var keys: Set<String> { Set(tags.map(\.key)) }

    /// The tags that a volume with these tags still has to get, sorted by key.
    func missing(in present: [String: String]) -> [Tag] {
        switch self {
        case .all(let tags): tags.filter { !$0.isSet(in: present) }
        case .any(let tags): tags.contains { $0.isSet(in: present) } ? [] : Array(tags.prefix(1))
        }
    }
}
