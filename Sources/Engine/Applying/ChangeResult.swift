package import Planning

/// What became of one change.
package struct ChangeResult: Sendable, Hashable, Codable {
    package enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
        /// Sent, and seen to hold.
        case verified
        /// Accepted; AWS does it later.
        case pending
        /// Sent, and not seen in time.
        case applied
        case failed
        case skipped
    }

    package let kind: String
    package let name: String
    package let target: String
    package let object: String
    package let fields: [FieldChange]
    package let impact: Impact
    /// As sent; empty where nothing was.
    package let calls: [APICall]
    package let outcome: Outcome
    /// Why it is not verified.
    package let reason: String?
    /// Why a skipped one was left out, where it was refused rather than hindered.
    package let refusal: Permission?
    /// From the first call to the last look.
    package let milliseconds: Int

    package init(
        _ planned: PlannedChange, _ outcome: Outcome, calls: [APICall] = [], reason: String? = nil,
        refusal: Permission? = nil, milliseconds: Int = 0
    ) {
        kind = planned.address.kind
        name = planned.address.name
        target = planned.address.target
        object = planned.change.object
        fields = planned.change.fields
        impact = planned.change.impact
        self.calls = calls
        self.outcome = outcome
        self.reason = reason
        self.refusal = refusal
        self.milliseconds = milliseconds
    }

    /// One that apply must not make.
    init(refused planned: PlannedChange) {
        let reason =
            switch planned.change.apply {
            case .yes, .needsAllow: "\(planned.change.impact.rawValue); not allowed"
            case .observe: "mode is observe"
            case .suspended: "suspended"
            case .guard: "held back: a limit, or no account declared"
            }
        self.init(planned, .skipped, reason: reason, refusal: planned.change.apply)
    }

    /// True where nothing is left to do, or AWS does it.
    package var isSettled: Bool { outcome == .verified || outcome == .pending }

    package var address: Address { Address(kind: kind, name: name, target: target) }
}

/// A change with the resource it belongs to.
package struct PlannedChange: Sendable, Hashable {
    package let address: Address
    package let change: Change

    package init(_ address: Address, _ change: Change) {
        self.address = address
        self.change = change
    }
}
