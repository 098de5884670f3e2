import AWS
import Planning

extension Database {
    /// Reads a `DBInstance` or a `DBCluster` element.
    init(_ form: Form, _ reader: inout XMLReader) throws {
        self.init(form, id: "", arn: "", engine: "", status: "")
        try reader.children { name, reader in try read(name, &reader) }
        let names: (id: StaticString, arn: StaticString, status: StaticString) =
            form == .instance
            ? ("DBInstanceIdentifier", "DBInstanceArn", "DBInstanceStatus")
            : ("DBClusterIdentifier", "DBClusterArn", "Status")
        id = try Self.present(id, names.id).lowercased()
        arn = try Self.present(arn, names.arn)
        engine = try Self.present(engine, "Engine")
        status = try Self.present(status, names.status)
    }

    private static func present(_ text: String, _ element: StaticString) throws -> String {
        try required(text.isEmpty ? nil : text, element)
    }

    /// An empty element says as much as none.
    private static func optional(_ reader: inout XMLReader) throws -> String? {
        let text = try reader.text()
        return text.isEmpty ? nil : text
    }

    private mutating func read(_ name: XMLName, _ reader: inout XMLReader) throws {
        switch name {
        case "DBInstanceIdentifier": id = try reader.text()
        case "DBClusterIdentifier" where form == .instance: cluster = try Self.optional(&reader)
        case "DBClusterIdentifier": id = try reader.text()
        case "DBInstanceArn", "DBClusterArn": arn = try reader.text()
        case "DBInstanceStatus", "Status": status = try reader.text()
        case "Engine": engine = try reader.text()
        case "BackupRetentionPeriod": retentionDays = try reader.integer()
        case "PreferredBackupWindow": backupWindow = try Self.optional(&reader)
        case "PreferredMaintenanceWindow": maintenanceWindow = try Self.optional(&reader)
        case "PendingModifiedValues": try readPending(&reader)
        case "AwsBackupRecoveryPointArn": awsBackupRecoveryPoint = try Self.optional(&reader)
        case "ReadReplicaSourceDBInstanceIdentifier", "ReplicationSourceIdentifier":
            replicaSource = try Self.optional(&reader)
        case "ReadReplicaDBInstanceIdentifiers", "ReadReplicaDBClusterIdentifiers", "ReadReplicaIdentifiers":
            try reader.children { _, reader in replicas.append(try reader.text()) }
        case "CopyTagsToSnapshot": copiesTagsToSnapshots = try reader.boolean()
        case "DeletionProtection": isDeletionProtected = try reader.boolean()
        case "StorageEncrypted": isEncrypted = try reader.boolean()
        case "KmsKeyId": kmsKey = try Self.optional(&reader)
        case "LatestRestorableTime":
            latestRestorableTime = Instant(secondsSince1970: try reader.instant())
        case "TagList": try readTags(&reader)
        default: break
        }
    }

    /// Every member counts, also those that this program has never heard of. Values but the retention are not
    /// kept: a password can be among them.
    private mutating func readPending(_ reader: inout XMLReader) throws {
        try reader.children { name, reader in
            pendingMembers.append(name.string)
            if name == "BackupRetentionPeriod" { pendingRetentionDays = try reader.integer() }
        }
        pendingMembers.sort()
    }

    private mutating func readTags(_ reader: inout XMLReader) throws {
        try reader.children { _, reader in
            var key: String?
            var value = ""
            try reader.children { name, reader in
                switch name {
                case "Key": key = try reader.text()
                case "Value": value = try reader.text()
                default: break
                }
            }
            tags[try required(key, "Key")] = value
        }
    }
}
