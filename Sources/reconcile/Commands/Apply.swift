import AWS
import Desired
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
        let approval = try arguments[ApplyOptions.planFile].map { path throws(CommandFailure) in
            try Approval(path: path)
        }
        guard arguments[ApplyOptions.yes] || isAttended else {
            throw UsageError(
                problem: "apply has to ask, and standard input is no terminal; --yes answers for it")
        }
        if arguments[CommonOptions.workingTree], !isAttended, !arguments[ApplyOptions.allowDirty] {
            throw UsageError(problem: "apply --working-tree without a terminal needs --allow-dirty")
        }
        if let path = arguments[ApplyOptions.result] { try OutputFile.check(path) }
        let observation = try await Observation.make(arguments, surroundings, console)
        try approval?.check(observation.loaded.origin)
        try refuseWhatCannotBeKept(observation.loaded.state.settings)
        let (plan, objections) = observation.plan(
            allowed: Set(arguments[ApplyOptions.allow]), maxChanges: arguments[ApplyOptions.maxChanges],
            approval: approval, createdAt: surroundings.timing.now())
        if let path = arguments[CommonOptions.out] {
            try OutputFile.write(PlanDocument.render(plan), to: path)
        }
        let text = PlanText.render(
            plan, reference: observation.loaded.shownReference, objections: objections,
            style: console.answerTerminal.style, columns: console.answerTerminal.columns)
        tell(text)
        let changes = plan.resources.flatMap { resource in
            resource.changes.map { PlannedChange(resource.address, $0) }
        }
        let hindered = approval?.hindered(changes) ?? [:]
        let willing = changes.count { $0.change.apply == .yes && hindered[$0] == nil }
        if !hindered.isEmpty {
            tell(
                "The plan file approves \(willing) of \(count(willing + hindered.count, "change")) as they are now.\n"
            )
        }
        if willing > 0, !arguments[ApplyOptions.yes], !confirms(willing, plan) {
            tell("Nothing was sent.\n")
            return .refused
        }
        let vanished = approval?.vanished(changes, in: plan) ?? []
        let results = await apply(changes, hindered, vanished, observation)
        try report(results, plan)
        return exitCode(results, plan)
    }

    /// Promises of the desired state that this version cannot keep stop it: nothing is sent as if they held.
    private func refuseWhatCannotBeKept(_ settings: Settings) throws(CommandFailure) {
        if settings.requireSignature {
            throw CommandFailure(
                .failed,
                "Settings requires signed commits, which this version cannot verify. Nothing was sent.")
        }
        if settings.lease != nil {
            throw CommandFailure(
                .failed, "Settings declares a lease, which this version cannot take. Nothing was sent.")
        }
    }

    private var isText: Bool { arguments[CommonOptions.format] == .text }

    /// What a person reads before agreeing: a part of the answer as text, beside it where the answer is a document.
    private func tell(_ text: String) {
        if isText {
            console.write(text)
        } else if !arguments[ApplyOptions.yes] {
            console.progress.print(text)
        }
    }

    private func apply(
        _ changes: [PlannedChange], _ hindered: [PlannedChange: String], _ vanished: [ChangeResult],
        _ observation: Observation
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
        @Sendable func show(_ result: ChangeResult) {
            if isText { console.write(view.line(result)) }
        }
        vanished.forEach(show)
        return vanished + (await applier.apply(changes, hindered: hindered, finished: show))
    }

    private func confirms(_ willing: Int, _ plan: Plan) -> Bool {
        let places = plan.targets.map { "\($0.name) \($0.account ?? "account unknown") (\($0.region))" }
        tell("\(count(willing, "change")) on \(places.joined(separator: ", ")). Continue? [y/N] ")
        let answer = readLine()?.lowercased()
        return answer == "y" || answer == "yes"
    }

    /// The answer first: a file that cannot be written must not hide what was sent.
    private func report(_ results: [ChangeResult], _ plan: Plan) throws(CommandFailure) {
        let document = ResultDocument.render(results, of: plan)
        switch arguments[CommonOptions.format] {
        case .json: console.answer.write(document)
        case .text, .markdown:
            let view = ResultText(style: console.answerTerminal.style, objects: results.map(\.object))
            if !isText { for result in results { console.write(view.line(result)) } }
            if !results.isEmpty { console.write(view.summary(results)) }
        }
        if let path = arguments[ApplyOptions.result] { try OutputFile.write(document, to: path) }
    }

    private func exitCode(_ results: [ChangeResult], _ plan: Plan) -> ExitCode {
        var code = ExitCode.done
        if arguments[PlanOptions.detailedExitCode],
            plan.summary.attention > 0 || !results.allSatisfy(\.isSettled)
        {
            code = .drifted
        }
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
