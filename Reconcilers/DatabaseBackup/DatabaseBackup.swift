package import Desired
package import Engine

/// Keeps the automated backups of RDS instances and clusters as they are declared.
package struct DatabaseBackup: Reconciler {
    package typealias Spec = DatabaseBackupSpec
    package typealias Live = Database

    package static let kind = "DatabaseBackup"
    package static let summary = "How an RDS instance, or an Aurora or Multi-AZ cluster, is backed up."
    package static let schema = DatabaseBackupSpec.schema

    package static let operations = Operations(
        reads: ["rds:DescribeDBInstances", "rds:DescribeDBClusters"],
        writes: ["rds:ModifyDBInstance", "rds:ModifyDBCluster"])

    package init() {}

    package func claims(_ spec: DatabaseBackupSpec) -> [Claim] {
        [Claim("DB \(spec.database.form.rawValue)", spec.database.id, at: spec.database.form.rawValue)]
    }
}
