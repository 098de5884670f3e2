import Desired
import Engine
import Planning

/// The volumes, and the instances where selections name some, that answer for all manifests of a target.
///
/// Volumes are asked for by their ids where every selection names ids, by their instances where every selection
/// names instances, by a tag where every selection has that key, and else all of them. The filters are left where
/// they need more than 1,000 values, which is five calls. Where some volumes are looked at again, those and their
/// instances are asked for.
struct Sighting {
    private static let limit = 1_000

    let volumes: Result<[Volume], Finding>
    /// Nil where no selection needs them.
    let instances: Result<[Instance], Finding>?
    /// The ids that were asked for; nil = all.
    private let instanceIDs: Set<String>?

    private init(
        _ volumes: Result<[Volume], Finding>, _ instances: Result<[Instance], Finding>? = nil,
        of ids: Set<String>? = nil
    ) {
        self.volumes = volumes
        self.instances = instances
        instanceIDs = ids
    }

    /// - Parameter wanted: The keys of all tags that manifests want.
    static func take(
        _ selections: [VolumeSelection], wanted: Set<String>, objects: Set<String>?, in view: TargetView
    ) async -> Sighting {
        let volumeKeys = selections.reduce(into: wanted) { $0.formUnion(($1.tags ?? [:]).keys) }
        let instanceKeys = selections.reduce(into: wanted) { $0.formUnion(($1.instance?.tags ?? [:]).keys) }
        let needsInstances = selections.contains { $0.instance != nil }
        if let objects {
            let volumes = await view.reading(Volumes(.ids(objects), tagKeys: volumeKeys))
            guard needsInstances, case .success(let found) = volumes else { return Sighting(volumes) }
            let ids = Set(found.lazy.flatMap(\.attachments).map(\.instance))
            return Sighting(
                volumes, await view.reading(Instances(ids, tagKeys: instanceKeys)), of: ids)
        }
        guard needsInstances else {
            let query = query(for: selections)
            return Sighting(await view.reading(Volumes(query, tagKeys: volumeKeys)))
        }
        let ids = namedInstances(selections)
        let listing = Instances(ids, tagKeys: instanceKeys)
        if selections.allSatisfy({ $0.instance != nil }) {
            let instances = await view.reading(listing)
            // Without instances nothing can be selected: the volumes need no look.
            guard case .success(let found) = instances else { return Sighting(.success([]), instances) }
            let query = query(for: selections, of: InstanceIndex(found, for: selections))
            return Sighting(
                await view.reading(Volumes(query, tagKeys: volumeKeys)), instances, of: ids)
        }
        async let instances = view.reading(listing)
        let volumes = await view.reading(Volumes(.all, tagKeys: volumeKeys))
        return Sighting(volumes, await instances, of: ids)
    }

    /// The instances of volumes that lack a tag: those that were seen already, else asked for now.
    func instances(
        _ ids: Set<String>, wanted: Set<String>, in view: TargetView
    ) async -> Result<[Instance], Finding> {
        if let instances, instanceIDs.map(ids.isSubset) ?? true { return instances }
        return await view.reading(Instances(ids.count > Self.limit ? nil : ids, tagKeys: wanted))
    }

    private static func query(
        for selections: [VolumeSelection], of instances: InstanceIndex? = nil
    ) -> Volumes.Query {
        let ids = selections.compactMap(\.volumeIds)
        if ids.count == selections.count, let ids = few(ids.joined()) { return .ids(ids) }
        if let instances {
            let meant = selections.compactMap(\.instance).lazy.flatMap(instances.ids)
            return few(meant).map(Volumes.Query.attached) ?? .all
        }
        let keys = selections.map { Set(($0.tags ?? [:]).keys) }
        let common = keys.dropFirst().reduce(keys.first ?? []) { $0.intersection($1) }
        guard let key = common.min(), let values = few(selections.compactMap { $0.tags?[key] }) else {
            return .all
        }
        return .tagged(key: key, values: values)
    }

    /// The instances that selections name, where all that name instances do so by id.
    private static func namedInstances(_ selections: [VolumeSelection]) -> Set<String>? {
        let instances = selections.compactMap(\.instance)
        let ids = instances.compactMap(\.ids)
        return ids.count == instances.count ? few(ids.joined()) : nil
    }

    /// Nil where they are too many for a filter.
    private static func few(_ values: some Sequence<String>) -> Set<String>? {
        let values = Set(values)
        return values.count > limit ? nil : values
    }
}
