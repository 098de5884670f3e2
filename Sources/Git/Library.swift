import CGit
import Dispatch
import Synchronization

/// libgit2 as a whole: initialised once a process, its blocking calls kept off Swift's cooperative threads.
enum Library {
    private static let queue = DispatchQueue(label: "git", attributes: .concurrent)
    private static let started: Result<Void, GitFailure> = Result { () throws(GitFailure) in
        try check(git_libgit2_init())
        // Extensions that do not change how objects and references are read: objects that a partial clone
        // left out are reported when they are asked for, and config.worktree holds nothing that is read here.
        let partialClone: StaticString = "partialclone"
        let worktreeConfiguration: StaticString = "worktreeconfig"
        var names: [UnsafePointer<CChar>?] = unsafe [partialClone.cString, worktreeConfiguration.cString]
        try unsafe check(git_set_known_extensions(&names, names.count))
    }
    private static let authorities = Mutex<String?>(nil)

    /// Makes sure that libgit2 is ready; costs nothing after the first time.
    static func start() throws(GitFailure) { try started.get() }

    /// Trusts the certificate authorities in a PEM file, and no others, for all connections from now on.
    static func trust(authoritiesIn file: String) throws(GitFailure) {
        try authorities.withLock { (current) throws(GitFailure) in
            guard current != file else { return }
            try unsafe check(git_set_certificate_authorities(file))
            current = file
        }
    }

    /// Runs blocking work on a thread of its own and waits for it without holding one of Swift's.
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws(GitError) -> Value
    ) async throws(GitError) -> Value {
        let result = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result(catching: body)) }
        }
        return try result.get()
    }
}

extension StaticString {
    /// The text as C takes it; valid for ever.
    var cString: UnsafePointer<CChar> {
        unsafe UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
