package import Desired
package import Engine
package import Planning

extension DatabaseBackup {
    package func diff(
        _ item: Item<DatabaseBackupSpec>, _ live: Database?, facts: Facts, at instant: Instant
    ) -> Assessment {
        let spec = item.spec
        guard let live else {
            return Assessment(findings: [
                Finding(
                    .absent,
                    "\(spec.database) does not exist in this account and region: nothing is backed up",
                    object: spec.database.id)
            ])
        }
        if let finding = Self.misplaced(live) { return Assessment(objects: [live.id], findings: [finding]) }
        var comparison = DatabaseComparison(spec, live)
        comparison.run()
        let (changes, held) = Self.changes(spec, live, comparison.differences)
        return Assessment(
            objects: [live.id], changes: changes, findings: comparison.findings + held,
            isPending: comparison.isPending, evidence: Self.evidence(item.metadata, live, at: instant))
    }

    /// What this kind must not touch although a manifest names it.
    private static func misplaced(_ live: Database) -> Finding? {
        if !live.isRelational {
            return Finding(
                .cannotChange, "\(live.key) runs \(live.engine), which RDS lists and does not manage",
                object: live.id)
        }
        guard let cluster = live.cluster else { return nil }
        return Finding(
            .cannotChange,
            "\(live.key) is a member of DB cluster \(cluster), which holds its backups: declare the cluster",
            object: live.id)
    }

    /// One change and one call for all fields of an impact, so that a refused one does not hold back another.
    private static func changes(
        _ spec: DatabaseBackupSpec, _ live: Database, _ differences: [Difference]
    ) -> (changes: [Change], held: [Finding]) {
        var changes: [Change] = []
        var held: [Difference] = []
        var causes: Set<String> = []
        let groups = Dictionary(grouping: differences, by: \.impact).sorted { $0.key < $1.key }
        for (impact, differences) in groups {
            // With ApplyImmediately RDS applies what else is pending too:
            // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html
            let others = Set(live.pendingMembers).subtracting(differences.map(\.member))
            if spec.applyImmediately, !others.isEmpty {
                held += differences
                causes.formUnion(others)
            } else {
                changes.append(change(spec, live, impact, differences))
            }
        }
        guard !held.isEmpty else { return (changes, []) }
        let message =
            "applyImmediately would apply what else is pending (\(list(causes))) together with "
            + "\(list(Set(held.map(\.member)))): wait for the maintenance window, or leave it out"
        return (changes, [Finding(.busy, message, object: live.id)])
    }

    private static func list(_ names: Set<String>) -> String { names.sorted().joined(separator: ", ") }

    private static func change(
        _ spec: DatabaseBackupSpec, _ live: Database, _ impact: Impact, _ differences: [Difference]
    ) -> Change {
        let (operation, identifier) =
            live.form == .instance
            ? ("ModifyDBInstance", "DBInstanceIdentifier") : ("ModifyDBCluster", "DBClusterIdentifier")
        var parameters: [String: JSON] = [
            identifier: .string(live.id), "ApplyImmediately": .bool(spec.applyImmediately),
        ]
        var basis: [String: JSON] = ["Arn": .string(live.arn)]
        for difference in differences {
            parameters[difference.member] = difference.value
            basis.merge(difference.basis) { _, new in new }
        }
        return Change(
            .update, object: live.id, fields: differences.map(\.field), impact: impact,
            reason: differences.map(\.reason).joined(separator: "; "), basis: .object(basis),
            calls: [APICall("rds", operation, parameters)])
    }

    /// Nil where only snapshots, which are not looked at here, could tell.
    private static func evidence(
        _ metadata: Metadata, _ live: Database, at instant: Instant
    ) -> Evidence? {
        guard let rpo = metadata.rpo, let newest = live.latestRestorableTime else { return nil }
        return Evidence(newestRecoveryPoint: newest, rpo: rpo, grace: Period(seconds: 0), at: instant)
    }
}
