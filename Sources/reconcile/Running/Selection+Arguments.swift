import Desired
import Engine
import Planning

extension Selection {
    /// What `--target` and `--only` select. A filter that matches nothing is a mistake, and an empty answer would hide it.
    init(_ arguments: Arguments, of state: DesiredState) throws(CommandFailure) {
        let (targets, resources) = (arguments[CommonOptions.target], arguments[CommonOptions.only])
        self.init(targets: targets, resources: resources)
        for target in targets where !state.settings.targets.contains(where: { Glob(target).matches($0.name) })
        {
            let names = state.settings.targets.map(\.name).joined(separator: ", ")
            throw CommandFailure(.usage, "--target \(target) matches no target. Settings has \(names).")
        }
        for resource in resources
        where !state.resources.contains(where: { Glob(resource).matches($0.address.description) }) {
            let known = Set(state.resources.map(\.address.description)).sorted()
            let near = Spelling.nearest(to: resource, among: known)
            let hint = near.isEmpty ? "" : " Did you mean \(near.joined(separator: " or "))?"
            throw CommandFailure(.usage, "--only \(resource) matches no resource.\(hint)")
        }
        if !state.resources.isEmpty, !state.resources.contains(where: { contains($0.address) }) {
            throw CommandFailure(.usage, "--target and --only together match no resource.")
        }
    }
}
