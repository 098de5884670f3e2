package import Desired
package import Engine
import Planning

/// What a manifest desires of one database. What is nil is left as it is.
package struct DatabaseBackupSpec: Sendable, Hashable {
    package let database: Database.Key
    /// In days, 0..35; 0 = no automated backups.
    package var retentionDays: Bounds
    package var window: DailyWindow?
    package var copyTagsToSnapshots: Bool?
    package var deletionProtection: Bool?
    package var encrypted: Bool?
    /// False: what RDS does not do at once anyway waits for the maintenance window.
    package var applyImmediately = false

    package init(_ database: Database.Key, retentionDays: Bounds) {
        self.database = database
        self.retentionDays = retentionDays
    }
}

extension DatabaseBackupSpec: Decodable {
    private enum CodingKeys: CodingKey {
        case instance, cluster, retentionDays, window, copyTagsToSnapshots, deletionProtection, encrypted
        case applyImmediately
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let instance = try container.decodeIfPresent(String.self, forKey: .instance) {
            database = Database.Key(.instance, instance)
        } else {
            database = Database.Key(.cluster, try container.decode(String.self, forKey: .cluster))
        }
        retentionDays = try container.decode(Bounds.self, forKey: .retentionDays)
        window = try container.decodeIfPresent(DailyWindow.self, forKey: .window)
        copyTagsToSnapshots = try container.decodeIfPresent(Bool.self, forKey: .copyTagsToSnapshots)
        deletionProtection = try container.decodeIfPresent(Bool.self, forKey: .deletionProtection)
        encrypted = try container.decodeIfPresent(Bool.self, forKey: .encrypted)
        applyImmediately = try container.decodeIfPresent(Bool.self, forKey: .applyImmediately) ?? false
    }
}

extension DatabaseBackupSpec {
    static let schema = Schema.object(
        [
            .optional(
                "instance", identifier("an instance").examples("algorithmia-prod"),
                "The RDS instance; a member of a cluster is declared by its cluster."),
            .optional(
                "cluster", identifier("a cluster").examples("spell-aurora"),
                "The Aurora or Multi-AZ cluster."),
            .required(
                "retentionDays",
                Bounds.schema(0...35).expecting("a whole number from 0 to 35, or {min, max}")
                    .examples(7, ["min": 7]),
                "Days that automated backups are kept; 0 = none are made. Drift goes to the nearer bound."
            ),
            .optional(
                "window", .window.examples("09:30-10:00"),
                "When the daily backup starts, in UTC; 30 minutes or more, clear of the maintenance window."),
            .optional("copyTagsToSnapshots", .boolean, "Snapshots carry the database's tags."),
            .optional("deletionProtection", .boolean, "The database cannot be deleted."),
            .optional("encrypted", .boolean, "Compared only: it is chosen when a database is created."),
            .optional(
                "applyImmediately", .boolean.defaulting(to: false),
                "Do not wait for the maintenance window. Whatever else is pending would be applied with it."),
        ], .exactlyOne(["instance", "cluster"]))

    private static func identifier(_ what: String) -> Schema {
        .text(
            [
                .one("A-Za-z"), .some("A-Za-z0-9", 0...62),
                .repeated(["-", .some("A-Za-z0-9", 1...62)], 0...31),
            ], length: 1...63
        ).expecting(
            "\(what)'s identifier: 1 to 63 letters, digits and single hyphens, starting with a letter")
    }
}
