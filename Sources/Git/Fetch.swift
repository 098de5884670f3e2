import CGit

/// Brings the branches and tags of a URL into a bare repository.
struct Fetch: Sendable {
    let url: GitURL
    private let credentials: [GitCredentials]
    private let certificateAuthorities: String?

    /// - Throws: `invalidURL` for a URL that cannot be used as it is written.
    init(_ remote: GitSource.Remote) throws(GitError) {
        guard let url = GitURL(remote.url) else {
            throw GitError(.invalidURL, "fetch", "\(remote.url) is not a URL.")
        }
        let isWeb = url.scheme == "https" || url.scheme == "http"
        guard !url.hasPassword, !(isWeb && url.user != nil) else {
            throw GitError(
                .invalidURL, "fetch",
                "The URL of \(url.hostAndPort) holds credentials, which would end up in files and logs. "
                    + "Take them out, and set RECONCILE_GIT_TOKEN.")
        }
        guard isWeb || url.scheme == "ssh" || url.scheme == "file" else {
            throw GitError(
                .invalidURL, "fetch",
                "\(url.shown) begins with \(url.scheme)://. Use https://, ssh://, file:// or user@host:path.")
        }
        guard !url.path.contains(where: { $0 == "?" || $0 == "#" }), url.path != "", url.path != "/" else {
            throw GitError(.invalidURL, "fetch", "\(url.shown) is not the URL of a repository.")
        }
        if url.scheme == "http", remote.credentials.contains(where: { $0.host == url.hostAndPort }) {
            throw .plainText(url)
        }
        self.url = url
        credentials = remote.credentials
        certificateAuthorities = remote.certificateAuthorities
    }

    /// Makes an empty bare repository for a clone. Nothing of the URL is written to its configuration.
    static func emptyRepository(at path: String) throws(GitError) -> Handle {
        do throws(GitFailure) {
            try Library.start()
            return try unsafe Handle(freedBy: git_repository_free) { unsafe git_repository_init($0, path, 1) }
        } catch {
            throw GitError(
                .cacheFailed, "fetch", "A repository cannot be made in \(path): \(error.message).",
                underlying: error)
        }
    }

    /// Fetches all branches and tags, forced, and removes those that are gone; HEAD follows the remote's.
    ///
    /// - Throws: `damaged` where the connection stood and the repository could not take what came.
    func run(into repository: borrowing Handle) throws(GitError) {
        try trustAuthorities()
        let conversation = Conversation(with: url, credentials: credentials)
        var isConnected = false
        do throws(GitFailure) {
            let remote = try remote(of: repository)
            try connect(remote, conversation)
            isConnected = true
            try download(remote, conversation)
            try followHead(of: remote, in: repository)
        } catch {
            throw conversation.refusal ?? explained(error, isConnected: isConnected)
        }
    }

    private func trustAuthorities() throws(GitError) {
        guard let file = certificateAuthorities else { return }
        do throws(GitFailure) {
            try Library.trust(authoritiesIn: file)
        } catch {
            throw GitError(
                .untrustedServer, "fetch",
                "The certificate authorities in \(file) cannot be used: \(error.message).", underlying: error)
        }
    }

    /// A remote without a name and a place in the configuration.
    ///
    /// `url.insteadOf` of the user's configuration is not applied: the URL that is named is the one that is
    /// asked, and libgit2 1.5 leaks 20 KB for each entry of the configuration that it compares.
    private func remote(of repository: borrowing Handle) throws(GitFailure) -> Handle {
        var options = unsafe git_remote_create_options()
        try unsafe check(git_remote_create_options_init(&options, UInt32(GIT_REMOTE_CREATE_OPTIONS_VERSION)))
        unsafe options.repository = repository.pointer
        unsafe options.flags =
            GIT_REMOTE_CREATE_SKIP_INSTEADOF.rawValue | GIT_REMOTE_CREATE_SKIP_DEFAULT_FETCHSPEC.rawValue
        return try unsafe Handle(freedBy: git_remote_free) {
            unsafe git_remote_create_with_opts($0, url.text, &options)
        }
    }

