package import Planning

/// What a manifest says about itself, with the defaults of its application and of Settings filled in.
package struct Metadata: Sendable, Hashable {
    package enum Mode: String, Sendable, Hashable, Codable, CaseIterable {
        case enforce
        /// Drift is reported, never changed.
        case observe
    }

    /// When an issue that names this resource may be closed.
    package enum CloseRule: String, Sendable, Hashable, Codable, CaseIterable {
        /// In sync, and with a recovery point since.
        case proven
        /// In sync.
        case configured
    }

    package var name: String
    package var application: String?
    package var mode: Mode
    /// The manifest's, else its application's, else the default.
    package var rpo: Period?
    /// The application's, else the default.
    package var rto: Period?
    package var owner: String?
    package var allow: [Allowance]
    package var issues: [IssueReference]
    package var closeWhen: CloseRule
    package var runbook: String?
    package var suspend: Suspension?

    package init(
        name: String, application: String? = nil, mode: Mode = .enforce, rpo: Period? = nil,
        rto: Period? = nil, owner: String? = nil, allow: [Allowance] = [], issues: [IssueReference] = [],
        closeWhen: CloseRule = .proven, runbook: String? = nil, suspend: Suspension? = nil
    ) {
        self.name = name
        self.application = application
        self.mode = mode
        self.rpo = rpo
        self.rto = rto
        self.owner = owner
        self.allow = allow
        self.issues = issues
        self.closeWhen = closeWhen
        self.runbook = runbook
        self.suspend = suspend
    }
}

/// Permission, for a while, to carry out changes of an impact that apply refuses otherwise.
package struct Allowance: Sendable, Hashable {
    package let impact: Impact
    package let until: Deadline
    package let reason: String

    package init(impact: Impact, until: Deadline, reason: String) {
        self.impact = impact
        self.until = until
        self.reason = reason
    }
}

/// Why, by whom and how long a resource is left alone.
package struct Suspension: Sendable, Hashable {
    package let reason: String
    package let owner: String
    package let until: Deadline

    package init(reason: String, owner: String, until: Deadline) {
        self.reason = reason
        self.owner = owner
        self.until = until
    }
}
