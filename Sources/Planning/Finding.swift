/// What only a person can mend, or what could not be seen.
package struct Finding: Sendable, Hashable, Codable, Error {
    /// An open set: reconcilers may say more than is listed here.
    package struct Code: RawRepresentable, Sendable, Hashable, Codable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
    }

    package let code: Code
    /// One sentence that says what is the matter, and what follows.
    package let message: String
    /// AWS's id of the object, where it is about one.
    package let object: String?
    /// What a person does about it.
    package var runbook: String?

    package init(_ code: Code, _ message: String, object: String? = nil, runbook: String? = nil) {
        self.code = code
        self.message = message
        self.object = object
        self.runbook = runbook
    }
}

extension Finding.Code {
    // Why something could not be observed.
    package static let denied = Self(rawValue: "denied")
    package static let throttled = Self(rawValue: "throttled")
    package static let unreachable = Self(rawValue: "unreachable")
    package static let unreadable = Self(rawValue: "unreadable")
    package static let wrongAccount = Self(rawValue: "wrong-account")
    package static let noCredentials = Self(rawValue: "no-credentials")
    package static let notRecorded = Self(rawValue: "not-recorded")

    // What was observed and needs a person.
    package static let absent = Self(rawValue: "absent")
    package static let selection = Self(rawValue: "selection")
    package static let conflict = Self(rawValue: "conflict")
    package static let adopt = Self(rawValue: "adopt")
    package static let orphaned = Self(rawValue: "orphaned")
    package static let stale = Self(rawValue: "stale")
    package static let gap = Self(rawValue: "gap")
    package static let tooFew = Self(rawValue: "too-few")
    package static let tooMany = Self(rawValue: "too-many")
    package static let tooSmall = Self(rawValue: "too-small")
    package static let unencrypted = Self(rawValue: "unencrypted")
    package static let policyError = Self(rawValue: "policy-error")
    package static let undeclaredSchedule = Self(rawValue: "undeclared-schedule")
    package static let cannotChange = Self(rawValue: "cannot-change")
    package static let awsBackupOwned = Self(rawValue: "aws-backup-owned")
    package static let busy = Self(rawValue: "busy")
    package static let expired = Self(rawValue: "expired")
    package static let suspensionExpired = Self(rawValue: "suspension-expired")
    package static let tagLimit = Self(rawValue: "tag-limit")
    package static let contested = Self(rawValue: "contested")

    /// True for the codes that mean "could not look".
    package var isUnknown: Bool {
        [.denied, .throttled, .unreachable, .unreadable, .wrongAccount, .noCredentials, .notRecorded]
            .contains(self)
    }
}
