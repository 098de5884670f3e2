import Desired
import Engine
import Planning

/// One member of a database that is not as desired, with what it takes to decide on it again.
struct Difference {
    let field: FieldChange
    /// What the call sends: the parameter and its value.
    let member: String
    let value: JSON
    let impact: Impact
    let reason: String
    /// The observed values that it was made from, by AWS's names. What would rule it out is not among them:
    /// where that appears, the change is gone.
    let basis: [String: JSON]
}

/// Compares one database, member by member.
struct DatabaseComparison {
    let spec: DatabaseBackupSpec
    let live: Database
    private(set) var differences: [Difference] = []
    private(set) var findings: [Finding] = []
    private(set) var isPending = false
    /// What differs and is not changed, because AWS Backup owns the backups: members, and what follows.
    private var left: [(member: String, reason: String)] = []

    init(_ spec: DatabaseBackupSpec, _ live: Database) {
        self.spec = spec
        self.live = live
    }

    mutating func run() {
        compareRetention()
        compareWindow()
        compareFlag("CopyTagsToSnapshot", live.copiesTagsToSnapshots, spec.copyTagsToSnapshots) { desired in
            desired
                ? (.neutral, "snapshots do not carry the database's tags")
                : (.neutral, "snapshots carry the database's tags; none are desired")
        }
        compareFlag("DeletionProtection", live.isDeletionProtected, spec.deletionProtection) { desired in
            desired
                ? (.strengthens, "nothing keeps the database from being deleted")
                : (.weakens, "the database is protected from deletion; no protection is desired")
        }
        compareEncryption()
        reportLeft()
    }

    private mutating func compareWindow() {
        guard let desired = spec.window, live.backupWindow.flatMap(DailyWindow.init) != desired else {
            return
        }
        let now = live.backupWindow.map { "backups start in \($0)" } ?? "no backup window is set"
        guard !isLeft("PreferredBackupWindow", "\(now); \(desired) is desired") else { return }
        if let maintenance = live.maintenanceWindow, WeeklyWindow(maintenance)?.overlaps(desired) ?? false {
            cannotChange(
                "the backup window \(desired) overlaps the maintenance window \(maintenance): "
                    + "RDS refuses that; declare another one, or move the maintenance window")
            return
        }
        differences.append(
            Difference(
                field: FieldChange(
                    "PreferredBackupWindow", before: JSON(live.backupWindow),
                    after: .string(desired.description)),
                member: "PreferredBackupWindow", value: .string(desired.description), impact: .neutral,
                reason: "\(now); \(desired) is desired",
                basis: [
                    "PreferredBackupWindow": JSON(live.backupWindow),
                    "PreferredMaintenanceWindow": JSON(live.maintenanceWindow),
                ]))
    }

    /// A flag that RDS leaves out is off.
    private mutating func compareFlag(
        _ member: String, _ now: Bool?, _ desired: Bool?, _ judge: (Bool) -> (Impact, String)
    ) {
        guard let desired, desired != now ?? false else { return }
        let (impact, reason) = judge(desired)
        guard !isLeft(member, reason) else { return }
        differences.append(
            Difference(
                field: FieldChange(member, before: JSON(now), after: .bool(desired)), member: member,
                value: .bool(desired), impact: impact, reason: reason, basis: [member: JSON(now)]))
    }

    private mutating func compareEncryption() {
        guard let desired = spec.encrypted, desired != live.isEncrypted ?? false else { return }
        cannotChange(
            desired
                ? "its storage and snapshots are not encrypted, and that is chosen at creation: restore an "
                    + "encrypted copy of a snapshot as a new database"
                : "its storage is encrypted; false is desired, and that is chosen at creation")
    }
}

// The retention has a future of its own: what RDS has accepted and not carried out yet.
extension DatabaseComparison {
    private mutating func compareRetention() {
        guard let now = live.retentionDays else {
            findings.append(
                Finding(.unreadable, "RDS does not say how long \(live.key) keeps backups", object: live.id))
            return
        }
        let next = live.pendingRetentionDays ?? now
        guard !spec.retentionDays.contains(next) else {
            isPending = !spec.retentionDays.contains(now)
            return
        }
        let retention = Retention(now: now, next: next, desired: spec.retentionDays)
        guard !isLeft("BackupRetentionPeriod", retention.reason) else { return }
        if retention.target == 0, now > 0, needsBackups() { return }
        differences.append(
            Difference(
                field: retention.field, member: "BackupRetentionPeriod", value: .int(retention.target),
                impact: retention.impact, reason: retention.reason,
                basis: [
                    "BackupRetentionPeriod": .int(now),
                    "PendingModifiedValues.BackupRetentionPeriod": JSON(live.pendingRetentionDays),
                ]))
    }

    /// True where RDS refuses a retention of 0, which is a finding then.
    private mutating func needsBackups() -> Bool {
        if !live.replicas.isEmpty {
            cannotChange("backups cannot be switched off: \(live.key) has read replicas, which need them")
            return true
        }
        if live.engine.hasPrefix("custom-oracle") {
            cannotChange("backups cannot be switched off: RDS Custom for Oracle needs them")
            return true
        }
        return false
    }

    /// True where AWS Backup owns the backups: RDS refuses some changes then, and none is made.
    private mutating func isLeft(_ member: String, _ reason: String) -> Bool {
        guard live.awsBackupRecoveryPoint != nil else { return false }
        left.append((member, reason))
        return true
    }

    private mutating func reportLeft() {
        guard !left.isEmpty else { return }
        let message =
            "\(left.map(\.reason).joined(separator: "; ")); AWS Backup owns the backups of \(live.key), and "
            + "\(left.map(\.member).joined(separator: ", ")) stays as it is: change the backup plan"
        findings.append(Finding(.awsBackupOwned, message, object: live.id))
    }

    private mutating func cannotChange(_ message: String) {
        findings.append(Finding(.cannotChange, message, object: live.id))
    }
}
