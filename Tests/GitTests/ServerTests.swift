import Foundation
import Testing

@testable import Git

/// What servers answer that do not give the repository.
struct ServerTests {
    private let cache = FileManager.default.temporaryDirectory.appendingPathComponent(
        "git-\(UUID().uuidString)"
    ).path

    private func opening(_ answer: String...) async throws -> (error: GitError?, server: LoopbackServer) {
        let server = try LoopbackServer(answer: answer)
        defer {
            server.stop()
            try? FileManager.default.removeItem(atPath: cache)
        }
        let source = GitSource(
            url: "http://127.0.0.1:\(server.port)/a.git",
            credentials: [GitCredentials(host: "git.example.com", username: "oauth2", token: "sEcReT")],
            cacheDirectory: cache)
        let error = await failure { () throws(GitError) in try await GitRepository.open(source) }
        #expect(!server.requests.isEmpty)
        #expect(!server.requests.joined().contains("Authorization"))
        return (error, server)
    }

    @Test func `a redirect to another host is refused, and both are named`() async throws {
        let (error, server) = try await opening(
            "HTTP/1.1 301 Moved Permanently",
            "Location: https://evil.example/a.git/info/refs?service=git-upload-pack")
        #expect(error?.code == .hostMismatch)
        #expect(error?.message.contains("127.0.0.1:\(server.port)") == true)
        #expect(error?.message.contains("evil.example") == true)
    }

    @Test func `asked for credentials that are for another host, nothing is sent`() async throws {
        let (error, server) = try await opening(
            "HTTP/1.1 401 Unauthorized", "WWW-Authenticate: Basic realm=\"git\"")
        #expect(error?.code == .authentication)
        #expect(error?.message.contains("only for git.example.com") == true)
        #expect(server.requests.count == 1)
    }

    @Test(arguments: ["404 Not Found", "500 Internal Server Error", "200 OK"])
    func `anything but a repository is a failed clone`(status: String) async throws {
        let (error, _) = try await opening("HTTP/1.1 \(status)", "Content-Type: text/html")
        #expect(error?.code == .cloneFailed)
    }
}
