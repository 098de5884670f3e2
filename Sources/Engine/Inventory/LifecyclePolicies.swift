package import AWS
package import Planning

/// A DLM policy whole, as GetLifecyclePolicy tells it: also the fields that this program has never heard of.
package struct LifecyclePolicy: Sendable, Hashable, Codable {
    package let json: JSON

    package init(_ json: JSON) { self.json = json }

    package init(from decoder: any Decoder) throws { json = try JSON(from: decoder) }
    package func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

    package var id: String { json["PolicyId"]?.string ?? "" }
    package var state: String { json["State"]?.string ?? "" }
    package var details: [String: JSON] { json["PolicyDetails"]?.object ?? [:] }

    /// Its own tags.
    package var tags: [String: String] { (json["Tags"]?.object ?? [:]).compactMapValues(\.string) }

    /// A volume that has at least one of these is targeted; a key may come with several values.
    package var targetTags: [(key: String, value: String)] {
        (details["TargetTags"]?.array ?? []).compactMap { tag in
            guard let key = tag["Key"]?.string, let value = tag["Value"]?.string else { return nil }
            return (key, value)
        }
    }

    /// True where it takes snapshots of volumes, or would if it were enabled.
    package var isVolumePolicy: Bool {
        (details["PolicyType"]?.string ?? "EBS_SNAPSHOT_MANAGEMENT") == "EBS_SNAPSHOT_MANAGEMENT"
            && (details["ResourceTypes"]?.array ?? ["VOLUME"]).contains("VOLUME")
    }

    package func targets(key: String, value: String) -> Bool {
        isVolumePolicy && targetTags.contains { $0 == (key, value) }
    }
}

/// All DLM policies of a target with their details, or some of them.
package struct LifecyclePolicies: Listing {
    /// Nil = all.
    package let ids: Set<String>?

    package init(ids: Set<String>? = nil) { self.ids = ids }

    package var name: String {
        ids.map { "dlm/policies/\($0.sorted().joined(separator: ","))" } ?? "dlm/policies"
    }

    package var whole: LifecyclePolicies? { ids == nil ? nil : LifecyclePolicies() }

    package func part(of whole: [LifecyclePolicy]) -> [LifecyclePolicy] {
        whole.filter { ids?.contains($0.id) ?? true }
    }

    package func read(with client: AWSClient, at instant: Instant) async throws(AWSError) -> [LifecyclePolicy]
    {
        let ids =
            if let ids { ids.sorted() } else { try await Self.list(with: client) }
        // Summaries lack schedules and target tags. One after the other: DLM takes few requests a second.
        var policies: [LifecyclePolicy] = []
        for id in ids {
            do throws(AWSError) {
                policies.append(try await Self.policy(id, with: client))
            } catch  where error.code.rawValue == "ResourceNotFoundException" {
                // Deleted since it was listed, or never there.
                continue
            }
        }
        return policies.sorted { $0.id < $1.id }
    }

    private static func list(with client: AWSClient) async throws(AWSError) -> [String] {
        try await client.read(APICall("dlm", "GetLifecyclePolicies")) { response throws(AWSError) in
            guard let summaries = try response.json()["Policies"]?.array else {
                throw response.unreadable("Policies is missing")
            }
            let ids = summaries.compactMap { $0["PolicyId"]?.string }
            guard ids.count == summaries.count else { throw response.unreadable("a PolicyId is missing") }
            return ids
        }
    }

    private static func policy(_ id: String, with client: AWSClient) async throws(AWSError) -> LifecyclePolicy
    {
        let call = APICall("dlm", "GetLifecyclePolicy", ["PolicyId": .string(id)])
        return try await client.read(call) { response throws(AWSError) in
            guard let policy = try response.json()["Policy"], policy["PolicyId"]?.string == id,
                policy["State"]?.string != nil
            else { throw response.unreadable("Policy is missing, or is another one") }
            return LifecyclePolicy(policy)
        }
    }
}
