import AWS
import Planning

extension Command {
    static let plan: Command = Command(
        name: "plan",
        summary: "compare desired with observed; change nothing",
        discussion: """
            Reads the desired state from the commit, looks at AWS with read operations alone, and says what differs, what apply \
            would do about it and what it would refuse.
            """,
        options: [PlanOptions.observed, PlanOptions.maxAge, PlanOptions.detailedExitCode]
    ) { arguments, console in
        let surroundings = Surroundings.system()
        let observation = try await Observation.make(arguments, surroundings, console)
        let (plan, objections) = observation.plan(createdAt: surroundings.timing.now())
        if let path = arguments[CommonOptions.out] {
            try OutputFile.write(PlanDocument.render(plan), to: path)
        }
        console.show(
            plan, as: arguments[CommonOptions.format], reference: observation.loaded.shownReference,
            objections: objections)
        return plan.exitCode(isDetailed: arguments[PlanOptions.detailedExitCode])
    }
}

extension Plan {
    /// What could not be seen outranks what drifted.
    func exitCode(isDetailed: Bool) -> ExitCode {
        if summary.unknown > 0 { return .failed }
        return isDetailed && summary.drifted + summary.attention > 0 ? .drifted : .done
    }
}

extension Console {
    func show(_ plan: Plan, as format: CommonOptions.Format, reference: String, objections: [String]) {
        switch format {
        case .text:
            write(
                PlanText.render(
                    plan, reference: reference, objections: objections, style: answerTerminal.style,
                    columns: answerTerminal.columns))
        case .json:
            progress.clear()
            answer.write(PlanDocument.render(plan))
        case .markdown:
            write(PlanMarkdown.render(plan, reference: reference, objections: objections))
        }
    }
}
