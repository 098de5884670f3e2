import Engine
import Planning

/// What apply did, a line a change.
struct ResultText {
    let style: Style
    /// Of the widest object, so that lines written one by one align.
    private let objectWidth: Int

    private static let fieldsWidth = 44

    /// - Parameter objects: All that lines will be about.
    init(style: Style, objects: [String]) {
        self.style = style
        objectWidth = min(60, objects.map { $0.sanitized().displayWidth }.max() ?? 0)
    }

    func line(_ result: ChangeResult) -> String {
        let fields = result.fields
            .map { "\(Self.tail(of: $0.path).sanitized()) \($0.before.shown) → \($0.after.shown)" }
            .joined(separator: ", ").truncated(to: Self.fieldsWidth)
        let remark =
            switch result.outcome {
            case .verified: Self.duration(result.milliseconds)
            case .pending: "AWS carries it out later"
            case .applied, .failed, .skipped: result.reason?.sanitized() ?? ""
            }
        let outcome = style(meaning(result.outcome), result.outcome.rawValue.padded(to: 8))
        return
            "  \(result.object.sanitized().padded(to: objectWidth))  \(fields.padded(to: Self.fieldsWidth))  "
            + "\(outcome)  \(remark)\n"
    }

    /// What was left out, and in one sentence what became of all.
    func summary(_ results: [ChangeResult]) -> String {
        let refused = results.filter { $0.refusal != nil }
        var text = ""
        if !refused.isEmpty {
            let names = refused.prefix(5).map { "\($0.object) (\($0.reason ?? ""))" }.joined(separator: ", ")
            let more = refused.count > 5 ? " and \(refused.count - 5) more" : ""
            text += "\(refused.count) left out: \(names.sanitized())\(more).\n"
        }
        let counts = ChangeResult.Outcome.allCases.compactMap { outcome in
            let number = results.count { $0.outcome == outcome && $0.refusal == nil }
            return number == 0 ? nil : "\(number) \(outcome.rawValue)"
        }
        return text + (counts.isEmpty ? "Nothing was sent.\n" : counts.joined(separator: ", ") + ".\n")
    }

    private static func duration(_ milliseconds: Int) -> String {
        milliseconds < 1_000
            ? "\(milliseconds) ms" : "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
    }

    /// The last members of a long path: the object says where they are.
    private static func tail(of path: String) -> String {
        var parts = path.split(separator: ".")[...]
        while parts.count > 1, parts.joined(separator: ".").count > 24 { parts.removeFirst() }
        return parts.joined(separator: ".")
    }

    private func meaning(_ outcome: ChangeResult.Outcome) -> Style.Meaning {
        switch outcome {
        case .verified, .pending: .added
        case .applied, .skipped: .warning
        case .failed: .failure
        }
    }
}
