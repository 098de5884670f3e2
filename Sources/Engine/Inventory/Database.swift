package import Planning

/// An RDS instance, or an Aurora or Multi-AZ cluster, as far as its backups care.
package struct Database: Sendable, Hashable, Codable {
    package enum Form: String, Sendable, Hashable, Codable, CaseIterable {
        case instance, cluster
    }

    /// What tells databases of an account and region apart: an instance and a cluster may share a name.
    package struct Key: Sendable, Hashable {
        package let form: Form
        /// In lower case, as RDS keeps it.
        package let id: String

        package init(_ form: Form, _ id: String) {
            self.form = form
            self.id = id.lowercased()
        }
    }

    package let form: Form
    /// In lower case.
    package internal(set) var id: String
    package internal(set) var arn: String
    /// `mysql`, `aurora-postgresql`.
    package internal(set) var engine: String
    /// `available`, `backing-up`, `stopped` and many more.
    package var status: String

    /// Days that automated backups are kept, 0..35; 0 = none are made.
    package var retentionDays: Int?
    /// `hh:mm-hh:mm`, UTC.
    package var backupWindow: String?
    /// `ddd:hh:mm-ddd:hh:mm`, UTC.
    package var maintenanceWindow: String?
    /// The retention that RDS has accepted and not carried out yet.
    package var pendingRetentionDays: Int?
    /// The names of all members that a modification is pending for, sorted; values are not kept.
    package var pendingMembers: [String] = []
    /// Set where AWS Backup makes its continuous backups.
    package var awsBackupRecoveryPoint: String?
    /// The cluster that an instance is a member of: its backups are the cluster's.
    package var cluster: String?
    /// The database that it is a read replica of.
    package var replicaSource: String?
    /// Its read replicas, which feed on its backups.
    package var replicas: [String] = []
    package var copiesTagsToSnapshots: Bool?
    package var isDeletionProtected: Bool?
    package var isEncrypted: Bool?
    /// The ARN of the key that it is encrypted by.
    package var kmsKey: String?
    /// The newest point in time that it can be restored to from automated backups.
    package var latestRestorableTime: Instant?
    package var tags: [String: String] = [:]

    package init(_ form: Form, id: String, arn: String, engine: String, status: String) {
        self.form = form
        self.id = id.lowercased()
        self.arn = arn
        self.engine = engine
        self.status = status
    }

    package var key: Key { Key(form, id) }

    /// False for what RDS lists and other services run.
    package var isRelational: Bool { engine != "neptune" && engine != "docdb" }
}

extension Database.Key: CustomStringConvertible {
    /// `DB instance algorithmia-prod`
    package var description: String { "DB \(form.rawValue) \(id)" }
}
