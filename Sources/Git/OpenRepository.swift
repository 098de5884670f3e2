import CGit
import Glibc

/// A repository that is open in libgit2: the synchronous side, used by one thread at a time.
struct OpenRepository: ~Copyable {
    let handle: Handle

    /// How the repository is named in messages: its work tree, its bare folder, or the URL it was cloned
    /// from.
    let location: String

    /// Opens the repository that holds `folder`.
    init(folder: String) throws(GitError) {
        handle = try Self.open(folder)
        let pointer = unsafe handle.pointer
        let path = unsafe git_repository_workdir(pointer) ?? git_repository_path(pointer)
        location = unsafe path.map { unsafe String(cString: $0).withoutTrailingSlash } ?? folder
    }

    /// Opens the bare clone of a URL in the cache.
    init(clone folder: String, of location: String) throws(GitError) {
        handle = try Self.open(folder, flags: GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue)
        self.location = location
    }

    private static func open(_ folder: String, flags: UInt32 = 0) throws(GitError) -> Handle {
        do throws(GitFailure) {
            try Library.start()
            let repository = try unsafe Handle(freedBy: git_repository_free) {
                unsafe git_repository_open_ext($0, folder, flags, nil)
            }
            try LooseObjectGuard.install(in: repository)
            return repository
        } catch {
            throw .cannotOpen(folder, error)
        }
    }

    /// The folder of the files on disk, with a trailing slash; nil for a bare repository.
    var workTree: String? {
        unsafe git_repository_workdir(handle.pointer).map { unsafe String(cString: $0) }
    }

    /// Whether only the newest part of the history is there.
    var isShallow: Bool { unsafe git_repository_is_shallow(handle.pointer) == 1 }

    /// The URL of the remote `origin` without credentials; nil where there is no such remote.
    func originURL() throws(GitError) -> String? {
        do throws(GitFailure) {
            let configuration = try unsafe Handle(freedBy: git_config_free) {
                unsafe git_repository_config_snapshot($0, handle.pointer)
            }
            var value: UnsafePointer<CChar>?
            try unsafe check(git_config_get_string(&value, configuration.pointer, "remote.origin.url"))
            guard let value = unsafe value else { return nil }
            let text = unsafe String(cString: value)
            return GitURL(text)?.shown ?? text
        } catch  where error.has(GIT_ENOTFOUND) || error.has(GIT_EINVALIDSPEC) {
            return nil
        } catch {
            throw GitError(
                .noRepository, "open", "The configuration of \(location) cannot be read: \(error.message).",
                underlying: error)
        }
    }

    /// What a failed read of an object means.
    func unreadable(_ what: String, _ failure: GitFailure) -> GitError {
        if isShallow, failure.has(GIT_ENOTFOUND), failure.isOf(GIT_ERROR_ODB) {
            return GitError(
                .shallow, "resolve",
                "\(what) lies beyond the history that the shallow checkout \(location) has. "
                    + "Run `git fetch --unshallow` there, or set GIT_DEPTH: 0 for the CI job.",
                underlying: failure)
        }
        return GitError(
            .damaged, "read",
            "\(what) cannot be read from \(location): \(failure.message). "
                + "`git fsck` tells what is missing or damaged; a fresh clone mends it.",
            underlying: failure)
    }
}

extension GitError {
    /// What it means that `folder` cannot be opened as a repository.
    static func cannotOpen(_ folder: String, _ failure: GitFailure) -> GitError {
        // libgit2 1.5 says "not found" of its own setting where no safe.directory is configured at all.
        let isMissingSetting =
            failure.has(GIT_ENOTFOUND) && failure.isOf(GIT_ERROR_CONFIG)
            && failure.message.contains("safe.directory")
        if failure.has(GIT_EOWNER) || isMissingSetting {
            let root = repositoryRoot(of: folder)
            return GitError(
                .dubiousOwnership, "open",
                "The repository \(root) belongs to another user of this machine, so it is not read. If "
                    + "you trust "
                    + "what is in it, run: git config --global --add safe.directory \(root.quotedForShell)",
                underlying: failure)
        }
        if failure.has(GIT_ENOTFOUND) {
            return GitError(
                .noRepository, "open",
                exists(folder)
                    ? "There is no Git repository in \(folder) or above it. Name one with --repo PATH or URL."
                    : "There is no folder \(folder). Name a repository with --repo PATH or URL.",
                underlying: failure)
        }
        return GitError(
            .unsupportedRepository, "open", "The repository \(folder) cannot be opened: \(failure.message).",
            underlying: failure)
    }

    /// The folder that git and libgit2 look up under `safe.directory`: the work tree, or else the bare
    /// repository.
    private static func repositoryRoot(of folder: String) -> String {
        guard let resolved = unsafe realpath(folder, nil) else { return folder }
        defer { unsafe free(resolved) }
        let start = unsafe String(cString: resolved)
        var candidate = start[...]
        while !candidate.isEmpty {
            if exists(candidate + "/.git") { return String(candidate) }
            if exists(candidate + "/HEAD"), exists(candidate + "/objects") {
                return candidate.hasSuffix("/.git") ? String(candidate.dropLast(5)) : String(candidate)
            }
            candidate = candidate[..<(candidate.lastIndex(of: "/") ?? candidate.startIndex)]
        }
        return start
    }
}

extension String {
    fileprivate var withoutTrailingSlash: String { count > 1 && hasSuffix("/") ? String(dropLast()) : self }

    /// As one word of a shell command.
    fileprivate var quotedForShell: String {
        let isPlain = utf8.allSatisfy { byte in
            byte >= 0x80 || Character(UnicodeScalar(byte)).isLetter
                || "0123456789/._-+@,:".utf8.contains(byte)
        }
        return isPlain
            ? self
            : "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
