import Planning

/// The names that are declared, to hold references against. Invalid manifests count: naming one is no mistake.
struct Declared {
    private struct Scope: Hashable {
        let kind: String
        let target: String
    }

    private let names: [Scope: Set<String>]
    /// `KIND/NAME` of every target.
    private let components: Set<String>
    private let applications: Set<String>
    /// False where a file is unreadable: then nothing is said to be missing.
    private let isComplete: Bool

    init(_ placements: [Placement], applications: [String], isComplete: Bool) {
        var names: [Scope: Set<String>] = [:]
        for placement in placements {
            for target in placement.targets {
                names[Scope(kind: placement.manifest.kind, target: target), default: []].insert(
                    placement.name)
            }
        }
        self.names = names
        components = Set(placements.map { "\($0.manifest.kind)/\($0.name)" })
        self.applications = Set(applications)
        self.isComplete = isComplete
    }

    func faults(in placement: Placement) -> [Diagnostic] {
        guard isComplete else { return [] }
        let manifest = placement.manifest
        var faults = manifest.references.flatMap { reference in
            reference.kind == nil
                ? [componentFault(reference, manifest)].compactMap(\.self)
                : placement.targets.compactMap { fault(reference, $0, manifest) }
        }
        if let application = manifest.metadata?["application"], let name = application.string,
            !applications.contains(name), Patterns.name.matches(name)
        {
            faults.append(
                missing(
                    "metadata.application is", name, at: application.position,
                    "no such Application is declared",
                    among: applications, manifest))
        }
        return faults
    }

    /// Faults of an Application, which stands outside of targets.
    func faults(in application: Manifest) -> [Diagnostic] {
        guard isComplete else { return [] }
        return application.references.compactMap { componentFault($0, application) }
            + placeholderFaults(in: application)
    }

    private func fault(_ reference: Validator.Reference, _ target: String, _ manifest: Manifest)
        -> Diagnostic?
    {
        guard let kind = reference.kind else { return nil }
        let known = names[Scope(kind: kind, target: target)] ?? []
        guard !known.contains(reference.text) else { return nil }
        let elsewhere = names.filter { $0.key.kind == kind && $0.value.contains(reference.text) }
            .map(\.key.target).sorted()
        return missing(
            "\(reference.path) is", reference.text, at: reference.position,
            elsewhere.isEmpty
                ? "no \(kind) of this name is declared in target \(target)"
                : "the \(kind) of this name is declared in \(elsewhere.joined(separator: ", ")), not in \(target)",
            among: known, manifest)
    }

    private func componentFault(_ reference: Validator.Reference, _ manifest: Manifest) -> Diagnostic? {
        guard !components.contains(reference.text) else { return nil }
        return missing(
            "\(reference.path) is", reference.text, at: reference.position, "no such manifest is declared",
            among: components, manifest)
    }

    private func missing(
        _ subject: String, _ name: String, at position: Position, _ what: String, among known: Set<String>,
        _ manifest: Manifest
    ) -> Diagnostic {
        let sorted = known.sorted()
        let shown = sorted.prefix(8).joined(separator: ", ") + (sorted.count > 8 ? ", …" : "")
        let listed = sorted.isEmpty ? nil : "declared: \(shown)"
        return Diagnostic(
            file: manifest.source.file, position: position, resource: manifest.label,
            "\(subject) \(Quoted.text(name)): \(what)",
            advice: Spelling.nearest(to: name, among: sorted).first.map { "did you mean \(Quoted.text($0))?" }
                ?? listed)
    }
}

// Placeholders of recovery steps: `{{KIND/NAME.FIELD}}`.
extension Declared {
    private func placeholderFaults(in manifest: Manifest) -> [Diagnostic] {
        let steps = manifest.spec["recovery"]?.elements ?? []
        return steps.enumerated().flatMap { index, step in
            let detail = step["detail"]
            return (detail?.elements ?? [detail].compactMap(\.self)).flatMap { line in
                Self.components(namedIn: line.string ?? "").filter { !components.contains($0) }.map { name in
                    missing(
                        "spec.recovery[\(index)].detail names", name, at: line.position,
                        "no such manifest is declared", among: components, manifest)
                }
            }
        }
    }

    /// `KIND/NAME` of each placeholder.
    static func components(namedIn text: String) -> [String] {
        var names: [String] = []
        var rest = Array(text.utf8)[...]
        while let opening = rest.firstIndex(of: UInt8(ascii: "{")) {
            rest = rest[(opening + 1)...]
            guard rest.first == UInt8(ascii: "{") else { continue }
            rest = rest.dropFirst()
            let name = rest.prefix { $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: ".") }
            let bare = String(decoding: name.filter { $0 != UInt8(ascii: " ") }, as: UTF8.self)
            if Patterns.component.matches(bare) { names.append(bare) }
        }
        return names
    }
}
