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
    /// Whatever strengthens comes first, of all kinds. What weakens follows, and of kinds that others rely on last and only
    /// where all that relies on them came through: a policy gives up a tag after its volumes have another.
    ///
    /// - Parameters:
    ///   - hindered: Changes that must not be made although they are allowed, and why: left out of an approval.
    ///   - finished: Told of each change as it ends, but for those that are refused.
    package func apply(
        _ changes: [PlannedChange], hindered: [PlannedChange: String] = [:],
        finished: @escaping @Sendable (ChangeResult) -> Void
    ) async -> [ChangeResult] {
        var results = changes.compactMap { planned in
            planned.change.apply == .yes
                ? hindered[planned].map { ChangeResult(planned, .skipped, reason: $0) }
                : ChangeResult(refused: planned)
        }
        results.filter { $0.refusal == nil }.forEach(finished)
        let willing = changes.filter { $0.change.apply == .yes && hindered[$0] == nil }
        var touched: Set<ApplyUnit.Object> = []
        for step in steps(willing) {
            let (free, held) = parted(step, after: results, touched)
            held.forEach(finished)
            results += held
            results += await carryOut(ApplyUnit.units(of: free), touched: touched, finished)
            touched.formUnion(step.map(ApplyUnit.Object.init))
        }
        return results.sorted { ($0.address, $0.object, $0.impact) < ($1.address, $1.object, $1.impact) }
    }

    private func steps(_ changes: [PlannedChange]) -> [[PlannedChange]] {
        let reliedOn = Set(comparison.reconcilers.flatMap { type(of: $0).reliesOn })
        let helping = changes.filter { $0.change.impact.isAllowedByDefault }
        let others = changes.filter { !$0.change.impact.isAllowedByDefault }
        return [
            helping, others.filter { !reliedOn.contains($0.address.kind) },
            others.filter { reliedOn.contains($0.address.kind) },
        ]
    }

    /// Parts what may go from what builds on a change that did not come through, or would pull the ground from under it.
    private func parted(
        _ step: [PlannedChange], after results: [ChangeResult], _ touched: Set<ApplyUnit.Object>
    ) -> (free: [PlannedChange], held: [ChangeResult]) {
        // What people have set aside, by mode or suspension, holds nothing up.
        let open = results.filter { !$0.isSettled && ($0.refusal == nil || $0.refusal == .needsAllow) }
        var free: [PlannedChange] = []
        var held: [ChangeResult] = []
        for planned in step {
            let object = ApplyUnit.Object(planned)
            let relying = comparison.reconcilers.map { type(of: $0) }
                .filter { $0.reliesOn.contains(planned.address.kind) }.map { $0.kind }
            if touched.contains(object), open.contains(where: { object == .init($0) && $0.refusal == nil }) {
                held.append(ChangeResult(planned, .skipped, reason: UnitRun.blocked))
            } else if !planned.change.impact.isAllowedByDefault,
                let other = open.first(where: {
                    $0.target == planned.address.target && relying.contains($0.kind)
                })
            {
                let reason = "\(other.address) relies on it, and its change did not come through"
                held.append(ChangeResult(planned, .skipped, reason: reason))
            } else {
                free.append(planned)
            }
        }
        return (free, held)
    }

    private func carryOut(
        _ units: [ApplyUnit], touched: Set<ApplyUnit.Object>, _ finished: @Sendable (ChangeResult) -> Void
    ) async -> [ChangeResult] {
        var waiting = units[...]
        var results: [ChangeResult] = []
        await withTaskGroup(of: [ChangeResult].self) { group in
            for unit in waiting.prefix(Self.width) { group.addTask { await carryOut(unit, touched) } }
            waiting = waiting.dropFirst(Self.width)
            while let done = await group.next() {
                done.forEach(finished)
                results += done
                if !Task.isCancelled, let unit = waiting.popFirst() {
                    group.addTask { await carryOut(unit, touched) }
                }
            }
        }
        let interrupted = waiting.flatMap { unit in
            unit.changes.map { ChangeResult($0, .skipped, reason: Self.interrupted) }
        }
        interrupted.forEach(finished)
        return results + interrupted
    }

    private static let interrupted = "interrupted"

    private func carryOut(_ unit: ApplyUnit, _ touched: Set<ApplyUnit.Object>) async -> [ChangeResult] {
        guard !Task.isCancelled else {
            return unit.changes.map { ChangeResult($0, .skipped, reason: Self.interrupted) }
        }
        guard let view = views[unit.target], let writer = writers[unit.target] else {
            return unit.changes.map {
                ChangeResult($0, .skipped, reason: "the account of \(unit.target) is not confirmed")
            }
        }
        let kind = comparison.reconcilers.map { type(of: $0) }.first { $0.kind == unit.kind }
        let run = UnitRun(
            unit: unit, touched: touched, comparison: comparison, view: view,
            writer: writer.limited(to: kind?.operations.writes ?? []), timing: timing,
            verifyTimeout: verifyTimeout)
        return await run.results()
    }
}
