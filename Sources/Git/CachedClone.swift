import CGit
import FoundationEssentials
import Glibc

/// The bare clone of a URL in the cache folder.
///
/// `NAME` is the clone, `NAME.lock` is held by the process that changes it, `NAME.new` and `NAME.old` are
/// there while it is exchanged. A process that dies releases the lock, and what it left is removed by the
/// next one.
struct CachedClone: Sendable {
    private let fetch: Fetch
    private let folder: String
    private let cacheDirectory: String

    /// - Throws: `invalidURL` where the URL cannot be used.
    init(_ remote: GitSource.Remote) throws(GitError) {
        fetch = try Fetch(remote)
        cacheDirectory = remote.cacheDirectory
        folder = try cacheDirectory + "/" + Self.name(for: fetch.url)
    }

    /// The clone after a fetch; made if it is not there, and made anew if it cannot be fetched into.
    func openUpToDate() throws(GitError) -> OpenRepository {
        try locked { () throws(GitError) in
            guard exists(folder) else { return try cloneAfresh() }
            do throws(GitError) {
                return try fetched()
            } catch  where [.damaged, .noRepository, .unsupportedRepository].contains(error.code) {
                return try cloneAfresh()
            }
        }
    }

    private func fetched() throws(GitError) -> OpenRepository {
        let repository = try OpenRepository(clone: folder, of: fetch.url.shown)
        try fetch.run(into: repository.handle)
        return repository
    }

    /// A new clone in place of one that turned out to be damaged.
    func openAnew() throws(GitError) -> OpenRepository {
        try locked { () throws(GitError) in try cloneAfresh() }
    }

    /// Clones beside the final place and moves the result there, so that no half clone is ever seen.
    private func cloneAfresh() throws(GitError) -> OpenRepository {
        let (new, old) = (folder + ".new", folder + ".old")
        try remove(new)
        try remove(old)
        do throws(GitError) {
            try fetch.run(into: Fetch.emptyRepository(at: new))
        } catch {
            try remove(new)
            throw error
        }
        try move(folder, to: old)
        try move(new, to: folder)
        try remove(old)
        return try OpenRepository(clone: folder, of: fetch.url.shown)
    }

    /// The last part of the path, so that a person finds the clone, and a hash of the URL.
    private static func name(for url: GitURL) throws(GitError) -> String {
        var id = git_oid()
        let key = Array(url.shown.utf8)
        do throws(GitFailure) {
            try Library.start()
            try unsafe check(git_odb_hash(&id, key, key.count, GIT_OBJECT_BLOB))
        } catch {
            throw GitError(
                .cacheFailed, "open", "libgit2 cannot be used: \(error.message).", underlying: error)
        }
        let last = url.path.split(separator: "/").last ?? ""
        let readable = last.utf8.prefix(60).filter { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                || byte == 46
        }
        return unsafe String(decoding: readable, as: UTF8.self) + "-" + ObjectID(&id).text
    }

    /// Runs `body` while no other process changes the clone.
    private func locked(_ body: () throws(GitError) -> OpenRepository) throws(GitError) -> OpenRepository {
        do {
            try FileManager.default.createDirectory(
                atPath: cacheDirectory, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw cacheFailed("\(cacheDirectory) cannot be made: \(error)")
        }
        let path = folder + ".lock"
        let file = unsafe open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw cacheFailed("\(path) cannot be opened: \(lastSystemError())") }
        defer { close(file) }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else { throw cacheFailed("\(path) cannot be locked: \(lastSystemError())") }
        }
        return try body()
    }

    private func remove(_ path: String) throws(GitError) {
        guard exists(path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw cacheFailed("\(path) cannot be removed: \(error)")
        }
    }

    private func move(_ path: String, to other: String) throws(GitError) {
        guard unsafe rename(path, other) == 0 || errno == ENOENT else {
            throw cacheFailed("\(path) cannot be renamed: \(lastSystemError())")
        }
    }

    private func cacheFailed(_ reason: String) -> GitError {
        GitError(
            .cacheFailed, "fetch",
            "The clone of \(fetch.url.shown) cannot be kept: \(reason). Set XDG_CACHE_HOME to a folder "
                + "that can be written."
        )
    }
}
