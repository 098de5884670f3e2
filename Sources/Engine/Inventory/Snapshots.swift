package import AWS
package import Planning

/// An EBS snapshot that the account owns.
package struct Snapshot: Sendable, Hashable, Codable {
    package let id: String
    package let volume: String
    /// `pending`, `completed`, `error` and what AWS may add.
    package let status: String
    package let startedAt: Instant
    /// In GiB.
    package let size: Int
    package let tags: [String: String]

    package init(
        id: String, volume: String, status: String, startedAt: Instant, size: Int, tags: [String: String]
    ) {
        self.id = id
        self.volume = volume
        self.status = status
        self.startedAt = startedAt
        self.size = size
        self.tags = tags
    }

    /// The DLM policy that made it.
    package var policy: String? { tags["aws:dlm:lifecycle-policy-id"] }
    package var schedule: String? { tags["aws:dlm:lifecycle-schedule-name"] }
}

/// The account's own EBS snapshots, or those of some policies.
package struct Snapshots: Listing {
    /// Nil = all of the last 35 days, and those of DLM whatever their age: policies count them.
    package let policies: Set<String>?

    package init(ofPolicies policies: Set<String>? = nil) { self.policies = policies }

    package var name: String {
        policies.map { "ec2/snapshots/\($0.sorted().joined(separator: ","))" } ?? "ec2/snapshots"
    }

    package var whole: Snapshots? { policies == nil ? nil : Snapshots() }

    package func part(of whole: [Snapshot]) -> [Snapshot] {
        whole.filter { snapshot in snapshot.policy.map { policies?.contains($0) ?? true } ?? (policies == nil)
        }
    }

    package func read(with client: AWSClient, at instant: Instant) async throws(AWSError) -> [Snapshot] {
        var snapshots: [Snapshot] = []
        for filter in policies.map({ EC2Filter.each("tag:aws:dlm:lifecycle-policy-id", $0) }) ?? [nil] {
            // Without an owner AWS lists every public snapshot there is.
            var parameters: [String: JSON] = ["OwnerIds": ["self"]]
            if let filter { parameters["Filters"] = [filter] }
            snapshots += try await client.list(APICall("ec2", "DescribeSnapshots", parameters)) { reader in
                try Snapshot(&reader)
            }
        }
        let earliest = instant + Period(seconds: -35 * 86_400)
        return snapshots.filter { $0.policy != nil || $0.startedAt >= earliest }.sorted { $0.id < $1.id }
    }
}

extension Snapshot {
    fileprivate init(_ reader: inout XMLReader) throws {
        var id: String?
        var volume: String?
        var status: String?
        var startedAt: Int?
        var size = 0
        var tags: [String: String] = [:]
        try reader.children { name, reader in
            switch name {
            case "snapshotId": id = try reader.text()
            case "volumeId": volume = try reader.text()
            case "status": status = try reader.text()
            case "startTime": startedAt = try reader.instant()
            case "volumeSize": size = try reader.integer()
            case "tagSet": tags = try reader.tags()
            default: break
            }
        }
        self.init(
            id: try required(id, "snapshotId"), volume: try required(volume, "volumeId"),
            status: try required(status, "status"),
            startedAt: Instant(secondsSince1970: try required(startedAt, "startTime")), size: size, tags: tags
        )
    }
}
