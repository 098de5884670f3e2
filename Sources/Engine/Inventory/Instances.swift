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
    package init() {}

    package let name = "ec2/instances"

    package func read(with client: AWSClient, at instant: Instant) async throws(AWSError) -> [Instance] {
        let reservations = try await client.list(APICall("ec2", "DescribeInstances")) { reader in
            var instances: [Instance] = []
            try reader.children { name, reader in
                guard name == "instancesSet" else { return }
                try reader.children { _, reader in
                    if let instance = try Instance(&reader) { instances.append(instance) }
                }
            }
            return instances
        }
        return reservations.flatMap(\.self).sorted { $0.id < $1.id }
    }
}

extension Instance {
    /// Nil for a terminated one.
    fileprivate init?(_ reader: inout XMLReader) throws {
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
            case "tagSet": tags = try reader.tags()
            default: break
            }
        }
        guard try required(state, "instanceState") != "terminated" else { return nil }
        self.init(id: try required(id, "instanceId"), tags: tags)
    }
}
