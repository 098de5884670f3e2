package import Desired
import Planning

extension ObjectSnapshots {
    package func check(_ item: Item<ObjectSnapshotsSpec>, in catalog: Catalog) -> [Diagnostic] {
        let spec = item.spec
        var diagnostics: [Diagnostic] = []
        if let rpo = item.metadata.rpo, spec.every > rpo {
            diagnostics.append(
                item.diagnostic(
                    .warning, at: "every", "is \(spec.every), more than the RPO of \(rpo)",
                    advice: "snapshots that come so rarely cannot meet it"))
        }
        if spec.tolerance >= spec.every {
            diagnostics.append(
                item.diagnostic(
                    at: "tolerance", "is \(spec.tolerance)",
                    advice:
                        "expected less than every, which is \(spec.every): a snapshot that late is a missing one"
                ))
        }
        if let least = spec.retain.min, let most = spec.retain.max, least > most {
            diagnostics.append(
                item.diagnostic(
                    at: "retain.max", "is \(most)", advice: "expected no less than min, which is \(least)"))
        }
        return diagnostics
    }
}
