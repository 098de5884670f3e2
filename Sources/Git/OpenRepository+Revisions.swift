import CGit

extension OpenRepository {
    /// The commit that `revision` names: a branch, a tag, an id or the beginning of one, `HEAD`, `main~1`, ….
    func commit(_ revision: String) throws(GitError) -> GitCommit {
        let found: Handle
        do throws(GitFailure) {
            let object = try unsafe Handle(freedBy: git_object_free) {
                unsafe git_revparse_single($0, handle.pointer, revision)
            }
            found = try unsafe Handle(freedBy: git_object_free) {
                unsafe git_object_peel($0, object.pointer, GIT_OBJECT_COMMIT)
            }
        } catch {
            throw try unresolved(revision, error)
        }
        let commit = unsafe found.pointer
        let message = unsafe git_commit_message_raw(commit).map { unsafe String(cString: $0) }
        return GitCommit(
            id: unsafe ObjectID(git_commit_id(commit)).text,
            reference: revision,
            branch: revision == "HEAD" || revision == "@" ? try headBranch() : nil,
            committedAt: unsafe Int(git_commit_time(commit)),
            message: message ?? "")
    }

    /// The short name of the branch that HEAD is on; nil where it is on none.
    private func headBranch() throws(GitError) -> String? {
        do throws(GitFailure) {
            guard try unsafe check(git_repository_head_detached(handle.pointer)) == 0 else { return nil }
            let head = try unsafe Handle(freedBy: git_reference_free) {
                unsafe git_repository_head($0, handle.pointer)
            }
            guard unsafe git_reference_is_branch(head.pointer) == 1 else { return nil }
            return unsafe git_reference_shorthand(head.pointer).map { unsafe String(cString: $0) }
        } catch {
            throw unreadable("HEAD", error)
        }
    }

    /// All names of branches and tags.
    func references() throws(GitError) -> GitReferences {
        var branches: [String] = []
        var tags: [String] = []
        var list = unsafe git_strarray()
        defer { unsafe git_strarray_dispose(&list) }
        do throws(GitFailure) {
            try unsafe check(git_reference_list(&list, handle.pointer))
        } catch {
            throw unreadable("The list of branches and tags", error)
        }
        for index in unsafe 0..<list.count {
            guard let text = unsafe list.strings[index] else { continue }
            let name = unsafe String(cString: text)
            if name.hasPrefix("refs/heads/") {
                branches.append(String(name.dropFirst(11)))
            } else if name.hasPrefix("refs/remotes/"), !name.hasSuffix("/HEAD") {
                branches.append(String(name.dropFirst(13)))
            } else if name.hasPrefix("refs/tags/") {
                tags.append(String(name.dropFirst(10)))
            }
        }
        return GitReferences(branches: branches.sorted(), tags: tags.sorted())
    }

    /// Why `revision` could not be resolved.
    private func unresolved(_ revision: String, _ failure: GitFailure) throws(GitError) -> GitError {
        if failure.has(GIT_EAMBIGUOUS) {
            return GitError(
                .ambiguousRevision, "resolve",
                "More than one object of \(location) begins with \(revision). Give more digits.",
                underlying: failure)
        }
        let isAboutObjects = [GIT_ERROR_ODB, GIT_ERROR_ZLIB, GIT_ERROR_OBJECT].contains { failure.isOf($0) }
        if failure.has(GIT_EMISMATCH)
            || isAboutObjects && !failure.has(GIT_EINVALIDSPEC) && !failure.has(GIT_EPEEL)
        {
            return unreadable("The commit \(revision)", failure)
        }
        let known = try references()
        if known.branches.isEmpty, known.tags.isEmpty, unsafe git_repository_head_unborn(handle.pointer) == 1
        {
            return GitError(
                .unbornHead, "resolve",
                "The repository \(location) has no commit yet. Commit the desired state first.",
                underlying: failure)
        }
        if revision == "HEAD" || revision == "@", unsafe git_repository_head_unborn(handle.pointer) == 1 {
            return GitError(
                .unbornHead, "resolve",
                "HEAD of \(location) is on a branch without a commit. Name one with --ref. \(known.summary)",
                underlying: failure)
        }
        let depth =
            isShallow
            ? " The checkout is shallow: `git fetch --unshallow`, or GIT_DEPTH: 0 for the CI job, "
                + "brings the rest."
            : ""
        return GitError(
            .unknownRevision, "resolve",
            "There is no branch, tag or commit \(revision) in \(location). "
                + "\(known.advice(for: revision))\(depth)",
            underlying: failure)
    }
}

extension GitReferences {
    /// What there is instead of `revision`.
    func advice(for revision: String) -> String {
        if let remote = branches.first(where: { $0.hasSuffix("/" + revision) }) {
            return "There is a branch \(remote)."
        }
        return summary
    }

    /// The names that there are, the first of them where they are many.
    var summary: String {
        let parts = [Self.phrase("Branches", branches), Self.phrase("Tags", tags)].compactMap { $0 }
        return parts.joined(separator: " ")
    }

    private static func phrase(_ title: String, _ names: [String]) -> String? {
        guard !names.isEmpty else { return nil }
        let shown = names.prefix(8).joined(separator: ", ")
        return "\(title) there: \(shown)" + (names.count > 8 ? " and \(names.count - 8) more." : ".")
    }
}
