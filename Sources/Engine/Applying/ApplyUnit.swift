import AWS
import Planning

/// The changes that are checked, sent and verified together: all of one AWS object, or one call for many objects.
struct ApplyUnit: Sendable {
    let kind: String
    let target: String
    /// In the order in which they are sent; several on one object, or one on each of many.
    let changes: [PlannedChange]
    /// The one call for all objects; nil where every change sends its own.
    let merged: APICall?

    var objects: Set<String> { Set(changes.map(\.change.object)) }

    /// Groups what a plan allows: by object, and objects that take equal calls but for their ids into one call.
    static func units(of changes: [PlannedChange]) -> [ApplyUnit] {
        var units: [ApplyUnit] = []
        var batches: [Batch: [PlannedChange]] = [:]
        for (key, group) in Dictionary(grouping: changes, by: Object.init).sorted(by: { $0.key < $1.key }) {
            if let batch = Batch(group) {
                batches[batch, default: []] += group
            } else {
                units.append(ApplyUnit(kind: key.kind, target: key.target, changes: group, merged: nil))
            }
        }
        for (batch, changes) in batches { units += batch.units(changes) }
        return units.sorted { $0.order < $1.order }
    }

    private var order: (String, String, String) { (target, kind, changes.first?.change.object ?? "") }

    /// The merged call without the objects that dropped out; nil where none is left, or there is none.
    func merged(for ready: [PlannedChange]) -> APICall? {
        guard let merged, !ready.isEmpty, let batching = OperationTable.row(of: merged)?.batching else {
            return nil
        }
        var parameters = merged.parameters
        parameters[batching.parameter] = JSON(Set(ready.map(\.change.object)).sorted())
        return APICall(merged.service, merged.operation, parameters)
    }

    /// One AWS object, as far as this program tells them apart.
    struct Object: Hashable, Comparable {
        let target: String
        let kind: String
        let object: String

        init(_ planned: PlannedChange) {
            target = planned.address.target
            kind = planned.address.kind
            object = planned.change.object
        }

        init(_ result: ChangeResult) {
            target = result.target
            kind = result.kind
            object = result.object
        }

        static func < (left: Object, right: Object) -> Bool {
            (left.target, left.kind, left.object) < (right.target, right.kind, right.object)
        }
    }

    /// What calls have in common that differ in one list of ids.
    private struct Batch: Hashable {
        let target: String
        let kind: String
        let call: APICall
        let parameter: String
        let limit: Int

        /// Nil where the object's changes send anything but one and the same batchable call for this object alone.
        init?(_ changes: [PlannedChange]) {
            guard let first = changes.first, let call = first.change.calls.first,
                let batching = OperationTable.row(of: call)?.batching,
                call.parameters[batching.parameter] == [.string(first.change.object)],
                changes.allSatisfy({ $0.change.calls == [call] })
            else { return nil }
            target = first.address.target
            kind = first.address.kind
            parameter = batching.parameter
            limit = batching.limit
            self.call = APICall(
                call.service, call.operation, call.parameters.filter { $0.key != batching.parameter })
        }

        func units(_ changes: [PlannedChange]) -> [ApplyUnit] {
            let byObject = Dictionary(grouping: changes, by: \.change.object).sorted { $0.key < $1.key }
            return stride(from: 0, to: byObject.count, by: limit).map { start in
                let part = byObject[start..<min(start + limit, byObject.count)]
                var parameters = call.parameters
                parameters[parameter] = JSON(part.map(\.key))
                return ApplyUnit(
                    kind: kind, target: target, changes: part.flatMap(\.value),
                    merged: APICall(call.service, call.operation, parameters))
            }
        }
    }
}
