import Foundation
import Testing

@testable import Git

struct CredentialTests {
    private let token = GitCredentials(host: "Git.example.com", username: "oauth2", token: "sEcReT")

    private func answer(
        to server: String, from source: String? = nil, attempt: Int = 1
    ) throws -> CredentialAnswer {
        CredentialAnswer(
            server: try #require(GitURL(server)), source: try #require(GitURL(source ?? server)),
            credentials: [token], attempt: attempt)
    }

    private func refusal(_ answer: CredentialAnswer) -> GitError? {
        if case .refuse(let error) = answer { error } else { nil }
    }

    @Test(
        arguments: ["https://git.example.com/a.git", "https://GIT.example.com:443/a.git"])
    func `the token goes to its host over https`(url: String) throws {
        guard case .token(let found) = try answer(to: url) else {
            Issue.record("no token")
            return
        }
        #expect(found.token == "sEcReT")
        #expect(found.username == "oauth2")
    }

    @Test(
        arguments: [
            "https://git.example.com.evil.org/a.git", "https://example.com/a.git",
            "https://git.example.com:8443/a.git", "https://git.example.com@evil.org/a.git",
        ])
    func `another host gets nothing`(url: String) throws {
        #expect(try refusal(answer(to: url))?.code == .authentication)
    }

    @Test func `after a redirect both hosts are named and nothing is sent`() throws {
        let error = try #require(
            refusal(
                try answer(to: "https://evil.org/a.git", from: "https://git.example.com/a.git")))
        #expect(error.code == .hostMismatch)
        #expect(error.message.contains("git.example.com"))
        #expect(error.message.contains("evil.org"))
    }

    @Test func `asked a second time, the token was wrong`() throws {
        let error = try #require(refusal(try answer(to: "https://git.example.com/a.git", attempt: 2)))
        #expect(error.code == .authentication)
        #expect(!error.message.contains("sEcReT"))
    }

    @Test func `the token never goes over http`() async throws {
        #expect(try refusal(answer(to: "http://git.example.com/a.git"))?.code == .invalidURL)
        let source = GitSource(
            url: "http://git.example.com/a.git", credentials: [token], cacheDirectory: "/proc/none")
        let error = await failure { () throws(GitError) in try await GitRepository.open(source) }
        #expect(error?.code == .invalidURL)
        #expect(error?.message.contains("Use https://") == true)
    }

    @Test func `over ssh the agent answers once, for the user that the URL names`() throws {
        guard case .agent("git") = try answer(to: "git@git.example.com:a.git") else {
            Issue.record("no agent")
            return
        }
        #expect(try refusal(answer(to: "git@git.example.com:a.git", attempt: 2))?.code == .authentication)
        let nobody = try refusal(answer(to: "ssh://git.example.com/a.git"))
        #expect(nobody?.message.contains("ssh://git@git.example.com/") == true)
    }

    @Test(
        arguments: [
            "https://ada:sEcReT@example.com/a.git", "https://sEcReT@example.com/a.git",
            "http://:sEcReT@example.com/a.git", "ssh://ada:sEcReT@example.com/a.git",
            "ada:sEcReT@example.com:a.git",
            "https://example.com/a.git?private_token=sEcReT", "https://example.com/a.git#sEcReT",
            "ftp://ada:sEcReT@example.com/a.git", "git://example.com/a.git", "https://example.com",
            "https:///",
        ])
    func `a URL with credentials, or of another kind, is refused and not repeated`(url: String) async throws {
        let source = GitSource(url: url, credentials: [], cacheDirectory: "/proc/none")
        let error = try #require(
            await failure { () throws(GitError) in try await GitRepository.open(source) })
        #expect(error.code == .invalidURL)
        var dumped = ""
        dump(source, to: &dumped)
        for text in ["\(error)", String(reflecting: error), "\(source)", String(reflecting: source), dumped] {
            #expect(!text.contains("sEcReT"))
        }
    }

    @Test func `a token is in no description`() {
        var dumped = ""
        dump(token, to: &dumped)
        dump(CredentialAnswer.token(token), to: &dumped)
        for text in ["\(token)", String(reflecting: token), "\(CredentialAnswer.token(token))", dumped] {
            #expect(!text.contains("sEcReT"))
            #expect(text.contains("git.example.com"))
        }
    }

    @Test func `libgit2's own words lose what looks like credentials`() {
        let failure = GitFailure(
            code: -1, category: 0, message: "no 'https://a:b@c/d' and ssh://e@f/g@h, see http://x/y@z")
        #expect(failure.message == "no 'https://c/d' and ssh://f/g@h, see http://x/y@z")
    }

    @Test(
        arguments: [
            ("https://h/p", true), ("file:///p", true), ("git@h:p", true), ("h:p", true), ("./h:p", false),
            ("/h:p", false), ("h/p", false), (".", false), ("", false), (":p", false), ("C/x:y", false),
        ])
    func `a URL is told from a path by git's rule`(text: String, isURL: Bool) {
        #expect(GitSource.isURL(text) == isURL)
    }

    @Test(
        arguments: [
            ("https://H.example:8443/g/p.git", "h.example:8443"), ("https://h:443/p", "h"),
            ("ssh://git@h:22/p", "h"),
            ("git@H:p", "h"), ("https://[::1]:8443/p", "::1:8443"), ("file:///p", nil), ("/p", nil),
        ])
    func `the host of a URL`(url: String, host: String?) {
        #expect(GitSource.host(of: url) == host)
    }

    @Test(
        arguments: [
            (["XDG_CACHE_HOME": "/c", "HOME": "/h"], "/c/reconcile"),
            (["XDG_CACHE_HOME": "c", "HOME": "/h"], "/h/.cache/reconcile"),
            (["HOME": "/h"], "/h/.cache/reconcile"),
            ([:], nil),
        ])
    func `the cache is where the environment says`(environment: [String: String], folder: String?) {
        #expect(GitSource.cacheDirectory(environment: environment) == folder)
    }
}
