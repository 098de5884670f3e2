import Planning

/// A plan as Markdown, for wikis and merge requests. Values come from tags and manifests: all of them are escaped.
enum PlanMarkdown {
    static func render(_ plan: Plan, reference: String, objections: [String]) -> String {
        var text = "**\(escaped(PlanSummary.sentence(plan.summary)))**\n\n"
        if plan.summary.unknown > 0 {
            text +=
                "Not everything could be observed: \(plan.summary.unknown) of \(plan.resources.count) resources.\n\n"
        }
        for objection in objections { text += "\(escaped(objection))\n\n" }
        let targets = plan.targets.map { "\($0.name) (\($0.region))" }.joined(separator: ", ")
        text += "`\(plan.desired.commit.prefix(7))` (\(escaped(reference))) against \(escaped(targets)), "
        text += "observed \(plan.observed.at)\n"
        let shown = plan.resources.filter { $0.state != .inSync }
        guard !shown.isEmpty else { return text }
        text += "\n| Resource | State | Object | Change | Impact | apply |\n|---|---|---|---|---|---|\n"
        for resource in shown {
            let name = "\(resource.address) \(resource.issues.joined(separator: " "))"
            let target = plan.targets.count > 1 ? " (\(resource.target))" : ""
            for change in resource.changes {
                text += row(
                    name + target, resource.state.rawValue, change.object,
                    "\(change.fieldsShown). \(change.reason)", change.impact.rawValue, change.apply.rawValue)
            }
            for finding in resource.findings {
                text += row(
                    name + target, resource.state.rawValue, finding.object ?? "",
                    "\(finding.code.rawValue): \(finding.message) \(finding.runbook ?? "")", "", "")
            }
            if resource.changes.isEmpty, resource.findings.isEmpty {
                text += row(name + target, resource.state.rawValue, "", "", "", "")
            }
        }
        return text
    }

    private static func row(_ cells: String...) -> String {
        "| " + cells.map(escaped).joined(separator: " | ") + " |\n"
    }

    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.sanitized(keepsLines: true) {
            switch character {
            case "\n", "\t": escaped += " "
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case "\\", "`", "*", "_", "[", "]", "|", "#", "!", "@", "~": escaped += "\\\(character)"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
