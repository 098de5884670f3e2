/// A token and the one host it may be sent to.
///
/// It is sent over https alone, only when the host asks for it, and is never written to disk.
package struct GitCredentials: Sendable {
    /// The host's name, with `:port` where it is not 443.
    package let host: String
    /// `oauth2` for a GitLab access token, `gitlab-ci-token` for a job token.
    package let username: String
    /// Never shown.
    package let token: String

    package init(host: String, username: String, token: String) {
        let host = host.lowercased()
        self.host = host.hasSuffix(":443") ? String(host.dropLast(4)) : host
        self.username = username
        self.token = token
    }
}

extension GitCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(username) at \(host) (token not shown)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["host": host, "username": username]) }
}

/// What to answer when a server asks who is there. A pure decision; nothing is sent here.
enum CredentialAnswer: Sendable {
    case token(GitCredentials)
    /// A key of the running SSH agent, for that user.
    case agent(user: String)
    case refuse(GitError)

    /// - Parameters:
    ///   - server: the URL that asks: after a redirect not the one that was given.
    ///   - source: the URL that the user gave.
    ///   - credentials: all that there are.
    ///   - attempt: 1 when this connection asks for the first time.
    init(server: GitURL, source: GitURL, credentials: [GitCredentials], attempt: Int) {
        let operation = "fetch"
        if server.scheme == "ssh" {
            self = Self.overSSH(server: server, attempt: attempt)
        } else if server.hostAndPort != source.hostAndPort {
            self = .refuse(.otherHost(source.hostAndPort, server.hostAndPort))
        } else if let found = credentials.first(where: { $0.host == server.hostAndPort }) {
            if server.scheme != "https" {
                self = .refuse(.plainText(source))
            } else if attempt > 1 {
                self = .refuse(
                    GitError(
                        .authentication, operation,
                        "\(found.host) refused the token of \(found.username). "
                            + "Is it still valid, and may it read \(source.shown)?"))
            } else {
                self = .token(found)
            }
        } else {
            let others = credentials.map(\.host).sorted().joined(separator: ", ")
            self = .refuse(
                GitError(
                    .authentication, operation,
                    "\(server.hostAndPort) asks for credentials to read \(source.shown), and there are "
                        + "none for it"
                        + (others.isEmpty ? "" : " (only for \(others))") + ". Set RECONCILE_GIT_TOKEN."))
        }
    }

    private static func overSSH(server: GitURL, attempt: Int) -> CredentialAnswer {
        guard let user = server.user else {
            return .refuse(
                GitError(
                    .authentication, "fetch",
                    "\(server.shown) names no user. Write ssh://git@\(server.hostAndPort)/… if the user "
                        + "is git."
                ))
        }
        guard attempt == 1 else {
            return .refuse(
                GitError(
                    .authentication, "fetch",
                    "\(server.hostAndPort) took none of the SSH agent's keys for user \(user). "
                        + "`ssh-add -l` lists them."))
        }
        return .agent(user: user)
    }
}

extension GitError {
    /// The token is for one host, and another one asks for it.
    static func otherHost(_ named: String, _ other: String, underlying: GitFailure? = nil) -> GitError {
        GitError(
            .hostMismatch, "fetch",
            "\(named) sends the request on to \(other), another host. A token for \(named) is not sent "
                + "to \(other). "
                + "If \(other) is right, name it in --repo.",
            underlying: underlying)
    }

    /// A token would be readable on its way.
    static func plainText(_ url: GitURL) -> GitError {
        GitError(
            .invalidURL, "fetch",
            "\(url.shown) is not encrypted, so the token for \(url.hostAndPort) is not sent there. Use "
                + "https://."
        )
    }
}
