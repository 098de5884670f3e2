import Planning

/// Which EBS volumes a manifest means. All that is given must hold.
package struct VolumeSelection: Sendable, Hashable, Decodable {
    /// The instances that a volume is attached to; with ids and tags both must hold.
    package struct Instances: Sendable, Hashable, Decodable {
        package var ids: [String]?
        package var tags: [String: String]?

        package init(ids: [String]? = nil, tags: [String: String]? = nil) {
            self.ids = ids
            self.tags = tags
        }
    }

    package var volumeIds: [String]?
    package var instance: Instances?
    /// The attachment's device name: `/dev/sdf`.
    package var device: String?
    package var tags: [String: String]?
    package var sizeGiB: Int?

    package init(
        volumeIds: [String]? = nil, instance: Instances? = nil, device: String? = nil,
        tags: [String: String]? = nil, sizeGiB: Int? = nil
    ) {
        self.volumeIds = volumeIds
        self.instance = instance
        self.device = device
        self.tags = tags
        self.sizeGiB = sizeGiB
    }

    package static let schema = Schema.object(
        [
            .optional("volumeIds", ids(Patterns.volumeID, "vol-0f3e2d1c0b9a87654"), "These volumes."),
            .optional("instance", instances, "Volumes of these instances."),
            .optional(
                "device",
                .text(length: 1...64).expecting("a device name such as \"/dev/sdf\"").examples("/dev/sdf"),
                "Attached under this name."),
            .optional("tags", .tags().examples(["Name": "git-data"]), "Volumes that have all of these tags."),
            .optional("sizeGiB", .integer(1...65_536).examples(100), "Volumes of exactly this size."),
        ], .atLeastOne(["volumeIds", "instance", "tags"])
    ).named("VolumeSelection")

    private static let instances = Schema.object(
        [
            .optional("ids", ids(Patterns.instanceID, "i-0a1b2c3d4e5f60718"), "These instances."),
            .optional("tags", .tags().examples(["Name": "legit"]), "Instances that have all of these tags."),
        ], .atLeastOne(["ids", "tags"]))

    private static func ids(_ pattern: Pattern, _ example: String) -> Schema {
        .list(of: .text(pattern).expecting("an id such as \"\(example)\""), count: 1...1_000, unique: true)
            .examples([.string(example)])
    }
}
