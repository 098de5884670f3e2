import Planning

/// A plan for a person who has twenty seconds.
struct PlanText {
    private let plan: Plan
    private let reference: String
    /// What keeps apply from changes that it would otherwise make, in sentences.
    private let objections: [String]
    private let style: Style
    private let columns: Int
    private var text = ""

    /// Resources in sync that are named one by one in an application; more are counted.
    private static let namedInSync = 20
    /// Objects that are named one by one where many have the same change.
    private static let namedObjects = 10

    static func render(
        _ plan: Plan, reference: String, objections: [String], style: Style, columns: Int
    ) -> String {
        var view = PlanText(
            plan: plan, reference: reference, objections: objections, style: style, columns: columns)
        view.header()
        view.body()
        view.footer()
        return view.text
    }

    private init(plan: Plan, reference: String, objections: [String], style: Style, columns: Int) {
        self.plan = plan
        self.reference = reference
        self.objections = objections
        self.style = style
        self.columns = max(60, min(columns, 120))
    }

    private mutating func line(_ words: String = "") { text += words + "\n" }

    private mutating func header() {
        let targets = plan.targets.map { "\($0.name) \($0.account ?? "account unknown") \($0.region)" }
        let source =
            plan.observed.source == .recording
            ? "recorded \(plan.observed.at)" : "observed \(plan.observed.at.time)Z"
        let dirty = plan.desired.dirty ? ", not committed" : ""
        let parts = [
            "\(plan.desired.path.sanitized()) at \(plan.desired.commit.prefix(7)) (\(reference.sanitized())\(dirty))",
            targets.count > 3 ? count(targets.count, "target") : targets.joined(separator: ", "), source,
        ]
        let whole = parts.joined(separator: "   ")
        line(whole.displayWidth <= columns ? whole : parts.joined(separator: "\n  "))
    }

    private mutating func body() {
        // Where nothing is the matter, the summary says all there is to say.
        guard plan.resources.contains(where: { $0.state != .inSync }) else { return }
        var rest = plan.resources[...]
        while let first = rest.first {
            let group = rest.prefix { $0.application == first.application }
            rest = rest.dropFirst(group.count)
            line()
            line(style(.bold, first.application?.sanitized() ?? "(no application)"))
            let inSync = group.count { $0.state == .inSync }
            for each in group where each.state != .inSync || inSync <= Self.namedInSync { resource(each) }
            if inSync > Self.namedInSync { line("  \(style(.dim, "= \(inSync) more in sync"))") }
        }
        line()
    }

    private mutating func resource(_ resource: PlannedResource) {
        let groups = ChangeGroup.groups(of: resource.changes)
        let isSingle = resource.changes.count == 1
        var name = resource.address.description
        if plan.targets.count > 1 { name += " (\(resource.target))" }
        var row = "  \(mark(resource)) \(name.padded(to: 38))"
        if isSingle, let change = resource.changes.first {
            row += "  \(change.object.sanitized())"
        } else if let word = word(resource) {
            row += "  \(style(.dim, word))"
        }
        if !resource.issues.isEmpty { row += "  \(resource.issues.joined(separator: " ").sanitized())" }
        line(row.trimmingTrailingBlanks)
        for group in groups { changes(group, named: !isSingle) }
        for finding in resource.findings { self.finding(finding) }
    }

    private func mark(_ resource: PlannedResource) -> String {
        switch resource.state {
        case .unknown: style(.warning, "?")
        case .exempt, .suspended: style(.dim, "-")
        case .drifted:
            resource.changes.contains { $0.action == .create } ? style(.added, "+") : style(.changed, "~")
        case .attention: style(.warning, "!")
        case .pending: style(.changed, ">")
        case .inSync: style(.dim, "=")
        }
    }

    private func word(_ resource: PlannedResource) -> String? {
        switch resource.state {
        case .unknown: "not observed"
        case .exempt: "exempt"
        case .suspended: "suspended"
        case .drifted: count(Set(resource.changes.map(\.object)).count, "object")
        case .attention: "needs a person"
        case .pending: "pending: AWS has accepted it and carries it out later"
        case .inSync: nil
        }
    }

