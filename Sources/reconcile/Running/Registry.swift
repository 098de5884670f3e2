import DatabaseBackupReconciler
import Engine

/// Every kind of manifest; a new kind is a new line.
enum Registry {
    static let reconcilers: [any Reconciler] = [
        DatabaseBackup()
    ]
}
