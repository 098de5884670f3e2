import Desired
import Engine

/// Finds the volumes that selections mean, walking all volumes once however many selections there are.
struct VolumeIndex {
    /// One property by which a selection looks for candidates.
    private enum Handle: Hashable {
        case volume(String)
        case instance(String)
        case tag(Tag)
    }

    /// Sorted by id.
    let volumes: [Volume]
    private let instances: InstanceIndex
    private var positions: [Handle: [Int]] = [:]

    /// - Parameters:
    ///   - volumes: Sorted by id.
    ///   - instances: Where a selection names instances.
    init(_ volumes: [Volume], _ instances: InstanceIndex, for selections: [VolumeSelection]) {
        self.volumes = volumes
        self.instances = instances
        var tagKeys: Set<String> = []
        for handle in selections.lazy.flatMap({ Self.handles(of: $0, instances) }) {
            positions[handle] = []
            if case .tag(let tag) = handle { tagKeys.insert(tag.key) }
        }
        let byID = selections.contains { $0.volumeIds != nil }
        let byInstance = selections.contains { $0.instance != nil }
        for position in volumes.indices {
            if byID { positions[.volume(volumes[position].id)]?.append(position) }
            if byInstance {
                for attachment in volumes[position].attachments {
                    positions[.instance(attachment.instance)]?.append(position)
                }
            }
            for key in tagKeys {
                if let value = volumes[position].tags[key] {
                    positions[.tag(Tag(key, value))]?.append(position)
                }
            }
        }
    }

    func contains(_ id: String) -> Bool { positions[.volume(id)]?.isEmpty == false }

    /// The places in `volumes` of those for which all that is given holds, in order.
    func positions(of selection: VolumeSelection) -> [Int] {
        let tags = Tag.sorted(selection.tags ?? [:])
        let attachedTo = selection.instance.map { Set(instances.ids(of: $0)) }
        var found: [Int] = []
        for position in Self.handles(of: selection, instances).flatMap({ positions[$0] ?? [] }).sorted() {
            // A page may repeat a volume; one that is attached twice is found twice.
            if let last = found.last, volumes[last].id == volumes[position].id { continue }
            guard selection.sizeGiB.map({ $0 == volumes[position].size }) ?? true,
                tags.allSatisfy({ $0.isSet(in: volumes[position].tags) }),
                Self.isAttached(volumes[position].attachments, to: attachedTo, as: selection.device)
            else { continue }
            found.append(position)
        }
        return found
    }

    /// Instance and device are those of one and the same attachment.
    private static func isAttached(
        _ attachments: [Volume.Attachment], to ids: Set<String>?, as device: String?
    ) -> Bool {
        guard ids != nil || device != nil else { return true }
        return attachments.contains { attachment in
            (ids?.contains(attachment.instance) ?? true) && (device.map { $0 == attachment.device } ?? true)
        }
    }

    private static func handles(of selection: VolumeSelection, _ instances: InstanceIndex) -> [Handle] {
        if let ids = selection.volumeIds { return ids.map(Handle.volume) }
        if let instance = selection.instance { return instances.ids(of: instance).map(Handle.instance) }
        return Tag.sorted(selection.tags ?? [:]).prefix(1).map(Handle.tag)
    }
}
