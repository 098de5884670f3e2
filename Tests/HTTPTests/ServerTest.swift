import HTTP

/// Runs a body against a server with a script and a client, and ends both.
func withServer<Result>(
    configuration: HTTPConfiguration = .loopback,
    _ script: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Answer,
    _ body: (LoopbackServer, HTTPClient) async throws -> Result
) async throws -> Result {
    let server = try LoopbackServer(script)
    let client = HTTPClient(configuration: configuration)
    defer {
        client.shutdown()
        server.close()
    }
    return try await body(server, client)
}

extension HTTPConfiguration {
    /// Without the proxies that the environment may name.
    static var loopback: HTTPConfiguration {
        var configuration = HTTPConfiguration()
        configuration.proxy = ""
        return configuration
    }
}

/// The code of the error that a request ends with; nil where it succeeds.
func failure(_ client: HTTPClient, _ request: HTTPRequest) async -> HTTPError? {
    do throws(HTTPError) {
        _ = try await client.send(request)
        return nil
    } catch {
        return error
    }
}
