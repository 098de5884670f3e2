/// The address of a remote repository, taken apart as `git` does it.
struct GitURL: Sendable, Equatable {
    /// `https`, `http`, `ssh` or `file`; `ssh` for the short form `git@host:path`.
    let scheme: String
    let user: String?
    let hasPassword: Bool
    /// Lower case, without the port; an IPv6 address without its brackets; empty for `file`.
    let host: String
    /// nil where the scheme's own port is meant.
    let port: Int?
    let path: String
    /// As it was written.
    let text: String

    /// nil where `text` is not a URL but a path on this machine.
    init?(_ text: String) {
        self.text = text
        if let separator = text.firstRange(of: "://") {
            scheme = text[..<separator.lowerBound].lowercased()
            let rest = text[separator.upperBound...]
            let slash = rest.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? rest.endIndex
            let authority = Authority(rest[..<slash])
            (user, hasPassword, host) = (authority.user, authority.hasPassword, authority.host)
            port = authority.port == Self.defaultPorts[scheme] ? nil : authority.port
            path = String(rest[slash...])
            return
        }
        // git's rule: it is host:path unless a slash comes before the first colon.
        guard let colon = text.firstIndex(of: ":"), !text[..<colon].contains("/"), colon > text.startIndex
        else { return nil }
        scheme = "ssh"
        port = nil
        let rest = text[text.index(after: colon)...]
        let firstPart = rest.prefix { $0 != "/" }
        if let at = firstPart.lastIndex(of: "@") {
            // user:password@host:path
            user = String(text[..<colon])
            hasPassword = true
            host = rest[rest.index(after: at)...].prefix { $0 != ":" && $0 != "/" }.lowercased()
            path = ""
        } else {
            let authority = Authority(text[..<colon])
            (user, hasPassword, host) = (authority.user, authority.hasPassword, authority.host)
            path = String(rest)
        }
    }

    /// The host, with the port where it is not the scheme's own.
    var hostAndPort: String { port.map { "\(host):\($0)" } ?? host }

    /// How the URL may be shown: no password, no query, a user only for ssh, where it is no secret.
    var shown: String {
        let cleanPath = path.prefix { $0 != "?" && $0 != "#" }
        let name = scheme == "ssh" ? user.map { "\($0)@" } ?? "" : ""
        if !text.contains("://") { return "\(name)\(host):\(cleanPath)" }
        return "\(scheme)://\(name)\(host.contains(":") ? "[\(host)]" : host)"
            + (port.map { ":\($0)" } ?? "") + cleanPath
    }

    /// `text` without the user information of the URLs in it.
    static func withoutCredentials(in text: String) -> String {
        var result = ""
        var rest = text[...]
        while let separator = rest.firstRange(of: "://") {
            result += rest[..<separator.upperBound]
            rest = rest[separator.upperBound...]
            let authority = rest.prefix { !"/ '\"\n".contains($0) }
            if let at = authority.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        }
        return result + rest
    }

    private static let defaultPorts = ["https": 443, "http": 80, "ssh": 22]
}

/// `user:password@host:port`
private struct Authority {
    var user: String?
    var hasPassword = false
    var host = ""
    var port: Int?

    init(_ text: Substring) {
        var rest = text
        if let at = rest.lastIndex(of: "@") {
            let information = rest[..<at].split(
                separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = information.first.map(String.init)
            hasPassword = information.count > 1
            rest = rest[rest.index(after: at)...]
        }
        if rest.first == "[", let bracket = rest.firstIndex(of: "]") {
            host = rest[rest.index(after: rest.startIndex)..<bracket].lowercased()
            rest = rest[rest.index(after: bracket)...].drop { $0 == ":" }
            port = Int(rest)
        } else {
            let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = parts.first?.lowercased() ?? ""
            port = parts.count > 1 ? Int(parts[1]) : nil
        }
    }
}