    private mutating func changes(_ group: ChangeGroup, named: Bool) {
        let change = group.change
        if named {
            let shown = group.objects.prefix(Self.namedObjects).joined(separator: " ")
            let more = group.objects.count - Self.namedObjects
            paragraph(more > 0 ? "\(shown) and \(more) more" : shown)
        }
        let width = change.fields.map { $0.path.sanitized().displayWidth }.max() ?? 0
        for (position, field) in change.fields.enumerated() {
            let left = "      \(field.path.sanitized().padded(to: width))  "
            let values = "\(field.before.shown) → \(field.after.shown)"
            let impact = position == 0 ? change.impact.rawValue : ""
            let gap = columns - (left + values + impact).displayWidth
            if gap >= 2 {
                let blanks = String(repeating: " ", count: gap)
                line((left + values + blanks + styled(change.impact, impact)).trimmingTrailingBlanks)
            } else {
                line(
                    (left.trimmingTrailingBlanks + "  " + styled(change.impact, impact))
                        .trimmingTrailingBlanks)
                line("        " + values)
            }
        }
        paragraph(change.reason)
        if let refusal = change.apply.refusal(of: change.impact) { paragraph(refusal, .warning) }
    }

    private func styled(_ impact: Impact, _ word: String) -> String {
        switch impact {
        case .neutral: style(.dim, word)
        case .strengthens: style(.added, word)
        case .weakens, .disrupts: style(.warning, word)
        case .destroys: style(.removed, word)
        }
    }

    private mutating func finding(_ finding: Finding) {
        let object = finding.object.map { " (\($0))" } ?? ""
        paragraph(
            "\(finding.code.rawValue): \(finding.message)\(finding.message.contains(finding.object ?? "") ? "" : object)",
            .warning)
        if let runbook = finding.runbook { paragraph("A person has to mend this: \(runbook)") }
    }

    private mutating func paragraph(_ words: String, _ meaning: Style.Meaning? = nil) {
        for part in words.sanitized(keepsLines: true).split(separator: "\n") {
            for wrapped in String(part).wrapped(to: columns - 6) {
                line("      " + (meaning.map { style($0, wrapped) } ?? wrapped))
            }
        }
    }

    private mutating func footer() {
        let summary = plan.summary
        let commit = plan.desired.commit.prefix(7)
        if plan.resources.isEmpty {
            line("Nothing is declared at \(commit).")
            return
        }
        if summary.unknown > 0 {
            line(
                style(
                    .warning,
                    "Not everything could be observed: \(count(summary.unknown, "resource")) of \(plan.resources.count) \(summary.unknown == 1 ? "is" : "are") unknown."
                ))
        }
        if summary.inSync == plan.resources.count {
            line(
                "In sync: \(summary.inSync) of \(plan.resources.count) observed at \(plan.observed.at.time)Z against \(commit)."
            )
            return
        }
        line(PlanSummary.sentence(summary))
        for objection in objections { line(style(.warning, objection.sanitized())) }
    }
}

/// The one-sentence result of a plan, for every format.
enum PlanSummary {
    static func sentence(_ summary: Summary) -> String {
        let counts: [(Int, String)] = [
            (summary.drifted, "drifted"),
            (summary.attention, summary.attention == 1 ? "needs a person" : "need a person"),
            (summary.unknown, "not observed"), (summary.pending, "pending"), (summary.suspended, "suspended"),
            (summary.exempt, "exempt"), (summary.inSync, "in sync"),
        ]
        let states = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        let all = summary.willApply + summary.refused
        guard all > 0 else { return states + "." }
        return states + ". apply would make \(count(summary.willApply, "change"))"
            + (summary.refused > 0 ? " and leave out \(summary.refused)." : ".")
    }
}

/// Changes of one resource that differ in their objects alone.
struct ChangeGroup {
    let change: Change
    let objects: [String]

    static func groups(of changes: [Change]) -> [ChangeGroup] {
        struct Key: Hashable {
            let fields: [FieldChange]
            let impact: Impact
            let reason: String
            let apply: Permission
        }
        var order: [Key] = []
        var groups: [Key: [Change]] = [:]
        for change in changes {
            let key = Key(
                fields: change.fields, impact: change.impact, reason: change.reason, apply: change.apply)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(change)
        }
        return order.compactMap { key in
            groups[key].flatMap { changes in
                changes.first.map { ChangeGroup(change: $0, objects: changes.map(\.object)) }
            }
        }
    }
}

extension String {
    var trimmingTrailingBlanks: String {
        var text = self[...]
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
