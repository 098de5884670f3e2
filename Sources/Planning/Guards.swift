/// Limits on how much one apply may change, so that a mistake stays small.
package struct Guards: Sendable, Hashable {
    /// More changes than this stop everything.
    package let maxChanges: Int
    /// Of the AWS objects of one kind and target, where there are more than `smallSelection`; nil = no such limit.
    package let maxChangePercent: Int?

    /// Selections up to this size have no percentage.
    package static let smallSelection = 10

    package init(maxChanges: Int = 25, maxChangePercent: Int? = 50) {
        self.maxChanges = maxChanges
        self.maxChangePercent = maxChangePercent
    }

    /// AWS objects of one kind in one target.
    package struct Selection: Sendable, Hashable {
        package let kind: String
        package let target: String
        /// All that manifests mean.
        package let objects: Set<String>
        /// Those that would be changed.
        package let changed: Set<String>

        package init(kind: String, target: String, objects: Set<String>, changed: Set<String>) {
            self.kind = kind
            self.target = target
            self.objects = objects
            self.changed = changed
        }
    }

    /// Why an apply of so many changes must not start; nil where it may.
    ///
    /// - Parameter selections: Those with changes; made only where their number alone is no objection.
    package func objection(to changes: Int, selections: @autoclosure () -> [Selection]) -> String? {
        if changes > maxChanges {
            return "\(changes) changes would be made; the limit is \(maxChanges)"
        }
        guard let maxChangePercent, changes > 0 else { return nil }
        for selection in selections() where selection.objects.count > Self.smallSelection {
            let (changed, all) = (selection.changed.count, selection.objects.count)
            if changed * 100 > all * maxChangePercent {
                return
                    "\(changed) of the \(all) objects of \(selection.kind) in \(selection.target) would be "
                    + "changed; the limit is \(maxChangePercent) %"
            }
        }
        return nil
    }
}
