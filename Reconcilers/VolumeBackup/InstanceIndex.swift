import Desired
import Engine

/// Finds the instances that selections mean, walking all instances once however many selections there are.
struct InstanceIndex {
    private let tags: [String: [String: String]]
    private var byTag: [Tag: [String]]

    /// - Parameter instances: Without those that are terminated.
    init(_ instances: [Instance], for selections: [VolumeSelection]) {
        tags = Dictionary(instances.map { ($0.id, $0.tags) }, uniquingKeysWith: { first, _ in first })
        byTag = Dictionary(
            selections.compactMap { $0.instance.flatMap(Self.handle) }.map { ($0, []) },
            uniquingKeysWith: { first, _ in first })
        let keys = Set(byTag.keys.map(\.key))
        for instance in instances {
            for key in keys {
                if let value = instance.tags[key] { byTag[Tag(key, value)]?.append(instance.id) }
            }
        }
    }

    /// False also for a terminated one.
    func contains(_ id: String) -> Bool { tags[id] != nil }

    func ids(of selection: VolumeSelection.Instances) -> [String] {
        let candidates = selection.ids ?? Self.handle(selection).flatMap { byTag[$0] } ?? []
        let wanted = Tag.sorted(selection.tags ?? [:])
        return candidates.filter { id in
            tags[id].map { present in wanted.allSatisfy { $0.isSet(in: present) } } ?? false
        }
    }

    /// The tag under which a selection looks for candidates; nil where it names ids.
    private static func handle(_ selection: VolumeSelection.Instances) -> Tag? {
        selection.ids == nil ? Tag.sorted(selection.tags ?? [:]).first : nil
    }
}
