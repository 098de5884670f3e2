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
    /// The selected ones, and with them all of the same kind and target.
    let assessed: [AssessedResource]

    static func make(
        _ arguments: Arguments, _ surroundings: Surroundings, _ console: Console
    ) async throws(CommandFailure) -> Observation {
        let loaded = try await LoadedState.valid(arguments, surroundings, console)
        let selection = try Selection(arguments, of: loaded.state)
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
        for each in assessed where each.isSelected {
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

    /// The plan, and what keeps apply from changes that it would otherwise make, in sentences.
    func plan(
        allowed: Set<Impact> = [], maxChanges: Int? = nil, approval: Approval? = nil, createdAt: Instant
    ) -> (plan: Plan, objections: [String]) {
        let builder = PlanBuilder(
            settings: loaded.state.settings, allowed: allowed, maxChanges: maxChanges, at: targets.observed.at
        )
        let (resources, objections) = builder.build(assessed) { approval?.approves($0) ?? true }
        let plan = Plan(
            tool: Plan.Tool(name: "reconcile", version: Version.current), createdAt: createdAt,
            desired: loaded.origin, observed: targets.observed,
            targets: targets.views.map {
                Plan.Target(name: $0.target.name, region: $0.target.region, account: $0.account)
            },
            resources: resources)
        return (plan, objections)
    }
}
