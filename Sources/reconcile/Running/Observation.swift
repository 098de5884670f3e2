import AWS
import Desired
import Engine
import Planning

/// One look at everything that the command line selects: what plan and apply have in common.
struct Observation: Sendable {
    let loaded: LoadedState
    let targets: TargetViews
    let comparison: Comparison
    let selection: Selection
    let assessed: [AssessedResource]

    static func make(
        _ arguments: Arguments, _ surroundings: Surroundings, _ console: Console
    ) async throws(CommandFailure) -> Observation {
        let loaded = try await LoadedState.valid(arguments, surroundings, console)
        let selection = Selection(
            targets: arguments[CommonOptions.target], resources: arguments[CommonOptions.only])
        try check(selection, arguments, loaded.state)
        let wanted = loaded.state.settings.targets.filter { target in
            loaded.state.resources.contains {
                selection.contains($0.address) && $0.address.target == target.name
            }
        }
        let targets = try await open(wanted, arguments, surroundings, console)
        let comparison = Comparison(desired: loaded.state, reconcilers: Registry.reconcilers)
        console.progress.show("observing \(wanted.map(\.name).joined(separator: ", ")) …")
        let assessed = await comparison.assess(in: targets.views, selection) { kind, target in
            console.progress.show("observed \(kind) in \(target) …")
        }
        console.progress.clear()
        tell(of: assessed, console)
        return Observation(
            loaded: loaded, targets: targets, comparison: comparison, selection: selection, assessed: assessed
        )
    }

    /// What could not be seen, once for all resources that it hides.
    private static func tell(of assessed: [AssessedResource], _ console: Console) {
        var hidden: [String: Int] = [:]
        for each in assessed {
            let target = each.resource.address.target
            for reason in Set(each.assessment.findings.filter(\.code.isUnknown).map(\.message)) {
                hidden["\(target): \(reason)", default: 0] += 1
            }
        }
        for (reason, number) in hidden.sorted(by: { $0.key < $1.key }) {
            console.report(
                error: "\(reason): \(count(number, "resource")) \(number == 1 ? "is" : "are") unknown.")
        }
    }

    private static func open(
        _ targets: [Settings.Target], _ arguments: Arguments, _ surroundings: Surroundings, _ console: Console
    ) async throws(CommandFailure) -> TargetViews {
        guard let path = arguments[PlanOptions.observed] else {
            return await .live(targets, surroundings, console)
        }
        let views = try TargetViews.recorded(targets, in: path)
        let age = surroundings.timing.now().since(views.observed.at)
        if age > arguments[PlanOptions.maxAge] {
            console.report(
                warning: "\(path) is \(age.spoken) old; --max-age is \(arguments[PlanOptions.maxAge]).")
        }
        return views
    }

    /// A filter that matches nothing is a mistake, and an empty plan would hide it.
    private static func check(
        _ selection: Selection, _ arguments: Arguments, _ state: DesiredState
    ) throws(CommandFailure) {
        for target in arguments[CommonOptions.target]
        where !state.settings.targets.contains(where: { Glob(target).matches($0.name) }) {
            let names = state.settings.targets.map(\.name)
            throw CommandFailure(
                .usage, "--target \(target) matches no target. Settings has \(names.joined(separator: ", "))."
            )
        }
        for resource in arguments[CommonOptions.only]
        where !state.resources.contains(where: { Glob(resource).matches($0.address.description) }) {
            let near = Spelling.nearest(
                to: resource, among: Set(state.resources.map(\.address.description)).sorted())
            let hint = near.isEmpty ? "" : " Did you mean \(near.joined(separator: " or "))?"
            throw CommandFailure(.usage, "--only \(resource) matches no resource.\(hint)")
        }
        if !state.resources.isEmpty, !state.resources.contains(where: { selection.contains($0.address) }) {
            throw CommandFailure(.usage, "--target and --only together match no resource.")
        }
    }

    /// The plan, and why a guard keeps apply from starting, if one does.
    func plan(
        allowed: Set<Impact> = [], maxChanges: Int? = nil, approval: Approval? = nil, createdAt: Instant
    ) -> (plan: Plan, objection: String?) {
        let builder = PlanBuilder(
            settings: loaded.state.settings, allowed: allowed, maxChanges: maxChanges, at: targets.observed.at
        )
        let (resources, objection) = builder.build(assessed) { approval?.approves($0) ?? true }
        let plan = Plan(
            tool: Plan.Tool(name: "reconcile", version: Version.current), createdAt: createdAt,
            desired: loaded.origin, observed: targets.observed,
            targets: targets.views.map {
                Plan.Target(name: $0.target.name, region: $0.target.region, account: $0.account)
            },
            resources: resources)
        return (plan, objection)
    }
}
