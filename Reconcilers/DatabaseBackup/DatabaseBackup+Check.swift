package import Desired
import Engine

extension DatabaseBackup {
    /// RDS takes no shorter backup window.
    private static let shortestWindow = 30

    package func check(_ item: Item<DatabaseBackupSpec>, in catalog: Catalog) -> [Diagnostic] {
        let spec = item.spec
        var diagnostics: [Diagnostic] = []
        if spec.retentionDays.isEmpty {
            diagnostics.append(
                item.diagnostic(
                    at: "retentionDays",
                    "asks for at least \(spec.retentionDays.min ?? 0) and at most "
                        + "\(spec.retentionDays.max ?? 0)", advice: "expected min to be no more than max"))
        } else if spec.database.form == .cluster, spec.retentionDays.max == 0 {
            diagnostics.append(
                item.diagnostic(
                    at: "retentionDays", "is 0, and the backups of a cluster cannot be switched off",
                    advice: "expected 1 to 35 days"))
        }
        if let window = spec.window, window.length < Self.shortestWindow {
            diagnostics.append(
                item.diagnostic(
                    at: "window", "is \"\(window)\", which is \(window.length) minutes long",
                    advice: "RDS takes windows of \(Self.shortestWindow) minutes or more"))
        }
        return diagnostics
    }
}
