package import AWS
package import Planning

/// All DLM policies of a target with their details, or some of them.
package struct LifecyclePolicies: Listing {
    /// One that cannot be read hides none of the others. Both sorted by id.
    package struct Value: Sendable, Hashable, Codable {
        package fileprivate(set) var policies: [LifecyclePolicy] = []
        /// These exist, and nothing else is known for certain.
        package fileprivate(set) var unread: [UnreadLifecyclePolicy] = []

        package init() {}
    }

    /// Nil = all.
    package let ids: Set<String>?

    package init(ids: Set<String>? = nil) { self.ids = ids }

    package var name: String {
        ids.map { "dlm/policies/\($0.sorted().joined(separator: ","))" } ?? "dlm/policies"
    }

    package var whole: LifecyclePolicies? { ids == nil ? nil : LifecyclePolicies() }

    package func part(of whole: Value) -> Value {
        guard let ids else { return whole }
        var part = whole
        part.policies.removeAll { !ids.contains($0.id) }
        part.unread.removeAll { !ids.contains($0.id) }
        return part
    }

    package func read(with client: AWSClient, at instant: Instant) async throws(AWSError) -> Value {
        let summaries = ids == nil ? try await Self.summaries(with: client) : [:]
        var value = Value()
        var missing: [String] = []
        // Summaries lack schedules and target tags. One after the other: DLM takes few requests a second.
        for id in (ids.map(Array.init) ?? Array(summaries.keys)).sorted() {
            do throws(AWSError) {
                value.add(try await Self.policy(id, with: client), summary: summaries[id])
            } catch  where error.code.rawValue == "ResourceNotFoundException" {
                missing.append(id)
            } catch  where [.denied, .unreadable].contains(error.finding.code) {
                value.unread.append(UnreadLifecyclePolicy(id, summary: summaries[id], error.finding))
            }
        }
        guard ids == nil, !missing.isEmpty else { return value }
        // Deleted since it was listed; or created just now, and not everywhere yet.
        let again = try await Self.summaries(with: client)
        for id in missing {
            guard let summary = again[id] else { continue }
            let finding = Finding(.unreadable, "it is listed, and GetLifecyclePolicy does not find it")
            value.unread.append(UnreadLifecyclePolicy(id, summary: summary, finding))
        }
        value.unread.sort { $0.id < $1.id }
        return value
    }

    private static func summaries(with client: AWSClient) async throws(AWSError) -> [String: JSON] {
        try await client.read(APICall("dlm", "GetLifecyclePolicies")) { response throws(AWSError) in
            guard let policies = try response.json()["Policies"]?.array else {
                throw response.unreadable("Policies is missing")
            }
            var summaries: [String: JSON] = [:]
            for policy in policies {
                guard let id = policy["PolicyId"]?.string else {
                    throw response.unreadable("a PolicyId is missing")
                }
                summaries[id] = policy
            }
            return summaries
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

extension LifecyclePolicies.Value {
    /// `summary` is what GetLifecyclePolicies says of it, where that was asked.
    mutating func add(_ policy: LifecyclePolicy, summary: JSON? = nil) {
        if let flaw = policy.flaw {
            let summary = summary ?? policy.json
            unread.append(UnreadLifecyclePolicy(policy.id, summary: summary, Finding(.unreadable, flaw)))
        } else {
            policies.append(policy)
        }
    }
}
