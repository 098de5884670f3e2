import AWS
import Desired
import Planning

/// One unit on its way: looked at again, sent, looked at until it shows.
struct UnitRun: Sendable {
    let unit: ApplyUnit
    /// Objects that this apply itself has changed before.
    let touched: Set<ApplyUnit.Object>
    let comparison: Comparison
    let view: TargetView
    let writer: AWSWriter
    let timing: Timing
    let verifyTimeout: Duration

    func results() async -> [ChangeResult] {
        let start = timing.elapsed()
        let before = await look(at: unit.objects)
        var (ready, results) = parted(by: before)
        guard unit.merged == nil else {
            if let call = unit.merged(for: ready) {
                results += await make(ready, [call], before: before, since: start)
            }
            return results
        }
        var isBlocked = false
        for (position, planned) in ready.enumerated() {
            if isBlocked {
                results.append(ChangeResult(planned, .skipped, reason: Self.blocked))
            } else if position > 0 || touched.contains(.init(planned)),
                let hindrance = await hindrance(to: planned)
            {
                results.append(ChangeResult(planned, .skipped, reason: hindrance))
            } else {
                let made = await make([planned], planned.change.calls, before: before, since: start)
                isBlocked = !made.allSatisfy(\.isSettled)
                results += made
            }
        }
        return results
    }

    static let blocked = "an earlier change of this object did not come through"

    private func look(at objects: Set<String>) async -> [Address: Assessment] {
        let assessed = await comparison.reassess(
            kind: unit.kind, objects: objects, in: view.afresh(at: timing.now()))
        return Dictionary(
            assessed.map { ($0.resource.address, $0.assessment) }, uniquingKeysWith: { first, _ in first })
    }

    /// What would be decided otherwise now is left out; all changes of an object stand or fall together.
    private func parted(
        by fresh: [Address: Assessment]
    ) -> (ready: [PlannedChange], left: [ChangeResult]) {
        var ready: [PlannedChange] = []
        var left: [ChangeResult] = []
        let byObject = Dictionary(grouping: unit.changes, by: ApplyUnit.Object.init)
        for (object, changes) in byObject.sorted(by: { $0.key < $1.key }) {
            let unseen = changes.lazy.compactMap { fresh[$0.address]?.findings.first { $0.code.isUnknown } }
                .first
            if let unseen {
                let reason = "it could not be looked at again: \(unseen.message)"
                left += changes.map { ChangeResult($0, .failed, reason: reason) }
            } else if changes.allSatisfy({ planned in
                fresh[planned.address]?.changes.contains { other in
                    // What this apply changed before is no longer as it was planned: the work still has to be the same.
                    touched.contains(object)
                        ? other.isSameWork(as: planned.change) : other.isSameDecision(as: planned.change)
                } ?? false
            }) {
                ready += changes
            } else {
                left += changes.map { ChangeResult($0, .skipped, reason: "precondition-changed") }
            }
        }
        return (ready, left)
    }

    /// What keeps a later change of an object from following an earlier one; nil where nothing does.
    ///
    /// Calls that replace something whole carry live values. They are sent only if they would still be the same now that
    /// the earlier change holds: others would undo it. The next run makes them anew.
    private func hindrance(to planned: PlannedChange) async -> String? {
        let start = timing.elapsed()
        var pause: Duration = .milliseconds(500)
        let object = planned.change.object
        while await !comparison.isReady(planned.address, object: object, in: view.afresh(at: timing.now())) {
            guard timing.elapsed() - start + pause <= verifyTimeout, await rests(pause) else {
                return "busy: it did not become available in time"
            }
            pause = min(pause * 2, .seconds(5))
        }
        let fresh = await look(at: [object])
        let isSame = fresh[planned.address]?.changes.contains { $0.isSameWork(as: planned.change) }
        return isSame == true ? nil : "precondition-changed"
    }

    private func make(
        _ changes: [PlannedChange], _ calls: [APICall], before: [Address: Assessment], since start: Duration
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
        let outcomes = await watch(changes, before, patience: patience(after: failure, of: sent.last))
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

    /// A call that failed may have been carried out, also where its second attempt was refused because the first had made
    /// the object busy: one look says so. A create without an answer is looked for as long as one that was accepted, since
    /// the next run would make a second one of what it does not see yet.
    private func patience(after failure: AWSError?, of call: APICall?) -> Duration {
        guard let failure else { return verifyTimeout }
        let isRepeatable = call.flatMap(OperationTable.row)?.isRepeatable ?? true
        return failure.isTransient && !isRepeatable ? verifyTimeout : .zero
    }

    /// Observes until the changes show, or patience ends.
    private func watch(
        _ changes: [PlannedChange], _ before: [Address: Assessment], patience: Duration
    ) async -> [PlannedChange: ChangeResult.Outcome] {
        let start = timing.elapsed()
        var outcomes: [PlannedChange: ChangeResult.Outcome] = [:]
        var pause: Duration = .milliseconds(200)
        while true {
            let missing = changes.filter { outcomes[$0] == nil }
            let fresh = await look(at: Set(missing.map(\.change.object)))
            for planned in missing {
                if let assessment = fresh[planned.address],
                    Self.shows(planned.change, in: assessment, before: before[planned.address])
                {
                    outcomes[planned] = assessment.isPending ? .pending : .verified
                }
            }
            guard outcomes.count < changes.count, timing.elapsed() - start + pause <= patience,
                await rests(pause)
            else { return outcomes }
            pause = min(pause * 2, .seconds(5))
        }
    }

    /// A change shows where its object is there, none of its fields is wanted otherwise any more, and nothing new keeps the
    /// program from wanting it.
    private static func shows(_ change: Change, in fresh: Assessment, before: Assessment?) -> Bool {
        let isThere =
            change.action == .create ? !fresh.objects.isEmpty : fresh.objects.contains(change.object)
        let known = Set(before?.findings.map(\.code) ?? [])
        let isHidden = fresh.findings.contains { finding in
            finding.code.isUnknown
                || !known.contains(finding.code) && (finding.object ?? change.object) == change.object
        }
        guard isThere, !isHidden else { return false }
        let paths = Set(change.fields.map(\.path))
        return !fresh.changes.contains { other in
            other.object == change.object && other.fields.contains { paths.contains($0.path) }
        }
    }

    /// False where the wait was cut short.
    private func rests(_ pause: Duration) async -> Bool {
        do {
            try await timing.sleep(pause)
            return !Task.isCancelled
        } catch {
            return false
        }
    }
}
