import Engine
import Planning

/// One manifest among the others of its kind and target, with what was found of its volumes.
struct Contender {
    let name: String
    /// Nil where its policy says no target tags: it wants nothing of any volume.
    let wish: Wish?
    /// Places in the list of volumes, in order, or why they could not be seen.
    let positions: Result<[Int], Finding>
}

/// Finds the volumes of which two manifests want different values of one tag.
struct Contest {
    private let contenders: [Contender]
    private let volumes: [Volume]
    /// Those that could want something else than another one does: the others need no look at their volumes.
    private let suspects: [Int]

    init(_ contenders: [Contender], over volumes: [Volume]) {
        self.contenders = contenders
        self.volumes = volumes
        var first: [String: Wish] = [:]
        var disputed: Set<String> = []
        for wish in contenders.lazy.compactMap(\.wish) {
            for key in wish.keys {
                if first[key, default: wish] != wish { disputed.insert(key) }
                first[key] = first[key] ?? wish
            }
        }
        suspects = contenders.indices.filter { index in
            contenders[index].wish.map { !$0.keys.isDisjoint(with: disputed) } ?? false
        }
    }

    /// The rivals of each contender by volume id, in the order of the contenders.
    ///
    /// A failure where a manifest with other wishes could not be observed: it might want the same volumes.
    func rivals() -> [Result<[String: [VolumeBackupLive.Rival]], Finding>] {
        var rivals = contenders.map { _ in [String: [VolumeBackupLive.Rival]]() }
        for (position, claimants) in claims {
            let volume = volumes[position]
            for one in claimants {
                for other in claimants where other != one {
                    rivals[one][volume.id, default: []] += clashes(one, other, volume)
                }
            }
        }
        let unseen = unseen
        return contenders.indices.map { index in
            if let wish = contenders[index].wish,
                let hidden = unseen.first(where: { $0.wish.couldClash(with: wish) })
            {
                return .failure(hidden.why)
            }
            return .success(rivals[index].filter { !$0.value.isEmpty })
        }
    }

    /// The suspects of every volume that several of them select, by its place.
    private var claims: [Int: [Int]] {
        guard !suspects.isEmpty else { return [:] }
        var owners = [Int?](repeating: nil, count: volumes.count)
        var claims: [Int: [Int]] = [:]
        for suspect in suspects {
            guard case .success(let positions) = contenders[suspect].positions else { continue }
            for position in positions {
                if let owner = owners[position] {
                    claims[position, default: [owner]].append(suspect)
                } else {
                    owners[position] = suspect
                }
            }
        }
        return claims
    }

    /// What is wanted of volumes that could not be seen, and why they could not.
    private var unseen: [(wish: Wish, why: Finding)] {
        var wishes: Set<Wish> = []
        return suspects.compactMap { suspect in
            guard let wish = contenders[suspect].wish,
                case .failure(let why) = contenders[suspect].positions, wishes.insert(wish).inserted
            else { return nil }
            return (wish, why)
        }
    }

    private func clashes(_ one: Int, _ other: Int, _ volume: Volume) -> [VolumeBackupLive.Rival] {
        guard let ours = contenders[one].wish, let theirs = contenders[other].wish else { return [] }
        let demands = theirs.demands(on: volume.tags)
        return ours.demands(on: volume.tags).compactMap { demand in
            guard let rival = demands.first(where: { $0.tag.key == demand.tag.key }),
                !demand.accepts(rival.tag), !rival.accepts(demand.tag)
            else { return nil }
            return .init(name: contenders[other].name, theirs: rival.tag, ours: demand.tag)
        }
    }
}

/// A tag that a manifest wants a volume to have, or to keep.
private struct Demand {
    let tag: Tag
    /// What serves as well, where the volume has the tag already.
    var alternatives: [Tag] = []

    func accepts(_ other: Tag) -> Bool {
        ([tag] + alternatives).contains { $0.key == other.key && $0.value.isLiterally(other.value) }
    }
}

extension Wish {
    /// What the manifest depends on for a volume with these tags. Of several target tags of a policy that are
    /// there, each may go: the others remain.
    fileprivate func demands(on present: [String: String]) -> [Demand] {
        switch self {
        case .all(let tags): return tags.map { Demand(tag: $0) }
        case .any(let tags):
            let held = tags.filter { $0.isSet(in: present) }
            if held.isEmpty { return tags.prefix(1).map { Demand(tag: $0) } }
            return held.count == 1 ? [Demand(tag: held[0], alternatives: tags)] : []
        }
    }

    /// True where there may be a volume that cannot please both.
    fileprivate func couldClash(with other: Wish) -> Bool {
        self != other
            && tags.contains { tag in
                other.tags.contains { $0.key == tag.key && !$0.value.isLiterally(tag.value) }
            }
    }
}
