package import Planning

/// Which resources a run is about: `--target NAME` and `--only KIND/NAME`, with globs; several are alternatives.
package struct Selection: Sendable {
    private let targets: [Glob]
    private let resources: [Glob]

    package static let all = Selection(targets: [], resources: [])

    package init(targets: [String], resources: [String]) {
        self.targets = targets.map(Glob.init)
        self.resources = resources.map(Glob.init)
    }

    package func contains(_ address: Address) -> Bool {
        contains(target: address.target)
            && (resources.isEmpty || resources.contains { $0.matches(address.description) })
    }

    package func contains(target: String) -> Bool {
        targets.isEmpty || targets.contains { $0.matches(target) }
    }
}
