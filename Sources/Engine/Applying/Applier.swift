package import AWS
import Desired
import Planning

/// Carries out what a plan allows: checks each object again, sends exactly the plan's calls, and looks until they show.
package struct Applier: Sendable {
    private let comparison: Comparison
    private let views: [String: TargetView]
    /// By target: only those whose account was seen to be the declared one.
    private let writers: [String: AWSWriter]
    private let timing: Timing
    private let verifyTimeout: Duration

    /// Objects that are worked on at once.
    private static let width = 8

    package init(
        comparison: Comparison, views: [TargetView], writers: [String: AWSWriter], timing: Timing,
        verifyTimeout: Duration
    ) {
        self.comparison = comparison
        self.views = Dictionary(views.map { ($0.target.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.writers = writers
        self.timing = timing
        self.verifyTimeout = verifyTimeout
    }

    /// Makes the changes whose permission is `yes`; the others come back as skipped.
    ///
    /// - Parameters:
    ///   - hindered: Changes that must not be made although they are allowed, and why: left out of an approval.
    ///   - finished: Told of each change as it ends.
    package func apply(
        _ changes: [PlannedChange], hindered: [PlannedChange: String] = [:],
        finished: @escaping @Sendable (ChangeResult) -> Void
    ) async -> [ChangeResult] {
        var results: [ChangeResult] = []
        var willing: [PlannedChange] = []
        for planned in changes {
            if planned.change.apply != .yes {
                results.append(
                    ChangeResult(
                        planned, .skipped, reason: Self.reason(planned.change), refusal: planned.change.apply)
                )
            } else if let why = hindered[planned] {
                results.append(ChangeResult(planned, .skipped, reason: why))
            } else {
                willing.append(planned)
            }
        }
        var units = ApplyUnit.units(of: willing)[...]
        await withTaskGroup(of: [ChangeResult].self) { group in
            for unit in units.prefix(Self.width) { group.addTask { await carryOut(unit) } }
            units = units.dropFirst(Self.width)
            while let done = await group.next() {
                done.forEach(finished)
                results += done
                if !Task.isCancelled, let unit = units.popFirst() { group.addTask { await carryOut(unit) } }
            }
        }
        return results.sorted { ($0.address, $0.object, $0.impact) < ($1.address, $1.object, $1.impact) }
    }

    private static func reason(_ change: Change) -> String {
        switch change.apply {
        case .yes: ""
        case .needsAllow: "\(change.impact.rawValue); not allowed"
        case .observe: "mode is observe"
        case .suspended: "suspended"
        case .guard: "a guard stopped it"
        }
    }

    private func carryOut(_ unit: ApplyUnit) async -> [ChangeResult] {
        guard let view = views[unit.target], let writer = writers[unit.target] else {
            return unit.changes.map {
                ChangeResult($0, .skipped, reason: "the account of \(unit.target) is not confirmed")
            }
        }
        let start = timing.elapsed()
        var (ready, results) = await recheck(unit, view)
        if let merged = unit.merged {
            guard !ready.isEmpty else { return results }
            let call = Self.narrowed(merged, to: ready, of: unit)
            results += await make(ready, [call], writer, view, since: start)
            return results
        }
        var isBlocked = false
        for (position, planned) in ready.enumerated() {
            if isBlocked {
                results.append(
                    ChangeResult(
                        planned, .skipped, reason: "an earlier change of this object did not come through"))
                continue
            }
            if position > 0, let hindrance = await hindrance(to: planned, view) {
                results.append(ChangeResult(planned, .skipped, reason: hindrance))
                continue
            }
            let made = await make([planned], planned.change.calls, writer, view, since: start)
            isBlocked = !made.allSatisfy { $0.outcome == .verified || $0.outcome == .pending }
            results += made
        }
        return results
    }

    /// Looks at the unit's objects again: what would be decided otherwise now is left out.
    private func recheck(_ unit: ApplyUnit, _ view: TargetView) async -> ([PlannedChange], [ChangeResult]) {
        let fresh = await look(at: unit.objects, kind: unit.kind, view)
        var ready: [PlannedChange] = []
        var results: [ChangeResult] = []
        let byObject = Dictionary(grouping: unit.changes, by: \.change.object)
        for (_, changes) in byObject.sorted(by: { $0.key < $1.key }) {
            // All changes of an object stand or fall together.
            if changes.allSatisfy({ planned in
                fresh[planned.address]?.changes.contains { $0.isSameDecision(as: planned.change) } ?? false
            }) {
                ready += changes
            } else {
                results += changes.map { ChangeResult($0, .skipped, reason: "precondition-changed") }
            }
        }
        return (ready, results)
    }

    private func look(
        at objects: Set<String>, kind: String, _ view: TargetView
    ) async -> [Address: Assessment] {
        let assessed = await comparison.reassess(
            kind: kind, objects: objects, in: view.afresh(at: timing.now()))
        return Dictionary(
            assessed.map { ($0.resource.address, $0.assessment) }, uniquingKeysWith: { first, _ in first })
    }

    /// The merged call without the objects that dropped out.
    private static func narrowed(_ call: APICall, to ready: [PlannedChange], of unit: ApplyUnit) -> APICall {
        guard let parameter = OperationTable.row(of: call)?.batching?.parameter else { return call }
        var parameters = call.parameters
        parameters[parameter] = JSON(Set(ready.map(\.change.object)).sorted())
        return APICall(call.service, call.operation, parameters)
    }

    private func make(
        _ changes: [PlannedChange], _ calls: [APICall], _ writer: AWSWriter, _ view: TargetView,
        since start: Duration
    ) async -> [ChangeResult] {
        var sent: [APICall] = []
        var failure: AWSError?
        for call in calls {
            sent.append(call)
            do throws(AWSError) {
                _ = try await writer.send(call)
            } catch {
                failure = error
                break
            }
        }
        // A call without an answer may have been carried out, also where its second attempt was refused because
        // the first had made the object busy: one look says so.
        let patience: Duration = failure == nil ? verifyTimeout : .zero
        let outcomes = await watch(changes, view, patience: patience)
        let milliseconds = Int((timing.elapsed() - start) / .milliseconds(1))
        return changes.map { planned in
            if let outcome = outcomes[planned] {
                return ChangeResult(planned, outcome, calls: sent, milliseconds: milliseconds)
            }
            let reason = failure?.description ?? "sent, but not seen within \(verifyTimeout)"
            return ChangeResult(
                planned, failure == nil ? .applied : .failed, calls: sent, reason: reason,
                milliseconds: milliseconds)
        }
    }

    /// Observes until the changes show, or patience ends.
    private func watch(
        _ changes: [PlannedChange], _ view: TargetView, patience: Duration
    ) async -> [PlannedChange: ChangeResult.Outcome] {
        guard let kind = changes.first?.address.kind else { return [:] }
        let start = timing.elapsed()
        var outcomes: [PlannedChange: ChangeResult.Outcome] = [:]
        var pause: Duration = .milliseconds(200)
        while true {
            let missing = changes.filter { outcomes[$0] == nil }
            let fresh = await look(at: Set(missing.map(\.change.object)), kind: kind, view)
            for planned in missing {
                if let assessment = fresh[planned.address], Self.shows(planned.change, in: assessment) {
                    outcomes[planned] = assessment.isPending ? .pending : .verified
                }
            }
            guard outcomes.count < changes.count, timing.elapsed() - start + pause <= patience,
                await pausing(pause)
            else { return outcomes }
            pause = min(pause * 2, .seconds(5))
        }
    }

    /// False where the wait was cut short.
    private func pausing(_ pause: Duration) async -> Bool {
        do {
            try await timing.sleep(pause)
            return !Task.isCancelled
        } catch {
            return false
        }
    }

    /// A change shows when a fresh comparison wants none of its fields changed.
    private static func shows(_ change: Change, in assessment: Assessment) -> Bool {
        guard !assessment.findings.contains(where: \.code.isUnknown) else { return false }
        let paths = Set(change.fields.map(\.path))
        return !assessment.changes.contains { other in
            other.object == change.object && other.fields.contains { paths.contains($0.path) }
        }
    }

    /// What keeps a later change of an object from following an earlier one; nil where nothing does.
    ///
    /// Calls that replace something whole carry live values. They are sent only if they would still be the same now that the
    /// earlier change holds: others would undo it. The next run makes them anew.
    private func hindrance(to planned: PlannedChange, _ view: TargetView) async -> String? {
        guard await becomesReady(planned, view) else { return "busy: it did not become available in time" }
        let fresh = await look(at: [planned.change.object], kind: planned.address.kind, view)
        let isUnchanged = fresh[planned.address]?.changes.contains { other in
            other.object == planned.change.object && other.fields == planned.change.fields
                && other.calls == planned.change.calls && other.impact == planned.change.impact
        }
        return isUnchanged == true ? nil : "precondition-changed"
    }

    private func becomesReady(_ planned: PlannedChange, _ view: TargetView) async -> Bool {
        let start = timing.elapsed()
        var pause: Duration = .milliseconds(500)
        while true {
            let view = view.afresh(at: timing.now())
            if await comparison.isReady(planned.address, object: planned.change.object, in: view) {
                return true
            }
            guard timing.elapsed() - start + pause <= verifyTimeout, await pausing(pause) else {
                return false
            }
            pause = min(pause * 2, .seconds(5))
        }
    }
}
