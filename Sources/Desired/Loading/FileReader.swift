import Planning

/// Turns files into manifests, each held against the form of its kind.
struct FileReader {
    private let schemas: [String: Schema]
    private let unknown: Schema
    private let folder: String
    private(set) var manifests: [Manifest] = []
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var fileCount = 0
    /// False where a file could not be read to its end: what seems undeclared may stand there.
    private(set) var isComplete = true

    init(_ forms: [ManifestForm], folder: String) {
        schemas = Dictionary(forms.map { ($0.kind, $0.schema) }, uniquingKeysWith: { first, _ in first })
        unknown = ManifestForm.unknown(besides: schemas.keys.sorted())
        self.folder = folder.isEmpty || folder.hasSuffix("/") ? folder : folder + "/"
    }

    mutating func read(_ file: SourceFile) {
        guard !isHidden(file.path) else { return }
        switch file.content {
        case .symbolicLink:
            reject(file, "a symbolic link", "put the file itself here")
        case .submodule:
            reject(file, "a submodule", "put its files here; nothing is fetched from elsewhere")
        case .tooLarge, .unreadable, .bytes:
            guard file.path.hasSuffix(".json") || file.path.hasSuffix(".jsonc") else { return }
            fileCount += 1
            readContent(of: file)
        }
    }

    private mutating func readContent(of file: SourceFile) {
        switch file.content {
        case .tooLarge(let size):
            reject(file, "\(size) bytes long", "a file has at most 1 MiB; split it")
        case .unreadable(let reason):
            diagnostics.append(
                Diagnostic(file: file.path, position: nil, "the file cannot be read: \(reason)"))
            isComplete = false
        case .bytes(let bytes) where bytes.count > SyntaxReader.sizeLimit:
            reject(file, "\(bytes.count) bytes long", "a file has at most 1 MiB; split it")
        case .bytes(let bytes) where bytes.starts(with: "version https://git-lfs.github.com/spec/".utf8):
            reject(file, "an LFS pointer, not the file itself", "keep manifests out of Git LFS")
        case .bytes(let bytes):
            let (root, faults) = SyntaxReader.read(bytes, file: file.path)
            diagnostics += faults
            if let root { readForm(root, file: file.path) } else { isComplete = false }
        case .symbolicLink, .submodule: return
        }
    }

    private mutating func reject(_ file: SourceFile, _ what: String, _ advice: String) {
        diagnostics.append(Diagnostic(file: file.path, position: nil, "the file is \(what)", advice: advice))
        isComplete = false
    }

    private func isHidden(_ path: String) -> Bool {
        let below = path.hasPrefix(folder) ? path.dropFirst(folder.count) : path[...]
        return below.split(separator: "/").contains { $0.hasPrefix(".") }
    }
}

// The three forms of a file.
extension FileReader {
    private enum Place { case top, list, envelope }

    private mutating func readForm(_ root: Node, file: String) {
        switch root.value {
        case .array(let elements):
            for element in elements { readManifest(element, file: file, in: .list) }
        case .object(let members) where Self.isEnvelope(members):
            var validator = Validator(file: file)
            validator.check(root, ManifestForm.envelope)
            diagnostics += validator.diagnostics
            for element in root["manifests"]?.elements ?? [] {
                readManifest(element, file: file, in: .envelope)
            }
        default:
            readManifest(root, file: file, in: .top)
        }
    }

    private static func isEnvelope(_ members: [Node.Member]) -> Bool {
        !members.contains { $0.key == "kind" }
            && members.contains { Spelling.nearest(to: $0.key, among: ["manifests"]).first != nil }
    }

    private mutating func readManifest(_ node: Node, file: String, in place: Place) {
        guard let members = node.members else {
            if node.value != .unreadable {
                diagnostics.append(
                    Diagnostic(
                        file: file, position: node.position, "the manifest is \(Quoted.value(node))",
                        advice: "expected an object with apiVersion, kind, metadata and spec"))
            }
            return
        }
        let name = node["metadata"]?["name"]?.string.flatMap { Patterns.name.matches($0) ? $0 : nil }
        let kind = node["kind"]?.string ?? ""
        let schema = schemas[kind]
        // What is of no known kind may be what another manifest refers to.
        if schema == nil { isComplete = false }
        let label = schema.map { _ in name.map { "\(kind)/\($0)" } ?? kind }
        var validator = Validator(file: file, resource: label)
        validator.check(node, schema ?? unknown)
        var faults = validator.diagnostics
        if place != .envelope, node["apiVersion"] == nil {
            faults.append(
                Diagnostic(
                    file: file, position: node.position, resource: label, "apiVersion is missing",
                    advice: "expected \(Quoted.text(ManifestForm.apiVersion))"))
        }
        if place != .top, let misplaced = members.first(where: { $0.key == "$schema" }) {
            faults.append(
                Diagnostic(
                    file: file, position: misplaced.keyPosition, resource: label, "unknown field $schema",
                    advice: "$schema stands at a file's top alone"))
        }
        diagnostics += faults
        guard schema != nil else { return }
        manifests.append(
            Manifest(
                kind: kind, name: name, source: Source(file: file, position: node.position), node: node,
                isSound: faults.isEmpty, references: validator.references))
    }
}
