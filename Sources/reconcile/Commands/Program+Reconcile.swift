extension Program {
    /// The command line of `reconcile`; a new command is a new line.
    static let reconcile: Program = Program(
        name: "reconcile",
        summary: "Compares a disaster-recovery policy kept in Git with AWS and removes the drift.",
        commands: [
            .plan,
            .apply,
            .validate,
            .observe,
            .schema,
            .completions,
            .version,
        ],
        commonOptions: CommonOptions.all)
}
