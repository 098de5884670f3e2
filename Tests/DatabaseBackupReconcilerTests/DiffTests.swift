import DatabaseBackupReconciler
import Engine
import Planning
import Testing

struct DiffTests {
    struct Drift: Sendable {
        let spec: [String: JSON]
        let live: @Sendable (inout Database) -> Void
        let field: FieldChange
        let impact: Impact
        let reason: String

        init(
            _ spec: [String: JSON], live: @escaping @Sendable (inout Database) -> Void = { _ in },
            _ path: String, _ before: JSON, _ after: JSON, _ impact: Impact, _ reason: String
        ) {
            self.spec = spec
            self.live = live
            field = FieldChange(path, before: before, after: after)
            self.impact = impact
            self.reason = reason
        }
    }

    static let drifts = [
        Drift(
            ["retentionDays": 7], live: { $0.retentionDays = 1 }, "BackupRetentionPeriod", 1, 7, .strengthens,
            "1 day of backups is kept; 7 are desired"),
        Drift(
            ["retentionDays": ["min": 14, "max": 21]], "BackupRetentionPeriod", 7, 14, .strengthens,
            "7 days of backups are kept; 14 to 21 are desired"),
        Drift(
            ["retentionDays": ["min": 14]], "BackupRetentionPeriod", 7, 14, .strengthens,
            "7 days of backups are kept; 14 or more are desired"),
        Drift(
            ["retentionDays": ["max": 3]], "BackupRetentionPeriod", 7, 3, .destroys,
            "7 days of backups are kept; 3 at the most are desired: what is older is deleted"),
        Drift(
            ["retentionDays": 1], "BackupRetentionPeriod", 7, 1, .destroys,
            "7 days of backups are kept; 1 is desired: what is older is deleted"),
        Drift(
            ["retentionDays": 0], "BackupRetentionPeriod", 7, 0, .destroys,
            "7 days of backups are kept; none are desired: all automated backups are deleted, and the "
                + "database is offline for minutes"),
        Drift(
            ["retentionDays": 7], live: { $0.retentionDays = 0 }, "BackupRetentionPeriod", 0, 7, .disrupts,
            "no automated backups exist; switching them on takes the database offline for minutes"),
        Drift(
            ["window": "13:00-13:30"], "PreferredBackupWindow", "09:30-10:00", "13:00-13:30", .neutral,
            "backups start in 09:30-10:00; 13:00-13:30 is desired"),
        Drift(
            ["window": "13:00-13:30"], live: { $0.backupWindow = nil }, "PreferredBackupWindow", nil,
            "13:00-13:30", .neutral, "no backup window is set; 13:00-13:30 is desired"),
        Drift(
            ["copyTagsToSnapshots": true], "CopyTagsToSnapshot", false, true, .neutral,
            "snapshots do not carry the database's tags"),
        Drift(
            ["copyTagsToSnapshots": false], live: { $0.copiesTagsToSnapshots = true }, "CopyTagsToSnapshot",
            true,
            false, .neutral, "snapshots carry the database's tags; none are desired"),
        Drift(
            ["deletionProtection": true], live: { $0.isDeletionProtected = nil }, "DeletionProtection", nil,
            true,
            .strengthens, "nothing keeps the database from being deleted"),
        Drift(
            ["deletionProtection": false], live: { $0.isDeletionProtected = true }, "DeletionProtection",
            true,
            false, .weakens, "the database is protected from deletion; no protection is desired"),
    ]

    @Test(arguments: drifts.indices, Database.Form.allCases)
    func everyDriftHasItsImpactAndItsCall(_ index: Int, _ form: Database.Form) throws {
        let drift = Self.drifts[index]
        var spec: [String: JSON] = [form.rawValue: "Algorithmia-Prod", "retentionDays": ["min": 0]]
        spec.merge(drift.spec) { _, new in new }
        let assessment = try assess(.object(spec), database(form, drift.live))

        #expect(assessment.objects == ["algorithmia-prod"])
        #expect(assessment.findings.isEmpty && !assessment.isPending)
        #expect(assessment.changes.count == 1)
        let change = try #require(assessment.changes.first)
        #expect(change.action == .update && change.object == "algorithmia-prod")
        #expect(change.fields == [drift.field])
        #expect(change.impact == drift.impact)
        #expect(change.reason == drift.reason)
        let (operation, identifier) =
            form == .instance
            ? ("ModifyDBInstance", "DBInstanceIdentifier") : ("ModifyDBCluster", "DBClusterIdentifier")
        #expect(
            change.calls == [
                APICall(
                    "rds", operation,
                    [
                        identifier: "algorithmia-prod", drift.field.path: drift.field.after,
                        "ApplyImmediately": false,
                    ])
            ])
    }

    @Test func fieldsOfOneImpactAreOneChangeAndOneCall() throws {
        let spec: JSON = [
            "instance": "algorithmia-prod", "retentionDays": 7, "window": "13:00-13:30",
            "copyTagsToSnapshots": true, "deletionProtection": false, "applyImmediately": true,
        ]
        let live = database {
            $0.retentionDays = 1
            $0.isDeletionProtected = true
        }
        let changes = try assess(spec, live).changes
        #expect(changes.map(\.impact) == [.neutral, .strengthens, .weakens])
        #expect(
            changes.map { $0.fields.map(\.path) } == [
                ["CopyTagsToSnapshot", "PreferredBackupWindow"], ["BackupRetentionPeriod"],
                ["DeletionProtection"],
            ])
        #expect(
            changes[0].calls == [
                APICall(
                    "rds", "ModifyDBInstance",
                    [
                        "DBInstanceIdentifier": "algorithmia-prod", "PreferredBackupWindow": "13:00-13:30",
                        "CopyTagsToSnapshot": true, "ApplyImmediately": true,
                    ])
            ])
        #expect(changes.allSatisfy { $0.calls.count == 1 })
    }

    @Test(
        arguments: [
            ["retentionDays": 7], ["retentionDays": ["min": 7]], ["retentionDays": ["max": 7]],
            ["retentionDays": ["min": 1, "max": 35]], ["retentionDays": 7, "window": "09:30-10:00"],
            [
                "retentionDays": 7, "copyTagsToSnapshots": false, "deletionProtection": false,
                "encrypted": true,
                "applyImmediately": true,
            ],
        ] as [[String: JSON]])
    func nothingIsDoneWhereAllIsAsDesired(_ spec: [String: JSON]) throws {
        let spec = spec.merging(["instance": "algorithmia-prod"]) { _, new in new }
        #expect(try assess(.object(spec), database()) == Assessment(objects: ["algorithmia-prod"]))
    }

    @Test(arguments: ["9:30-10:00", "09:30-10:00"])
    func windowsAreComparedByTheirTimes(_ live: String) throws {
        let spec: JSON = ["instance": "algorithmia-prod", "retentionDays": 7, "window": "09:30-10:00"]
        #expect(try assess(spec, database { $0.backupWindow = live }).changes.isEmpty)
    }

    @Test(arguments: ["stopped", "backing-up", "modifying", "storage-optimization"])
    func theStatusDecidesNothingButReadiness(_ status: String) throws {
        let spec: JSON = ["instance": "algorithmia-prod", "retentionDays": 9]
        let live = database { $0.status = status }
        #expect(try assess(spec, live) == assess(spec, database()))
        #expect(!reconciler.isReady(live, object: live.id))
        #expect(reconciler.isReady(database(), object: live.id))
    }
}
