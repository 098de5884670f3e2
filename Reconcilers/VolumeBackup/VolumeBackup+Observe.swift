package import Desired
package import Engine
import Planning

extension VolumeBackup {
    package func observe(
        _ items: [Item<VolumeBackupSpec>], in view: TargetView, scope: Scope
    ) async -> [Observed<VolumeBackupLive>] {
        guard !items.isEmpty else { return [] }
        let wishes = items.map { Wish($0.spec, scope.facts) }
        let wanted = wishes.reduce(into: Set<String>()) { $0.formUnion($1?.keys ?? []) }
        let selections = items.map(\.spec.select)
        let sighting = await Sighting.take(selections, wanted: wanted, objects: scope.objects, in: view)
        let volumes: [Volume]
        switch sighting.volumes {
        case .failure(let finding): return items.map { _ in .unknown(finding) }
        case .success(let seen): volumes = seen
        }
        var found: [Instance] = []
        if case .success(let seen)? = sighting.instances { found = seen }
        let instances = InstanceIndex(found, for: selections)
        let index = VolumeIndex(volumes, instances, for: selections)
        let contenders = zip(items, wishes).map { item, wish in
            Contender(
                name: item.address.name, wish: wish, positions: positions(of: item, index, sighting.instances)
            )
        }
        let isWhole = scope.objects == nil
        let rivals = Contest(contenders, over: volumes).rivals()
        let answers = items.indices.map { item -> Result<VolumeBackupLive, Finding> in
            contenders[item].positions.flatMap { positions in
                rivals[item].map { rivals in
                    VolumeBackupLive(
                        volumes: positions.map { volumes[$0] },
                        missing: isWhole ? missing(items[item], index, instances) : [], isWhole: isWhole,
                        rivals: rivals)
                }
            }
        }
        let needs = zip(items, zip(wishes, answers)).map { item, seen in Need(item.spec, seen.0, seen.1) }
        let supply = await Supply.read(for: needs, sighting, wanted: wanted, in: view)
        return zip(answers, needs).map { answer, need in
            switch answer.flatMap({ supply.added(to: $0, need) }) {
            case .success(let live): .known(live)
            case .failure(let finding): .unknown(finding)
            }
        }
    }

    private func positions(
        of item: Item<VolumeBackupSpec>, _ index: VolumeIndex, _ instances: Result<[Instance], Finding>?
    ) -> Result<[Int], Finding> {
        if item.spec.select.instance != nil, case .failure(let finding)? = instances {
            return .failure(finding)
        }
        return .success(index.positions(of: item.spec.select))
    }

    private func missing(
        _ item: Item<VolumeBackupSpec>, _ index: VolumeIndex, _ instances: InstanceIndex
    ) -> [String] {
        let select = item.spec.select
        return (select.volumeIds ?? []).filter { !index.contains($0) }.sorted()
            + (select.instance?.ids ?? []).filter { !instances.contains($0) }.sorted()
    }
}

/// What a comparison has to know beyond the volumes, because some of them lack a tag.
private struct Need {
    /// Instances of volumes that lack a key: they may have the tag instead.
    var instances: Set<String> = []
    /// The tags whose values would be replaced: live policies may target them.
    var replaced: Set<Tag> = []

    init(_ spec: VolumeBackupSpec, _ wish: Wish?, _ answer: Result<VolumeBackupLive, Finding>) {
        guard let wish, case .success(let live) = answer,
            !live.isWhole || spec.expectation.contains(live.volumes.count)
        else { return }
        for index in live.volumes.indices {
            let missing = wish.missing(in: live.volumes[index].tags)
            guard !missing.isEmpty else { continue }
            let volume = live.volumes[index]
            guard live.rivals[volume.id] == nil else { continue }
            for tag in missing {
                if let value = volume.tags[tag.key] {
                    replaced.insert(Tag(tag.key, value))
                } else {
                    instances.formUnion(volume.attachments.map(\.instance))
                }
            }
        }
    }
}

/// What was read for the needs of all manifests, once.
private struct Supply {
    let instances: Result<[String: [String: String]], Finding>
    let policies: Result<[Tag: [VolumeBackupLive.Policy]], Finding>

    static func read(
        for needs: [Need], _ sighting: Sighting, wanted: Set<String>, in view: TargetView
    ) async -> Supply {
        let ids = needs.reduce(into: Set<String>()) { $0.formUnion($1.instances) }
        async let instances = ids.isEmpty ? .success([]) : sighting.instances(ids, wanted: wanted, in: view)
        let policies: Result<LifecyclePolicies.Value, Finding> =
            needs.allSatisfy(\.replaced.isEmpty)
            ? .success(.init()) : await view.reading(LifecyclePolicies())
        return Supply(
            instances: await instances.map { seen in
                Dictionary(
                    seen.lazy.filter { ids.contains($0.id) }.map { ($0.id, $0.tags) },
                    uniquingKeysWith: { first, _ in first })
            },
            policies: policies.flatMap(byTarget))
    }

    /// A policy that cannot be read may target any value.
    private static func byTarget(
        _ seen: LifecyclePolicies.Value
    ) -> Result<[Tag: [VolumeBackupLive.Policy]], Finding> {
        if let unread = seen.unread.first(where: \.mayTargetVolumes) { return .failure(unread.finding) }
        var byTarget: [Tag: [VolumeBackupLive.Policy]] = [:]
        for policy in seen.policies where policy.isVolumePolicy {
            let named = VolumeBackupLive.Policy(
                id: policy.id, summary: policy.json["Description"]?.string ?? "")
            for tag in Set(policy.targetTags.map { Tag($0.key, $0.value) }) {
                byTarget[tag, default: []].append(named)
            }
        }
        return .success(byTarget)
    }

    /// Unknown where something that is needed could not be seen.
    func added(to live: VolumeBackupLive, _ need: Need) -> Result<VolumeBackupLive, Finding> {
        var live = live
        if !need.instances.isEmpty {
            switch instances {
            case .failure(let finding): return .failure(finding)
            case .success(let seen): live.instanceTags = seen.filter { need.instances.contains($0.key) }
            }
        }
        if !need.replaced.isEmpty {
            switch policies {
            case .failure(let finding): return .failure(finding)
            case .success(let seen): live.policies = seen.filter { need.replaced.contains($0.key) }
            }
        }
        return .success(live)
    }
}
