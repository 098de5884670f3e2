import DatabaseBackupReconciler
import Engine
import ObjectSnapshotsReconciler
import SnapshotPolicyReconciler
import VolumeBackupReconciler

/// Every kind of manifest; a new kind is a new line.
enum Registry {
    static let reconcilers: [any Reconciler] = [
        SnapshotPolicy(),
        VolumeBackup(),
        DatabaseBackup(),
        ObjectSnapshots(),
    ]
}
