/// A manifest as it stands in its file, held against its kind's form.
struct Manifest {
    let kind: String
    /// Nil where it has none that is valid.
    let name: String?
    let source: Source
    let node: Node
    /// True where its form had nothing to complain about.
    let isSound: Bool
    let references: [Validator.Reference]

    var metadata: Node? { node["metadata"] }
    /// Empty where it is left out.
    var spec: Node { node["spec"] ?? Node(.object([]), at: node.position) }
    /// `KIND/NAME`, or the kind alone where there is no name.
    var label: String { name.map { "\(kind)/\($0)" } ?? kind }

    /// At a value of the manifest, named by its path from the manifest's root.
    func diagnostic(
        _ severity: Diagnostic.Severity = .error, at path: String, _ message: String, advice: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            severity, file: source.file, position: node.nearest(to: path).position, resource: label, message,
            advice: advice)
    }
}
