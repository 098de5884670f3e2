package import Desired
import Planning

/// Which volumes are backed up, and by which tags.
package struct VolumeBackupSpec: Sendable, Hashable, Decodable {
    package var select: VolumeSelection
    /// The name of a SnapshotPolicy of the same target. Exactly one of this and `tags` is there.
    package var policy: String?
    package var tags: [String: String]?
    /// Nil = at least one volume.
    package var expect: Expectation?

    package init(
        select: VolumeSelection, policy: String? = nil, tags: [String: String]? = nil,
        expect: Expectation? = nil
    ) {
        self.select = select
        self.policy = policy
        self.tags = tags
        self.expect = expect
    }

    package var expectation: Expectation { expect ?? Expectation() }

    package static let schema = Schema.object(
        [
            .required("select", VolumeSelection.schema, "Which volumes; all that is given must hold."),
            .optional(
                "policy", .reference(to: "SnapshotPolicy").examples("default-ebs"),
                "The SnapshotPolicy whose target tags the volumes get."),
            .optional(
                "tags", .tags().examples(["Backup": "Default"]),
                "The tags themselves, where the policy is declared elsewhere."),
            .optional(
                "expect", Expectation.schema.examples(["min": 1, "max": 1]),
                "How many volumes the selection is expected to find; outside of it nothing is changed."),
        ], .exactlyOne(["policy", "tags"]))
}
