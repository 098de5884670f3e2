/// A commit, as far as it matters where a desired state came from.
package struct GitCommit: Sendable, Equatable {
    /// 40 hexadecimal digits.
    package let id: String
    /// What was asked for: `HEAD`, `main`, `v1.2`, `main~1`, ….
    package let reference: String
    /// The branch that HEAD is on, if HEAD was asked for and is on one.
    package let branch: String?
    /// The committer's time in whole seconds since 1970.
    package let committedAt: Int
    /// The whole message; bytes that are not UTF-8 are replaced by U+FFFD.
    package let message: String

    package init(id: String, reference: String, branch: String?, committedAt: Int, message: String) {
        self.id = id
        self.reference = reference
        self.branch = branch
        self.committedAt = committedAt
        self.message = message
    }
}

/// The names that a revision may have in a repository, each list sorted.
package struct GitReferences: Sendable, Equatable {
    /// Local branches and, as `origin/main`, remote ones.
    package let branches: [String]
    package let tags: [String]
}

/// The signature of a commit; nothing about it has been verified.
package struct GitSignature: Sendable, Equatable {
    /// The armoured signature (OpenPGP, SSH or X.509), as the commit holds it.
    package let signature: [UInt8]
    /// The bytes that were signed.
    package let payload: [UInt8]
}
