import AWS
import Engine
import Glibc
import Planning

/// The options of apply alone.
enum ApplyOptions {
    static let yes = Option.flag("--yes", help: "do not ask; needed where nobody can be asked")
    static let allow = Option.list(
        "--allow", "IMPACT,…", of: .choice(of: Impact.self),
        help: "also make changes that are refused otherwise: weakens, disrupts or destroys")
    static let maxChanges = Option.value(
        "--max-changes", "N", .wholeNumber(in: 0...1_000_000),
        help: "replaces the limits on the number and the share of changes")
    static let verifyTimeout = Option.value(
        "--verify-timeout", "DURATION", .period, default: Period(seconds: 120),
        help: "how long to look until a change shows (default: 2m)")
    static let allowDirty = Option.flag(
        "--allow-dirty", help: "apply files that are not committed where nobody can be asked")
    static let result = Option.value("--result", "FILE", .file, help: "write the result document to a file")
    static let planFile = Operand.optional(
        "PLAN_FILE", .file, help: "a plan document that was approved: nothing else is done")
}

extension Command {
    static let apply: Command = Command(
        name: "apply",
        summary: "plan, ask, change, verify",
        discussion: """
            Makes the changes that strengthen backups or are neutral to them; others have to be allowed. Each object is looked at \
            again before its calls are sent, and until they show.

            A PLAN_FILE is an approval: the same commit is compared afresh, and a change that is no longer the same is left out.
            """,
        operands: [ApplyOptions.planFile],
        options: [
            ApplyOptions.yes, ApplyOptions.allow, ApplyOptions.maxChanges, ApplyOptions.verifyTimeout,
            ApplyOptions.allowDirty, ApplyOptions.result, PlanOptions.detailedExitCode,
        ]
    ) { arguments, console in
        try await ApplyRun(arguments: arguments, console: console, surroundings: .system()).run()
    }
}

/// One run of apply.
private struct ApplyRun {
    let arguments: Arguments
    let console: Console
    let surroundings: Surroundings

    private var isAttended: Bool { isatty(STDIN_FILENO) == 1 }

    func run() async throws -> ExitCode {
        guard arguments[ApplyOptions.yes] || isAttended else {
            throw UsageError(
                problem: "apply has to ask, and standard input is no terminal; --yes answers for it")
        }
        if arguments[CommonOptions.workingTree], !isAttended, !arguments[ApplyOptions.allowDirty] {
            throw UsageError(problem: "apply --working-tree without a terminal needs --allow-dirty")
        }
        let approval = try arguments[ApplyOptions.planFile].map { path throws(CommandFailure) in
            try Approval(path: path)
        }
        let observation = try await Observation.make(arguments, surroundings, console)
        try approval?.check(observation.loaded.origin)
        let (plan, objection) = observation.plan(
            allowed: Set(arguments[ApplyOptions.allow]), maxChanges: arguments[ApplyOptions.maxChanges],
            approval: approval, createdAt: surroundings.timing.now())
        if let path = arguments[CommonOptions.out] {
            try OutputFile.write(PlanDocument.render(plan), to: path)
        }
        let isText = arguments[CommonOptions.format] == .text
        if isText {
            console.show(plan, as: .text, reference: observation.loaded.shownReference, objection: objection)
        }
        let changes = plan.resources.flatMap { resource in
            resource.changes.map { PlannedChange(resource.address, $0) }
        }
        let hindered = approval?.hindered(changes) ?? [:]
        let willing = changes.count { $0.change.apply == .yes && hindered[$0] == nil }
        if willing > 0, !arguments[ApplyOptions.yes], !confirms(willing, plan) {
            console.write("Nothing was sent.\n")
            return .refused
        }
        let results =
            await apply(changes, hindered, observation, isText: isText)
            + (approval?.vanished(changes, in: plan) ?? [])
        try report(results, plan, isText: isText)
        return exitCode(results, plan)
    }

    private func apply(
        _ changes: [PlannedChange], _ hindered: [PlannedChange: String], _ observation: Observation,
        isText: Bool
    ) async -> [ChangeResult] {
        var writers: [String: AWSWriter] = [:]
        let allowed = Set(Registry.reconcilers.flatMap { type(of: $0).operations.writes })
        for (target, client) in observation.targets.confirmed {
            writers[target] = AWSWriter(client: client, allowed: allowed)
        }
        let applier = Applier(
            comparison: observation.comparison, views: observation.targets.views, writers: writers,
            timing: surroundings.timing,
            verifyTimeout: .seconds(arguments[ApplyOptions.verifyTimeout].seconds))
        let view = ResultText(style: console.answerTerminal.style, objects: changes.map(\.change.object))
        return await applier.apply(changes, hindered: hindered) { result in
            if isText { console.write(view.line(result)) }
        }
    }

    private func confirms(_ willing: Int, _ plan: Plan) -> Bool {
        let places = plan.targets.map { "\($0.name) \($0.account ?? "account unknown") (\($0.region))" }
        console.write("\(count(willing, "change")) on \(places.joined(separator: ", ")). Continue? [y/N] ")
        let answer = readLine()?.lowercased()
        return answer == "y" || answer == "yes"
    }

    private func report(_ results: [ChangeResult], _ plan: Plan, isText: Bool) throws(CommandFailure) {
        let document = ResultDocument.render(results, of: plan)
        if let path = arguments[ApplyOptions.result] { try OutputFile.write(document, to: path) }
        switch arguments[CommonOptions.format] {
        case .json: console.answer.write(document)
        case .text, .markdown:
            let view = ResultText(style: console.answerTerminal.style, objects: results.map(\.object))
            if !isText { for result in results { console.write(view.line(result)) } }
            if !results.isEmpty { console.write(view.summary(results)) }
        }
    }

    private func exitCode(_ results: [ChangeResult], _ plan: Plan) -> ExitCode {
        var code = ExitCode.done
        if arguments[PlanOptions.detailedExitCode], plan.summary.attention > 0 { code = .drifted }
        for result in results {
            switch result.outcome {
            case .verified, .pending: break
            case .applied, .failed: code = code.joined(with: .failed)
            case .skipped:
                if result.refusal != .observe, result.refusal != .suspended {
                    code = code.joined(with: .refused)
                }
            }
        }
        return plan.summary.unknown > 0 ? code.joined(with: .failed) : code
    }
}
