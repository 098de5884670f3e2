package import Desired
import Planning

extension VolumeBackup {
    package func check(_ item: Item<VolumeBackupSpec>, in catalog: Catalog) -> [Diagnostic] {
        tagDiagnostics(item) + expectationDiagnostics(item) + selectionDiagnostics(item)
    }

    /// What EC2 refuses in a tag, and what DLM cannot look for.
    private func tagDiagnostics(_ item: Item<VolumeBackupSpec>) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for tag in Tag.sorted(item.spec.tags ?? [:]) {
            let path = "tags.\(tag.key)"
            if tag.key.lowercased().hasPrefix("aws:") {
                diagnostics.append(
                    item.diagnostic(
                        at: path, "starts with \"aws:\"",
                        advice: "AWS keeps such tags for itself; use another key"))
            }
            if (tag.key + tag.value).unicodeScalars.contains(where: {
                $0.properties.generalCategory == .control
            }) {
                diagnostics.append(
                    item.diagnostic(
                        at: path, "holds a control character",
                        advice: "expected letters, digits, blanks and + - = . _ : / @"))
            }
            if tag.key.contains(where: { $0 == "\\" || $0 == "=" }) {
                diagnostics.append(
                    item.diagnostic(
                        .warning, at: path, "has \\ or = in its key",
                        advice: "DLM takes no such key as a target tag"))
            }
            if [tag.key, tag.value].contains(where: {
                $0.first?.isWhitespace == true || $0.last?.isWhitespace == true
            }) {
                diagnostics.append(
                    item.diagnostic(
                        .warning, at: path, "has a blank at an end",
                        advice: "AWS compares tags with their blanks"))
            }
        }
        return diagnostics
    }

    private func expectationDiagnostics(_ item: Item<VolumeBackupSpec>) -> [Diagnostic] {
        let expectation = item.spec.expectation
        if let max = expectation.max, expectation.min > max {
            return [
                item.diagnostic(
                    at: item.spec.expect?.max == nil ? "expect" : "expect.max",
                    "is \(max) and expect.min \(expectation.min)",
                    advice: "no number of volumes is both; min is 1 by default")
            ]
        }
        if let ids = item.spec.select.volumeIds, ids.count < expectation.min {
            return [
                item.diagnostic(
                    at: "expect.min", "is \(expectation.min), but select.volumeIds names \(ids.count)",
                    advice: "expected at most \(ids.count)")
            ]
        }
        return []
    }

    /// A selection by the value that is to be replaced finds nothing once it is replaced.
    private func selectionDiagnostics(_ item: Item<VolumeBackupSpec>) -> [Diagnostic] {
        guard item.spec.expectation.min > 0, let wanted = item.spec.tags else { return [] }
        return Tag.sorted(item.spec.select.tags ?? [:]).compactMap { tag in
            guard let value = wanted[tag.key], !value.isLiterally(tag.value) else { return nil }
            return item.diagnostic(
                .warning, at: "select.tags.\(tag.key)",
                "is the value that tags.\(tag.key) replaces: afterwards nothing is selected",
                advice: "select by something else, or set expect.min to 0")
        }
    }
}
