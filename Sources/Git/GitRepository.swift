import Synchronization

/// A repository that can be asked from anywhere; it answers one question at a time, on a thread of its own.
package final class GitRepository: Sendable {
    /// How the repository is named in messages: its work tree, its bare folder, or the URL without
    /// credentials.
    package let location: String

    private let state: Mutex<State>
    private let clone: CachedClone?

    private init(_ repository: consuming sending OpenRepository, clone: CachedClone?) {
        location = repository.location
        state = Mutex(State(repository: repository))
        self.clone = clone
    }

    /// Opens a repository; a URL is cloned, or fetched if it has been cloned before.
    ///
    /// - Throws: `noRepository`, `dubiousOwnership`, `unsupportedRepository`; for a URL also `invalidURL`,
    ///   `authentication`, `hostMismatch`, `untrustedServer`, `cacheFailed`, `cloneFailed`.
    package static func open(_ source: GitSource) async throws(GitError) -> GitRepository {
        try await Library.run { () throws(GitError) in
            switch source.place {
            case .folder(let path):
                return GitRepository(try OpenRepository(folder: path), clone: nil)
            case .remote(let remote):
                let clone = try CachedClone(remote)
                return GitRepository(try clone.openUpToDate(), clone: clone)
            }
        }
    }

    /// The commit that a revision names, in git's own notation: a branch, a tag, an id or its beginning,
    /// `HEAD`, `main~1`, `origin/main`, ….
    ///
    /// - Throws: `unbornHead`, `unknownRevision`, `ambiguousRevision`, `shallow`, `damaged`.
    package func commit(_ revision: String) async throws(GitError) -> GitCommit {
        try await ask { (repository) throws(GitError) in try repository.commit(revision) }
    }

    /// Every file under a folder of a commit, sorted by path. Names that start with `.` are left out; nothing
    /// beside the folder is read.
    ///
    /// - Parameters:
    ///   - folder: from the repository's root; `.` for the root.
    ///   - maximumSize: files of more bytes are `tooLarge` and not read.
    /// - Throws: `missingFolder`, `notAFolder`, `tooManyFiles`, `shallow`, `damaged`.
    package func files(
        in folder: String, of commit: GitCommit, maximumSize: Int = GitFile.defaultMaximumSize
    ) async throws(GitError) -> [GitFile] {
        try await ask { (repository) throws(GitError) in
            try repository.files(in: folder, of: commit, maximumSize: maximumSize)
        }
    }

    /// Every file under a folder on disk, by the rules of `files(in:of:maximumSize:)`.
    ///
    /// - Throws: `bareWorkingTree`, `missingFolder`, `notAFolder`, `tooManyFiles`, `unreadableFile`.
    package func workingTreeFiles(
        in folder: String, maximumSize: Int = GitFile.defaultMaximumSize
    ) async throws(GitError) -> [GitFile] {
        try await ask { (repository) throws(GitError) in
            try repository.workingTreeFiles(in: folder, maximumSize: maximumSize)
        }
    }

    /// The signature of a commit and what it signs; nil where the commit is not signed. Verifies nothing.
    package func signature(of commit: GitCommit) async throws(GitError) -> GitSignature? {
        try await ask { (repository) throws(GitError) in try repository.signature(of: commit) }
    }

    /// All names of branches and tags.
    package func references() async throws(GitError) -> GitReferences {
        try await ask { (repository) throws(GitError) in try repository.references() }
    }

    /// Where the repository came from, without credentials: the URL it was opened with, else that of its
    /// remote `origin`; nil where it has none.
    package func originURL() async throws(GitError) -> String? {
        if clone != nil { return location }
        return try await ask { (repository) throws(GitError) in try repository.originURL() }
    }

    /// Asks, and where a clone turns out to be damaged, asks a new clone.
    private func ask<Answer: Sendable>(
        _ question: @escaping @Sendable (borrowing OpenRepository) throws(GitError) -> Answer
    ) async throws(GitError) -> Answer {
        try await Library.run { () throws(GitError) in
            try self.state.withLock { (state) throws(GitError) in
                do throws(GitError) {
                    return try state.answer(question)
                } catch  where error.code == .damaged {
                    guard let clone = self.clone else { throw error }
                    // libgit2 shares the packs that are open by their path, so the damaged ones have to go
                    // first.
                    state.repository = nil
                    state.repository = try clone.openAnew()
                    return try state.answer(question)
                }
            }
        }
    }

    private struct State: ~Copyable {
        /// nil only after a damaged clone could not be replaced.
        var repository: OpenRepository?

        func answer<Answer>(
            _ question: (borrowing OpenRepository) throws(GitError) -> Answer
        ) throws(GitError) -> Answer {
            switch repository {
            case .some(let repository): return try question(repository)
            case .none: throw GitError(.damaged, "open", "The clone is damaged and could not be made anew.")
            }
        }
    }
}
