package import AWS
package import Planning

/// The EBS volumes of a target, or those that a query means.
package struct Volumes: Listing {
    /// What is asked of AWS. The fewer volumes it sends, the better; the program selects by itself again.
    package enum Query: Sendable, Hashable {
        case all
        case ids(Set<String>)
        case attached(to: Set<String>)
        /// Volumes that have this tag with one of these values.
        case tagged(key: String, values: Set<String>)
    }

    package let query: Query
    /// The tags that are needed; others may be left out. Nil = all.
    package let tagKeys: Set<String>?

    package init(_ query: Query, tagKeys: Set<String>? = nil) {
        self.query = query
        self.tagKeys = tagKeys
    }

    package var name: String {
        queryName + (tagKeys.map { "?tags=\($0.sorted().joined(separator: ","))" } ?? "")
    }

    private var queryName: String {
        switch query {
        case .all: "ec2/volumes"
        case .ids(let ids): "ec2/volumes/\(ids.sorted().joined(separator: ","))"
        case .attached(let ids): "ec2/volumes/of/\(ids.sorted().joined(separator: ","))"
        case .tagged(let key, let values): "ec2/volumes/\(key)=\(values.sorted().joined(separator: "|"))"
        }
    }

    package var whole: Volumes? { query == .all && tagKeys == nil ? nil : Volumes(.all) }

    package func part(of whole: [Volume]) -> [Volume] { whole.filter(matches) }

    package func read(with client: AWSClient, at instant: Instant) async throws(AWSError) -> [Volume] {
        var tagReader = TagReader(keeping: tagKeys)
        var volumes: [Volume] = []
        for filters in filters {
            let parameters: [String: JSON] = filters.map { ["Filters": [$0]] } ?? [:]
            let found = try await client.list(APICall("ec2", "DescribeVolumes", parameters)) { reader in
                try Volume(&reader, &tagReader)
            }
            // Nearly always there is one filter, and its answer is not copied.
            if volumes.isEmpty { volumes = found } else { volumes += found }
        }
        volumes.sort { $0.id < $1.id }
        return volumes
    }

    private func matches(_ volume: Volume) -> Bool {
        switch query {
        case .all: true
        case .ids(let ids): ids.contains(volume.id)
        case .attached(let ids): volume.attachments.contains { ids.contains($0.instance) }
        case .tagged(let key, let values): volume.tags[key].map(values.contains) ?? false
        }
    }

    /// One call each; nil asks for everything.
    private var filters: [JSON?] {
        switch query {
        case .all: [nil]
        case .ids(let ids): EC2Filter.each("volume-id", ids)
        case .attached(let ids): EC2Filter.each("attachment.instance-id", ids)
        case .tagged(let key, let values): EC2Filter.each("tag:\(key)", values)
        }
    }
}

/// EC2's filters: values of one are alternatives, `*` and `?` are wildcards unless escaped.
package enum EC2Filter {
    /// Filters of one name that together take all values, 200 each, which is what AWS takes at once.
    package static func each(_ name: String, _ values: Set<String>) -> [JSON?] {
        let sorted = values.sorted()
        return stride(from: 0, to: sorted.count, by: 200).map { start in
            let some = sorted[start..<min(start + 200, sorted.count)]
            return ["Name": .string(name), "Values": JSON(some.map(escaped))]
        }
    }

    private static func escaped(_ value: String) -> String {
        var escaped = ""
        for character in value {
            if ["*", "?", "\\"].contains(character) { escaped += "\\" }
            escaped.append(character)
        }
        return escaped
    }
}
