package import Engine
package import Planning

/// What stands in AWS where a manifest looks for its policy.
package enum LivePolicy: Sendable, Equatable {
    /// The policy. Where it is to be enabled, `held` says by schedule how many snapshots of one volume there are at
    /// the most; else it is empty.
    case found(LifecyclePolicy, held: [String: Int])
    /// No policy is the manifest's, and none is in the way of creating it. `repository` marks what is created.
    case vacant(repository: String?)
    /// A person has to say which policy is meant.
    case contested([Finding])
}

/// The tags by which created policies are known again.
enum Ownership {
    static let name = "reconcile/name"
    static let repository = "reconcile/repository"

    static func tags(_ address: Address, repository: String?) -> [String: String] {
        var tags = [name: value(address)]
        tags[Self.repository] = repository
        return tags
    }

    /// `TARGET/NAME`
    static func value(_ address: Address) -> String { "\(address.target)/\(address.name)" }
}

/// A tag that a policy looks for on volumes. A key may come with several values.
struct TargetTag: Hashable, Comparable {
    let key: String
    let value: String

    var json: JSON { ["Key": .string(key), "Value": .string(value)] }
    /// `Backup=Default`
    var text: String { "\(key)=\(value)" }

    static func < (left: TargetTag, right: TargetTag) -> Bool {
        (left.key, left.value) < (right.key, right.value)
    }
}

extension LifecyclePolicy {
    var targets: Set<TargetTag> { Set(targetTags.map { TargetTag(key: $0.key, value: $0.value) }) }
    var schedules: [JSON] { details["Schedules"]?.array ?? [] }

    func schedule(_ name: String) -> JSON? { schedules.first { $0["Name"]?.string == name } }
}

extension SnapshotPolicySpec {
    var targets: Set<TargetTag> {
        Set(targetTags.flatMap { key, values in values.map { TargetTag(key: key, value: $0) } })
    }
}
