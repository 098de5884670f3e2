import Desired

/// What is wrong with a desired state, for a person with an editor.
struct DiagnosticsView {
    let style: Style

    /// One diagnostic with its place, which terminals and editors make a link of.
    func text(_ diagnostic: Diagnostic) -> String {
        let meaning: Style.Meaning = diagnostic.severity == .error ? .failure : .warning
        let text = diagnostic.description.sanitized(keepsLines: true)
        guard let end = text.firstIndex(of: " ") else { return text + "\n" }
        return style(meaning, String(text[..<end])) + text[end...] + "\n"
    }

    /// `3 errors in 2 of 5 files.`
    func summary(_ state: DesiredState) -> String {
        let errors = state.diagnostics.filter { $0.severity == .error }
        let warnings = state.diagnostics.count - errors.count
        let files = Set(errors.map(\.file)).count
        var words: [String] = []
        if !errors.isEmpty {
            words.append("\(count(errors.count, "error")) in \(files) of \(count(state.fileCount, "file"))")
        }
        if warnings > 0 { words.append(count(warnings, "warning")) }
        return words.isEmpty ? "" : words.joined(separator: ", ") + "."
    }
}

/// `1 error`, `3 errors`.
func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
