package import Desired
package import Planning

/// Keeps one kind of manifest true: says what is, compares it with what is desired, and gives the calls that remove
/// the difference. It sends nothing itself but reads; the engine applies.
package protocol Reconciler<Spec, Live>: Kind {
    /// All that a comparison reads of what was observed for one manifest.
    associatedtype Live: Sendable & Equatable

    /// Every operation it may read with, and the fixed list that its changes may hold.
    static var operations: Operations { get }

    /// Kinds whose objects this one counts on: VolumeBackup on SnapshotPolicy.
    static var reliesOn: [String] { get }

    /// What other kinds may ask of a manifest by its name: a SnapshotPolicy's target tags.
    func facts(_ spec: Spec) -> [String: JSON]

    /// The listings of a whole target that answer `observe` for these manifests later, without AWS.
    func inventory(_ items: [Item<Spec>]) -> [any Listing]

    /// Looks at all manifests of the kind in one target, with the fewest calls.
    ///
    /// - Parameter scope: What else is declared, and which objects are meant.
    /// - Returns: One answer an item, in the order of the items.
    func observe(_ items: [Item<Spec>], in view: TargetView, scope: Scope) async -> [Observed<Live>]

    /// Compares. Pure, total, deterministic: no I/O, no clock, no environment.
    ///
    /// - Parameter live: nil where AWS positively has no such object. What could not be seen never comes here.
    func diff(_ item: Item<Spec>, _ live: Live?, facts: Facts, at instant: Instant) -> Assessment

    /// Whether AWS takes another change of the object now. Asked between two changes of one object.
    func isReady(_ live: Live, object: String) -> Bool
}

extension Reconciler {
    package static var reliesOn: [String] { [] }
    package func facts(_ spec: Spec) -> [String: JSON] { [:] }
    package func isReady(_ live: Live, object: String) -> Bool { true }
}

/// The operations of a reconciler, as rows of the operation table: `ec2:CreateTags`.
package struct Operations: Sendable, Hashable {
    package let reads: [String]
    package let writes: [String]

    package init(reads: [String], writes: [String] = []) {
        self.reads = reads
        self.writes = writes
    }
}

/// What is asked of an observation beyond its items.
package struct Scope: Sendable {
    package let facts: Facts
    /// Only these AWS objects are meant, where a few are looked at again; nil = all that the items select.
    package let objects: Set<String>?
    /// The repository's project, by which created objects are known as ours.
    package let repository: String?

    package init(facts: Facts, objects: Set<String>? = nil, repository: String? = nil) {
        self.facts = facts
        self.objects = objects
        self.repository = repository
    }
}

/// What manifests of one target say that other kinds may ask for.
package struct Facts: Sendable {
    private var values: [String: [String: JSON]] = [:]

    package init() {}

    package subscript(kind: String, name: String) -> [String: JSON]? {
        get { values["\(kind)/\(name)"] }
        set { values["\(kind)/\(name)"] = newValue }
    }
}

/// What is known of an AWS object. That it is not there and that it could not be looked at are two things.
package enum Observed<Live: Sendable & Equatable>: Sendable, Equatable {
    case known(Live)
    /// The service positively said so.
    case absent
    /// Why it could not be seen.
    case unknown(Finding)
}
