import DatabaseBackupReconciler
import Engine
import FoundationEssentials
import Planning

@testable import Desired

let reconciler = DatabaseBackup()
let noon = Instant(secondsSince1970: 1_795_348_800)

/// A manifest's resource as loading would give it; `spec` is the JSON of its spec.
func item(_ spec: JSON, rpo: String? = nil) throws -> Item<DatabaseBackupSpec> {
    Item(
        address: Address(kind: "DatabaseBackup", name: "database", target: "prod"),
        metadata: Metadata(name: "database", rpo: rpo.flatMap { Period($0) }),
        spec: try JSONDecoder().decode(DatabaseBackupSpec.self, from: Data(spec.canonical)),
        source: Source(file: "desired-state/db.jsonc", position: Position(line: 1, column: 1)),
        node: node(spec, line: 1))
}

/// Members stand on lines of their own, sorted by name, so that a diagnostic's line names the field.
private func node(_ json: JSON, line: Int) -> Node {
    let position = Position(line: line, column: 1)
    guard let members = json.object else { return Node(.null, at: position) }
    return Node(
        .object(
            members.sorted { $0.key < $1.key }.enumerated().map { index, member in
                let position = Position(line: line + 1 + index, column: 1)
                return Node.Member(
                    key: member.key, keyPosition: position, value: node(member.value, line: line + 1 + index))
            }), at: position)
}

/// A healthy database: 7 days, 09:30-10:00, maintenance on Sunday morning.
func database(
    _ form: Database.Form = .instance, id: String = "algorithmia-prod", engine: String = "mysql",
    _ adjust: (inout Database) -> Void = { _ in }
) -> Database {
    let type = form == .instance ? "db" : "cluster"
    var database = Database(
        form, id: id, arn: "arn:aws:rds:us-west-2:123456789012:\(type):\(id)", engine: engine,
        status: "available")
    database.retentionDays = 7
    database.backupWindow = "09:30-10:00"
    database.maintenanceWindow = "sun:05:00-sun:05:30"
    database.copiesTagsToSnapshots = false
    database.isDeletionProtected = false
    database.isEncrypted = true
    adjust(&database)
    return database
}

func assess(_ spec: JSON, _ live: Database?, rpo: String? = nil) throws -> Assessment {
    reconciler.diff(try item(spec, rpo: rpo), live, facts: Facts(), at: noon)
}
