import Engine
import Planning

/// Turns what differs into changes: one for all that only helps, and one for each other impact, so that what is
/// refused does not hold back the rest.
///
/// DLM replaces PolicyDetails whole. Every call therefore sends the live details back with its own values in them. The
/// change that helps goes first, so its values are in the others' details too; those of another impact never are.
struct PolicyUpdate {
    let policy: LifecyclePolicy
    let drifts: [Drift]
    /// Observed values beside the policy that the decisions were made from.
    let held: [String: Int]

    var changes: [Change] {
        let base = drifts.filter(\.impact.isAllowedByDefault)
        let others = Impact.allCases.filter { !$0.isAllowedByDefault }.map { impact in
            drifts.filter { $0.impact == impact }
        }
        return ([(base, [])] + others.map { ($0, base) }).filter { !$0.0.isEmpty }.map(change)
    }

    private func change(_ own: [Drift], after base: [Drift]) -> Change {
        Change(
            .update, object: policy.id, fields: own.flatMap(\.fields),
            impact: own.map(\.impact).max() ?? .neutral,
            reason: own.map(\.reason).filter { !$0.isEmpty }.joined(separator: "; "), basis: basis,
            calls: [APICall("dlm", "UpdateLifecyclePolicy", parameters(own, after: base))])
    }

    private func parameters(_ own: [Drift], after base: [Drift]) -> [String: JSON] {
        var parameters: [String: JSON] = ["PolicyId": .string(policy.id)]
        for member in own.compactMap(\.edit.member) { parameters[member.name] = member.value }
        guard own.contains(where: { $0.edit.member == nil }) else { return parameters }
        var details = policy.details
        for drift in base + own { drift.edit.edit(&details) }
        parameters["PolicyDetails"] = .object(details)
        return parameters
    }

    /// The whole policy, since it is sent back; what DLM counts up by itself is no part of the decision.
    private var basis: JSON {
        let changing: Set<String> = ["DateCreated", "DateModified", "StatusMessage"]
        return [
            "policy": .object((policy.json.object ?? [:]).filter { !changing.contains($0.key) }),
            "held": .object(held.mapValues(JSON.int)),
        ]
    }
}
