/// Why something asked of a repository could not be done.
///
/// `message` is written for the person at the terminal: what failed, where, and what to do. It never holds a
/// token or a password.
package struct GitError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it is; compare with the constants. The list is open.
    package let code: Code

    /// What was being done: `open`, `fetch`, `resolve`, `list` or `verify`.
    package let operation: String

    /// One or more sentences fit for a user.
    package let message: String

    /// What libgit2 itself said, where it was libgit2 that failed.
    package let underlying: GitFailure?

    package init(_ code: Code, _ operation: String, _ message: String, underlying: GitFailure? = nil) {
        self.code = code
        self.operation = operation
        self.message = message
        self.underlying = underlying
    }

    package var description: String { message }
}

extension GitError {
    /// The kind of a failure. New kinds may come; treat an unknown one as a plain failure.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        package let name: String

        package init(_ name: String) { self.name = name }

        package var description: String { name }

        /// Neither the folder nor one above it is in a repository.
        package static let noRepository = Code("no-repository")
        /// The repository belongs to another user of the machine, who could have put anything into it.
        package static let dubiousOwnership = Code("dubious-ownership")
        /// The repository uses a format that libgit2 does not read.
        package static let unsupportedRepository = Code("unsupported-repository")
        /// The repository has no commit at HEAD yet.
        package static let unbornHead = Code("unborn-head")
        /// No branch, tag or commit has that name.
        package static let unknownRevision = Code("unknown-revision")
        /// More than one object begins with that abbreviated id.
        package static let ambiguousRevision = Code("ambiguous-revision")
        /// The commit lies beyond the history that a shallow checkout has.
        package static let shallow = Code("shallow")
        /// The commit or the disk has no such folder.
        package static let missingFolder = Code("missing-folder")
        /// There is something of that name, and it is not a folder.
        package static let notAFolder = Code("not-a-folder")
        /// The folder holds more entries than a desired state can have.
        package static let tooManyFiles = Code("too-many-files")
        /// A bare repository has no files on disk.
        package static let bareWorkingTree = Code("bare-working-tree")
        /// A file or folder on disk could not be read.
        package static let unreadableFile = Code("unreadable-file")
        /// An object of the repository is missing or cannot be read.
        package static let damaged = Code("damaged")
        /// The URL cannot be used as it is written.
        package static let invalidURL = Code("invalid-url")
        /// The cache folder cannot be written.
        package static let cacheFailed = Code("cache-failed")
        /// A clone or fetch failed for a reason without a code of its own.
        package static let cloneFailed = Code("clone-failed")
        /// The server refused the credentials, or there are none for it.
        package static let authentication = Code("authentication")
        /// The token would have gone to another host than the one it is for.
        package static let hostMismatch = Code("host-mismatch")
        /// The server's certificate or host key is not trusted.
        package static let untrustedServer = Code("untrusted-server")
    }
}
