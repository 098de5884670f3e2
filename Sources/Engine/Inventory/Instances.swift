package import AWS
package import Planning

/// An EC2 instance, as far as the selection of its volumes cares.
package struct Instance: Sendable, Hashable, Codable {
    package let id: String
    package let tags: [String: String]

    package init(id: String, tags: [String: String]) {
        self.id = id
        self.tags = tags
    }
}

/// The instances of a target, without those that are terminated: their volumes are gone with them.
package struct Instances: Listing {
    /// Nil = all.
    package let ids: Set<String>?
    /// The tags that are needed; others may be left out. Nil = all.
    package let tagKeys: Set<String>?

    package init(_ ids: Set<String>? = nil, tagKeys: Set<String>? = nil) {
        self.ids = ids
        self.tagKeys = tagKeys
    }

    package var name: String {
        "ec2/instances" + (ids.map { "/\($0.sorted().joined(separator: ","))" } ?? "")
            + (tagKeys.map { "?tags=\($0.sorted().joined(separator: ","))" } ?? "")
    }

    package var whole: Instances? { ids == nil && tagKeys == nil ? nil : Instances() }

    package func part(of whole: [Instance]) -> [Instance] {
        ids.map { ids in whole.filter { ids.contains($0.id) } } ?? whole
    }

    package func read(with client: AWSClient, at instant: Instant) async throws(AWSError) -> [Instance] {
        var tagReader = TagReader(keeping: tagKeys)
        var instances: [Instance] = []
        for filter in ids.map({ EC2Filter.each("instance-id", $0) }) ?? [nil] {
            let parameters: [String: JSON] = filter.map { ["Filters": [$0]] } ?? [:]
            let reservations = try await client.list(APICall("ec2", "DescribeInstances", parameters)) {
                reader in try Self.reservation(&reader, &tagReader)
            }
            for reservation in reservations { instances += reservation }
        }
        return instances.sorted { $0.id < $1.id }
    }

    private static func reservation(
        _ reader: inout XMLReader, _ tagReader: inout TagReader
    ) throws -> [Instance]? {
        var instances: [Instance] = []
        try reader.children { name, reader in
            guard name == "instancesSet" else { return }
            try reader.children { _, reader in
                if let instance = try Instance(&reader, &tagReader) { instances.append(instance) }
            }
        }
        return instances
    }
}

extension Instance {
    /// Nil for a terminated one.
    fileprivate init?(_ reader: inout XMLReader, _ tagReader: inout TagReader) throws {
        var id: String?
        var state: String?
        var tags: [String: String] = [:]
        try reader.children { name, reader in
            switch name {
            case "instanceId": id = try reader.text()
            case "instanceState":
                try reader.children { name, reader in
                    if name == "name" { state = try reader.text() }
                }
            case "tagSet": tags = try tagReader.read(&reader).kept
            default: break
            }
        }
        guard try required(state, "instanceState") != "terminated" else { return nil }
        self.init(id: try required(id, "instanceId"), tags: tags)
    }
}
