import Planning

/// Resolves manifests into a desired state, in passes that each need what the ones before found.
struct Loader {
    private let kinds: [String: any Kind]
    private let written: Instant
    private let now: Instant?
    private var reader: FileReader
    private var diagnostics: Set<Diagnostic> = []
    private var settings = Settings()
    private var applications: [Application] = []
    /// In the order of the files.
    private var resources: [Resource] = []

    init(_ kinds: [any Kind], folder: String, written: Instant, now: Instant?) {
        self.kinds = Dictionary(
            kinds.map { (type(of: $0).kind, $0) }, uniquingKeysWith: { first, _ in first })
        self.written = written
        self.now = now
        reader = FileReader(ManifestForm.all(kinds), folder: folder)
    }

    mutating func load(_ files: [SourceFile]) -> DesiredState {
        for file in files.sorted(by: { $0.path < $1.path }) { reader.read(file) }
        let targets = loadSettings()
        let applicationManifests = loadApplications()
        let placements = place(targets)
        let declared = Declared(
            placements, applications: applicationManifests.compactMap(\.name), isComplete: reader.isComplete)
        for manifest in applicationManifests { report(declared.faults(in: manifest)) }
        for placement in placements { report(declared.faults(in: placement)) }
        resolve(placements)
        let catalog = Catalog(
            settings: settings, applications: applications, resources: resources,
            invalid: Set(placements.flatMap(\.addresses)))
        review(catalog)
        return DesiredState(
            settings: settings, applications: applications.sorted { $0.name < $1.name },
            resources: resources.sorted { $0.address < $1.address },
            diagnostics: diagnostics.union(reader.diagnostics).sorted(), fileCount: reader.fileCount,
            catalog: catalog)
    }

    private mutating func report(_ faults: [Diagnostic]) { diagnostics.formUnion(faults) }
}

// Settings and applications: what stands once, outside of targets.
extension Loader {
    private mutating func loadSettings() -> TargetNames {
        let found = reader.manifests.filter { $0.kind == Settings.kind }
        let targets = TargetNames(found.first)
        guard let first = found.first else {
            if reader.isComplete {
                report([
                    Diagnostic(
                        file: "", position: nil, "no file holds a Settings manifest",
                        advice: "exactly one is needed; it says which accounts and regions are meant")
                ])
            }
            return targets
        }
        for second in found.dropFirst() {
            report([
                second.diagnostic(
                    at: "kind", "a second Settings manifest",
                    advice: "exactly one is possible; the first stands at \(first.source)")
            ])
        }
        report([targets.faultInDefault(of: first)].compactMap(\.self))
        if first.isSound, let fields = decode(Settings.Fields.self, first.spec, of: first) {
            settings = Settings(name: first.name ?? "", fields)
        }
        return targets
    }

    private mutating func loadApplications() -> [Manifest] {
        var seen: [String: Source] = [:]
        var manifests: [Manifest] = []
        for manifest in reader.manifests where manifest.kind == Application.kind {
            guard let name = manifest.name else { continue }
            if let earlier = seen[name] {
                report([Self.repeated(manifest, name, "", earlier)])
                continue
            }
            seen[name] = manifest.source
            manifests.append(manifest)
            guard manifest.isSound, let metadata = manifest.metadata,
                let naming = decode(Application.Naming.self, metadata, of: manifest),
                let fields = decode(Application.Fields.self, manifest.spec, of: manifest)
            else { continue }
            applications.append(Application(naming, source: manifest.source, fields))
        }
        return manifests
    }

    private static func repeated(
        _ manifest: Manifest, _ name: String, _ scope: String, _ earlier: Source
    ) -> Diagnostic {
        manifest.diagnostic(
            at: "metadata.name", "metadata.name is \(Quoted.text(name)) a second time\(scope)",
            advice: "the first \(manifest.kind) of this name stands at \(earlier)")
    }

    /// What validation accepted should decode; where a kind's schema and type disagree, that is said here.
    private mutating func decode<Value: Decodable>(_ type: Value.Type, _ node: Node, of manifest: Manifest)
        -> Value?
    {
        do {
            return try NodeDecoder.decode(type, from: node)
        } catch {
            report([Self.undecodable(manifest, node, error)])
            return nil
        }
    }

    private static func undecodable(_ manifest: Manifest, _ node: Node, _ error: any Error) -> Diagnostic {
        let fault = DecodingFault(error)
        return Diagnostic(
            file: manifest.source.file, position: fault.position ?? node.position, resource: manifest.label,
            "the values do not fit together", advice: fault.words)
    }
}

// Everything else: one resource a manifest and target.
extension Loader {
    private mutating func place(_ targets: TargetNames) -> [Placement] {
        var seen: [Address: Source] = [:]
        var placements: [Placement] = []
        for manifest in reader.manifests where kinds[manifest.kind] != nil {
            guard let name = manifest.name else { continue }
            let (names, faults) = targets.resolve(manifest)
            report(faults)
            let placement = Placement(manifest: manifest, name: name, targets: names)
            let taken = placement.addresses.first { seen[$0] != nil }
            if let taken, let earlier = seen[taken] {
                report([Self.repeated(manifest, name, " in target \(taken.target)", earlier)])
                continue
            }
            for address in placement.addresses { seen[address] = manifest.source }
            placements.append(placement)
        }
        return placements
    }

    private mutating func resolve(_ placements: [Placement]) {
        let byName = Dictionary(applications.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for placement in placements where placement.manifest.isSound {
            let manifest = placement.manifest
            guard let kind = kinds[manifest.kind], let node = manifest.metadata,
                let fields = decode(MetadataFields.self, node, of: manifest)
            else { continue }
            let metadata = fields.metadata(fields.application.flatMap { byName[$0] }, settings.defaults)
            report(AllowanceRule(written: written, now: now).faults(in: metadata, of: manifest))
            do {
                let spec = try kind.decode(manifest.spec)
                let content = Resource.Content(
                    metadata: metadata, source: manifest.source, node: manifest.spec, spec: spec)
                resources += placement.addresses.map { Resource($0, content) }
            } catch {
                report([Self.undecodable(manifest, manifest.spec, error)])
            }
        }
    }

    /// The kinds' own rules, and that no AWS object is claimed twice.
    private mutating func review(_ catalog: Catalog) {
        var claims = ClaimRegister()
        for resource in resources {
            guard let kind = kinds[resource.address.kind] else { continue }
            report(kind.review(resource, in: catalog))
            report(claims.add(kind.claims(of: resource), by: resource))
        }
    }
}

/// A manifest and the targets that it is for.
struct Placement {
    let manifest: Manifest
    let name: String
    let targets: [String]

    var addresses: [Address] {
        targets.map { Address(kind: manifest.kind, name: name, target: $0) }
    }
}

extension Kind {
    fileprivate func decode(_ spec: Node) throws -> any Sendable {
        try NodeDecoder.decode(Spec.self, from: spec)
    }

    fileprivate func review(_ resource: Resource, in catalog: Catalog) -> [Diagnostic] {
        resource.item(Spec.self).map { check($0, in: catalog) } ?? []
    }

    fileprivate func claims(of resource: Resource) -> [Claim] {
        resource.item(Spec.self).map { claims($0.spec) } ?? []
    }
}
