package import Planning

/// The one manifest that says where the desired state holds.
package struct Settings: Sendable, Hashable {
    package struct Defaults: Sendable, Hashable, Decodable {
        package var rpo: Period?
        package var rto: Period?
        /// A name in `targets`.
        package var target: String?
    }

    /// An account and region.
    package struct Target: Sendable, Hashable {
        package let name: String
        package let region: String
        /// 12 digits. Nothing is ever sent to a target without it.
        package let account: String?
        package let profile: String?
        package let roleArn: String?
        package let externalId: String?
    }

    /// Where issues live.
    package struct Tracker: Sendable, Hashable, Decodable {
        package enum Service: String, Sendable, Hashable, Decodable, CaseIterable {
            case gitlab, github
        }

        package let type: Service
        package let url: String
        package let project: String
    }

    /// Bounds under the built-in ones.
    package struct Guards: Sendable, Hashable, Decodable {
        package var maxChanges: Int?
        package var maxChangePercent: Int?
    }

    /// The object that two runs at once agree by.
    package struct Lease: Sendable, Hashable {
        package let bucket: String
        package let key: String
    }

    package var name = ""
    package var defaults = Defaults()
    /// Sorted by name.
    package var targets: [Target] = []
    package var tracker: Tracker?
    package var guards = Guards()
    package var lease: Lease?
    package var requireSignature = false

    package init() {}

    package func target(_ name: String) -> Target? { targets.first { $0.name == name } }
}
