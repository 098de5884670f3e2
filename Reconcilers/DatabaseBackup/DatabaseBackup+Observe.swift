package import Desired
package import Engine
import Planning

extension DatabaseBackup {
    package func inventory(_ items: [Item<DatabaseBackupSpec>]) -> [any Listing] {
        Database.Form.allCases.map { Databases($0) }
    }

    package func observe(
        _ items: [Item<DatabaseBackupSpec>], in view: TargetView, scope: Scope
    ) async -> [Observed<Database>] {
        let meant = Set(items.map(\.spec.database)).filter { scope.objects?.contains($0.id) ?? true }
        async let instances = look(for: meant, .instance, in: view)
        async let clusters = look(for: meant, .cluster, in: view)
        let seen = await [Database.Form.instance: instances, .cluster: clusters]
        return items.map { item in
            let key = item.spec.database
            guard meant.contains(key), let databases = seen[key.form] else {
                return .unknown(Finding(.notRecorded, "\(key) was not looked at", object: key.id))
            }
            switch databases {
            case .failure(let finding): return .unknown(finding)
            case .success(let databases): return databases[key.id].map(Observed.known) ?? .absent
            }
        }
    }

    /// The databases of a form by id; nothing is asked where none is meant.
    private func look(
        for meant: Set<Database.Key>, _ form: Database.Form, in view: TargetView
    ) async -> Result<[String: Database], Finding> {
        let ids = Set(meant.filter { $0.form == form }.map(\.id))
        guard !ids.isEmpty else { return .success([:]) }
        return await view.reading(Databases(form, meaning: ids)).map { databases in
            Dictionary(databases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    package func isReady(_ live: Database, object: String) -> Bool { live.status == "available" }
}
