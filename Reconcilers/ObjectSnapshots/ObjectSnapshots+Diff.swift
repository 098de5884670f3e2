package import Desired
package import Engine
package import Planning

extension ObjectSnapshots {
    /// Findings alone: what is amiss, only the product that writes the snapshots can mend.
    package func diff(
        _ item: Item<ObjectSnapshotsSpec>, _ live: Feed?, facts: Facts, at instant: Instant
    ) -> Assessment {
        let spec = item.spec
        let findings =
            live.map { FeedJudgement(spec: spec, feed: $0, instant: instant).findings }
            ?? [Finding(.absent, "there is no bucket \(spec.bucket)", object: spec.location)]
        let evidence = item.metadata.rpo.map { rpo in
            Evidence(
                newestRecoveryPoint: live?.units.first?.time, rpo: rpo, grace: spec.tolerance, at: instant)
        }
        return Assessment(objects: [spec.location], findings: findings, evidence: evidence)
    }
}
