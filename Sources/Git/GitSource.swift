/// Where a repository is: a folder of this machine, or a URL that is cloned into a cache.
package struct GitSource: Sendable, CustomStringConvertible, CustomReflectable {
    enum Place: Sendable {
        case folder(String)
        case remote(Remote)
    }

    /// A URL, and what is needed to clone it.
    struct Remote: Sendable {
        let url: String
        let credentials: [GitCredentials]
        let cacheDirectory: String
        let certificateAuthorities: String?
    }

    let place: Place

    /// A work tree or any folder in it, or a bare repository.
    package init(path: String) {
        place = .folder(path)
    }

    /// A repository to be cloned bare, or fetched if an earlier run has cloned it.
    ///
    /// - Parameters:
    ///   - url: `https://`, `http://`, `ssh://`, `file://` or `user@host:path`, without credentials.
    ///   - credentials: tokens; at most the one whose host is the URL's is sent, over https alone.
    ///   - cacheDirectory: the folder that holds the clones; made where it is missing.
    ///   - certificateAuthorities: a PEM file to trust in place of the system's. It holds for the whole
    ///     process.
    package init(
        url: String, credentials: [GitCredentials], cacheDirectory: String,
        certificateAuthorities: String? = nil
    ) {
        place = .remote(
            Remote(
                url: url, credentials: credentials, cacheDirectory: cacheDirectory,
                certificateAuthorities: certificateAuthorities))
    }

    /// Whether `text` is a URL, by git's own rule, and not a path: `a/b:c` and `./b:c` are paths.
    package static func isURL(_ text: String) -> Bool { GitURL(text) != nil }

    /// The folder for clones: `$XDG_CACHE_HOME/reconcile`, else `$HOME/.cache/reconcile`; nil if neither is
    /// set.
    ///
    /// A relative `XDG_CACHE_HOME` is ignored, as its specification demands.
    package static func cacheDirectory(environment: [String: String]) -> String? {
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") { return cache + "/reconcile" }
        if let home = environment["HOME"], !home.isEmpty { return home + "/.cache/reconcile" }
        return nil
    }

    /// The host of a URL, with `:port` where it is not the scheme's own; nil for a path or a `file` URL.
    package static func host(of url: String) -> String? {
        guard let url = GitURL(url), !url.host.isEmpty else { return nil }
        return url.hostAndPort
    }

    /// The path, or the URL without credentials.
    package var description: String {
        switch place {
        case .folder(let path): path
        case .remote(let remote): GitURL(remote.url)?.shown ?? remote.url
        }
    }

    package var customMirror: Mirror { Mirror(self, children: ["location": description]) }
}
