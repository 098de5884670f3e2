/// What a comparison of one resource came to: pure data, made from a desired value, an observed one and an instant.
package struct Assessment: Sendable, Hashable {
    package var changes: [Change]
    package var findings: [Finding]
    /// True where AWS has accepted what is desired and has not carried it out yet.
    package var isPending: Bool
    package var evidence: Evidence?
    /// AWS's ids of the objects that the manifest means, changed or not.
    package var objects: [String]

    package init(
        objects: [String] = [], changes: [Change] = [], findings: [Finding] = [], isPending: Bool = false,
        evidence: Evidence? = nil
    ) {
        self.objects = objects
        self.changes = changes
        self.findings = findings
        self.isPending = isPending
        self.evidence = evidence
    }
}

/// The newest recovery point beside the objective. It never changes a resource's state.
package struct Evidence: Sendable, Hashable, Codable {
    package let newestRecoveryPoint: Instant?
    package let rpo: Period
    /// How late the mechanism may be by its own nature.
    package let grace: Period
    /// The newest point is no older than rpo + grace; nil only where it could not be observed.
    package let met: Bool?

    package init(newestRecoveryPoint: Instant?, rpo: Period, grace: Period, at instant: Instant) {
        self.newestRecoveryPoint = newestRecoveryPoint
        self.rpo = rpo
        self.grace = grace
        met = newestRecoveryPoint.map { instant.since($0) <= rpo + grace } ?? false
    }
}

/// The state of a resource; of those that hold, the first in this order.
package enum ResourceState: String, Sendable, Hashable, Codable, CaseIterable {
    case unknown, exempt, suspended, drifted, attention, pending, inSync
}
