import Engine
import Planning

/// What apply did, a line a change.
struct ResultText {
    let style: Style

    func line(_ result: ChangeResult) -> String {
        let fields = result.fields.map { "\($0.path.sanitized()) \($0.before.shown) → \($0.after.shown)" }
            .joined(separator: ", ").truncated(to: 44)
        let tail =
            switch result.outcome {
            case .verified: seconds(result)
            case .pending: "AWS carries it out later"
            case .applied, .failed, .skipped: result.reason?.sanitized() ?? ""
            }
        return "  \(result.object.sanitized().padded(to: 22))  \(fields.padded(to: 44))  "
            + "\(style(meaning(result.outcome), result.outcome.rawValue.padded(to: 8)))  \(tail)\n"
    }

    private func seconds(_ result: ChangeResult) -> String {
        "\(result.milliseconds / 1000).\(result.milliseconds % 1000 / 100) s"
    }

    private func meaning(_ outcome: ChangeResult.Outcome) -> Style.Meaning {
        switch outcome {
        case .verified, .pending: .added
        case .applied, .skipped: .warning
        case .failed: .failure
        }
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
}
