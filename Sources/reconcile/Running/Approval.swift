import Engine
import FoundationEssentials
import Planning

/// A plan file that somebody has agreed to. It says what may be done; what is done comes from a plan made afresh.
struct Approval: Sendable {
    private let plan: Plan
    private let path: String
    private let approved: [Address: [Change]]

    init(path: String) throws(CommandFailure) {
        let bytes: [UInt8]?
        do { bytes = try Surroundings.contents(of: path) } catch {
            throw CommandFailure(.usage, "\(path) cannot be read: \(error).")
        }
        guard let bytes else { throw CommandFailure(.usage, "there is no plan file \(path).") }
        do {
            plan = try JSONDecoder().decode(Plan.self, from: Data(bytes))
        } catch {
            throw CommandFailure(
                .usage, "\(path) is not a plan document; `reconcile plan --out FILE` writes one.")
        }
        guard plan.formatVersion == Plan.formatVersion else {
            throw CommandFailure(
                .usage,
                "\(path) has formatVersion \(plan.formatVersion); this version reads \(Plan.formatVersion).")
        }
        self.path = path
        approved = Dictionary(
            plan.resources.map { ($0.address, $0.changes) }, uniquingKeysWith: { first, more in first + more }
        )
    }

    /// Refuses a plan of other desired state than the one that is applied.
    func check(_ origin: Plan.Desired) throws(CommandFailure) {
        if plan.desired.dirty {
            throw CommandFailure(
                .refused,
                "\(path) was made from files that are not committed; it approves nothing. Nothing was sent.")
        }
        if origin.dirty {
            throw CommandFailure(
                .refused, "A plan file approves a commit, not --working-tree. Nothing was sent.")
        }
        guard plan.desired.commit == origin.commit else {
            throw CommandFailure(
                .refused,
                "\(path) is a plan of commit \(plan.desired.commit.prefix(7)); --ref \(origin.ref) is "
                    + "\(origin.commit.prefix(7)). Plan again. Nothing was sent.")
        }
        guard Self.folder(plan.desired.path) == Self.folder(origin.path) else {
            throw CommandFailure(
                .refused,
                "\(path) is a plan of the folder \(plan.desired.path), not of \(origin.path). Nothing was sent."
            )
        }
    }

    private static func folder(_ path: String) -> [Substring] {
        path.split(separator: "/").filter { $0 != "." }
    }

    /// Which of the fresh changes were not approved as they are now.
    func hindered(_ changes: [PlannedChange]) -> [PlannedChange: String] {
        var hindered: [PlannedChange: String] = [:]
        for planned in changes where !approves(planned) { hindered[planned] = "precondition-changed" }
        return hindered
    }

    func approves(_ planned: PlannedChange) -> Bool {
        approved[planned.address]?.contains { $0.isSameDecision(as: planned.change) } ?? false
    }

    /// What was approved and is no longer what would be done, although something still is to be done there. Where nothing is
    /// left to do, the approval is fulfilled.
    func vanished(_ changes: [PlannedChange], in fresh: Plan) -> [ChangeResult] {
        let open = Dictionary(grouping: changes, by: \.address)
        let states = Dictionary(
            fresh.resources.map { ($0.address, $0.state) }, uniquingKeysWith: { first, _ in first })
        return plan.resources.flatMap { resource in
            resource.changes.compactMap { change -> ChangeResult? in
                let planned = PlannedChange(resource.address, change)
                // Outside of this run's filters nothing is said; where nothing is left to do, the approval is fulfilled.
                guard change.apply == .yes, let state = states[resource.address],
                    state != .inSync, state != .pending,
                    !(open[resource.address] ?? []).contains(where: { $0.change.object == change.object })
                else { return nil }
                return ChangeResult(planned, .skipped, reason: "precondition-changed")
            }
        }
    }
}