    private func connect(_ remote: borrowing Handle, _ conversation: Conversation) throws(GitFailure) {
        var options = unsafe git_remote_connect_options()
        try unsafe check(
            git_remote_connect_options_init(&options, UInt32(GIT_REMOTE_CONNECT_OPTIONS_VERSION)))
        unsafe conversation.answer(&options.callbacks)
        unsafe options.follow_redirects = GIT_REMOTE_REDIRECT_NONE
        unsafe options.proxy_opts.type = GIT_PROXY_AUTO
        let result = unsafe git_remote_connect_ext(remote.pointer, GIT_DIRECTION_FETCH, &options)
        try check(result)
    }

    private func download(_ remote: borrowing Handle, _ conversation: Conversation) throws(GitFailure) {
        var options = unsafe git_fetch_options()
        try unsafe check(git_fetch_options_init(&options, UInt32(GIT_FETCH_OPTIONS_VERSION)))
        unsafe conversation.answer(&options.callbacks)
        unsafe options.follow_redirects = GIT_REMOTE_REDIRECT_NONE
        unsafe options.proxy_opts.type = GIT_PROXY_AUTO
        unsafe options.prune = GIT_FETCH_PRUNE
        unsafe options.update_fetchhead = 0
        unsafe options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE
        let heads: StaticString = "+refs/heads/*:refs/heads/*"
        let tags: StaticString = "+refs/tags/*:refs/tags/*"
        var names: [UnsafeMutablePointer<CChar>?] = unsafe [
            UnsafeMutablePointer(mutating: heads.cString), UnsafeMutablePointer(mutating: tags.cString),
        ]
        let result = unsafe names.withUnsafeMutableBufferPointer { names in
            var specifications = unsafe git_strarray(strings: names.baseAddress, count: names.count)
            return unsafe git_remote_fetch(remote.pointer, &specifications, &options, nil)
        }
        try check(result)
    }

    /// Puts HEAD on the branch that the remote's HEAD is on, and where that is on none, on one that does not
    /// exist.
    private func followHead(of remote: borrowing Handle, in repository: borrowing Handle) throws(GitFailure) {
        var name = unsafe git_buf()
        defer { unsafe git_buf_dispose(&name) }
        let found = unsafe git_remote_default_branch(&name, remote.pointer)
        if found == GIT_ENOTFOUND.rawValue {
            try unsafe check(git_repository_set_head(repository.pointer, "refs/heads/HEAD"))
        } else {
            try check(found)
            try unsafe check(git_repository_set_head(repository.pointer, name.ptr))
        }
    }

    /// What it means that libgit2 could not clone or fetch.
    private func explained(_ failure: GitFailure, isConnected: Bool) -> GitError {
        let isTransport = [GIT_ERROR_NET, GIT_ERROR_HTTP, GIT_ERROR_SSL, GIT_ERROR_SSH].contains {
            failure.isOf($0)
        }
        if failure.message.hasPrefix("cannot redirect from") {
            let names = failure.message.split(separator: "'", omittingEmptySubsequences: false)
            return .otherHost(
                url.hostAndPort, names.count > 3 ? String(names[3]) : "another", underlying: failure)
        }
        if failure.has(GIT_EAUTH) {
            return GitError(
                .authentication, "fetch",
                "\(url.hostAndPort) does not let \(url.shown) be read: \(failure.message).",
                underlying: failure)
        }
        if failure.has(GIT_ECERTIFICATE) {
            let advice =
                url.scheme == "ssh"
                ? "Add its key to ~/.ssh/known_hosts (ssh-keyscan \(url.host)) after comparing the "
                    + "fingerprint."
                : "The usual authorities come with the package ca-certificates; name another's file in "
                    + "CI_SERVER_TLS_CA_FILE."
            return GitError(
                .untrustedServer, "fetch", "\(url.hostAndPort) is not trusted: \(failure.message). \(advice)",
                underlying: failure)
        }
        if url.scheme == "file", !isConnected {
            let opened = GitError.cannotOpen(url.path, failure)
            if opened.code == .dubiousOwnership { return opened }
        }
        return GitError(
            isConnected && !isTransport ? .damaged : .cloneFailed, "fetch",
            "\(url.shown) cannot be fetched: \(failure.message).", underlying: failure)
    }
}
