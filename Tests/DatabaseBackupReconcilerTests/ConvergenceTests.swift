import DatabaseBackupReconciler
import Engine
import Planning
import Testing

/// Carries calls out as RDS does.
private struct ModelRDS {
    var database: Database

    mutating func carryOut(_ call: APICall) {
        let isInstance = database.form == .instance
        #expect(call.operation == (isInstance ? "ModifyDBInstance" : "ModifyDBCluster"))
        var parameters = call.parameters
        let id = parameters.removeValue(forKey: isInstance ? "DBInstanceIdentifier" : "DBClusterIdentifier")
        #expect(id?.string == database.id)
        let isImmediate = parameters.removeValue(forKey: "ApplyImmediately")?.bool
        #expect(isImmediate != nil, "ApplyImmediately is always said")
        for (member, value) in parameters {
            switch member {
            case "BackupRetentionPeriod": retain(value.int, immediately: isImmediate ?? false)
            case "PreferredBackupWindow": database.backupWindow = value.string
            case "CopyTagsToSnapshot": database.copiesTagsToSnapshots = value.bool
            case "DeletionProtection": database.isDeletionProtected = value.bool
            default: Issue.record("\(member) is no parameter of \(call)")
            }
        }
    }

    /// Between some days and none waits for maintenance; setting what is takes a pending value back.
    private mutating func retain(_ days: Int?, immediately: Bool) {
        database.pendingMembers.removeAll { $0 == "BackupRetentionPeriod" }
        database.pendingRetentionDays = nil
        guard days != database.retentionDays else { return }
        if immediately || (days != 0 && database.retentionDays != 0) {
            database.retentionDays = days
        } else {
            database.pendingRetentionDays = days
            database.pendingMembers.append("BackupRetentionPeriod")
        }
    }

    mutating func maintain() {
        database.retentionDays = database.pendingRetentionDays ?? database.retentionDays
        database.pendingRetentionDays = nil
        database.pendingMembers = []
    }
}

struct ConvergenceTests {
    private static let retentions: [JSON] = [0, 1, 7, ["min": 3, "max": 10], ["min": 14], ["max": 5]]

    /// 6 retentions x 3 live x 3 pending x 2 forms x 2 flags, each with all other fields drifted.
    @Test(arguments: retentions, [false, true])
    func aPlanRightAfterAnApplyIsEmpty(_ retention: JSON, _ immediately: Bool) throws {
        for form in Database.Form.allCases {
            for now in [0, 7, 35] {
                for pending in [nil, 0, 20] as [Int?] {
                    let spec: JSON = [
                        form.rawValue: "algorithmia-prod", "retentionDays": retention,
                        "window": "13:00-13:30", "copyTagsToSnapshots": true, "deletionProtection": true,
                        "applyImmediately": .bool(immediately),
                    ]
                    var model = ModelRDS(
                        database: database(form) {
                            $0.retentionDays = now
                            $0.pendingRetentionDays = pending
                            $0.pendingMembers = pending == nil ? [] : ["BackupRetentionPeriod"]
                        })
                    try converge(&model, spec)
                }
            }
        }
    }

    private func converge(_ model: inout ModelRDS, _ spec: JSON) throws {
        let plan = try assess(spec, model.database)
        for call in plan.changes.flatMap(\.calls) { model.carryOut(call) }
        // What a pending modification held back comes after the maintenance window, at the latest.
        if plan.findings.contains(where: { $0.code == .busy }) {
            model.maintain()
            for call in try assess(spec, model.database).changes.flatMap(\.calls) { model.carryOut(call) }
        }
        let second = try assess(spec, model.database)
        #expect(second.changes.isEmpty && second.findings.isEmpty, "\(spec) \(model.database)")
        model.maintain()
        #expect(try assess(spec, model.database) == Assessment(objects: ["algorithmia-prod"]))
    }
}

struct FingerprintTests {
    private let spec: JSON = [
        "instance": "algorithmia-prod", "retentionDays": 14, "window": "13:00-13:30",
        "deletionProtection": true,
    ]

    private func fingerprints(_ adjust: (inout Database) -> Void) throws -> [Impact: String] {
        let changes = try assess(spec, database(.instance, adjust)).changes
        return Dictionary(uniqueKeysWithValues: changes.map { ($0.impact, $0.fingerprint) })
    }

    @Test func equalObservationsGiveEqualDecisions() throws {
        #expect(try assess(spec, database()) == assess(spec, database()))
        #expect(try fingerprints { _ in }.count == 2)
    }

    @Test func whatNothingWasDecidedByChangesNoFingerprint() throws {
        let other = try fingerprints {
            $0.status = "backing-up"
            $0.latestRestorableTime = noon
            $0.tags = ["Team": "gcore"]
            $0.pendingMembers = ["DBInstanceClass"]
            $0.replicas = ["reader"]
            $0.kmsKey = "arn:aws:kms:1"
        }
        #expect(try fingerprints { _ in } == other)
    }

    @Test func whatAChangeWasDecidedByIsInItsFingerprint() throws {
        let base = try fingerprints { _ in }
        let window = try fingerprints { $0.backupWindow = "10:30-11:00" }
        #expect(window[.neutral] != base[.neutral] && window[.strengthens] == base[.strengthens])
        let maintenance = try fingerprints { $0.maintenanceWindow = "mon:05:00-mon:05:30" }
        #expect(maintenance[.neutral] != base[.neutral] && maintenance[.strengthens] == base[.strengthens])
        let retention = try fingerprints { $0.retentionDays = 6 }
        #expect(retention[.neutral] == base[.neutral] && retention[.strengthens] != base[.strengthens])
        let pending = try fingerprints { $0.pendingRetentionDays = 3 }
        #expect(pending[.neutral] == base[.neutral] && pending[.strengthens] != base[.strengthens])
    }

    @Test func aDatabaseOfTheSameNameElsewhereIsAnotherDecision() throws {
        var elsewhere = Database(
            .instance, id: "algorithmia-prod", arn: "arn:aws:rds:us-west-2:210987654321:db:algorithmia-prod",
            engine: "mysql", status: "available")
        elsewhere.retentionDays = 7
        let spec: JSON = ["instance": "algorithmia-prod", "retentionDays": 14]
        let (here, there) = (try assess(spec, database()).changes, try assess(spec, elsewhere).changes)
        #expect(here.map(\.calls) == there.map(\.calls))
        #expect(here.map(\.fingerprint) != there.map(\.fingerprint))
    }
}
