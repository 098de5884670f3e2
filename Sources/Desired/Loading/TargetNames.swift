import Planning

/// The targets that Settings names, also where Settings is otherwise invalid.
struct TargetNames {
    /// Sorted; nil where nothing is known of them, so that nothing is said about them.
    private let known: [String]?
    private let fallback: String?

    init(_ settings: Manifest?) {
        known = settings?.spec["targets"]?.members?.map(\.key).sorted()
        fallback = settings?.spec["defaults"]?["target"]?.string
    }

    /// The names of the targets that a manifest is for, and what is wrong with how it names them.
    func resolve(_ manifest: Manifest) -> (names: [String], faults: [Diagnostic]) {
        if let name = manifest.metadata?["target"]?.string {
            return ([name], [fault(in: name, at: "metadata.target", of: manifest)].compactMap(\.self))
        }
        if let globs = manifest.metadata?["targets"]?.elements?.map(\.string) {
            var names: Set<String> = []
            var faults: [Diagnostic] = []
            for (index, text) in globs.enumerated() {
                guard let text else { continue }
                guard let known else {
                    names.insert(text)
                    continue
                }
                let glob = Glob(text)
                let matching = known.filter(glob.matches)
                names.formUnion(matching)
                if matching.isEmpty,
                    let fault = fault(in: text, at: "metadata.targets[\(index)]", of: manifest)
                {
                    faults.append(fault)
                }
            }
            return (names.sorted(), faults)
        }
        if let fallback { return ([fallback], []) }
        guard let known else { return ([""], []) }
        return (
            [],
            [
                manifest.diagnostic(
                    at: "metadata", "metadata.target is missing, and Settings has no default",
                    advice: "name one of \(list(known))")
            ]
        )
    }

    /// What is wrong with Settings' own default.
    func faultInDefault(of settings: Manifest) -> Diagnostic? {
        fallback.flatMap { fault(in: $0, at: "spec.defaults.target", of: settings) }
    }

    private func fault(in name: String, at path: String, of manifest: Manifest) -> Diagnostic? {
        guard let known, !known.contains(name) else { return nil }
        let isGlob = name.contains { $0 == "*" || $0 == "?" }
        return manifest.diagnostic(
            at: path,
            "\(path) is \(Quoted.text(name)), \(isGlob ? "which matches no target" : "and there is no such target")",
            advice: Spelling.nearest(to: name, among: known).first.map { "did you mean \(Quoted.text($0))?" }
                ?? "Settings declares \(list(known))")
    }

    private func list(_ names: [String]) -> String {
        let shown = names.prefix(8).joined(separator: ", ")
        return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
    }
}
