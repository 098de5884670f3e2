import HTTP
import Testing

/// What goes out on the wire.
@Suite struct RequestTests {
    private func sent(_ change: (inout HTTPRequest) -> Void) async throws -> LoopbackServer.Request {
        try await withServer({ _ in .ok() }) { server, client in
            var request = HTTPRequest(method: "GET", url: server.url)
            change(&request)
            _ = try await client.send(request)
            return try #require(server.requests.first)
        }
    }

    @Test(arguments: [
        "/a/../b/./c//d", "/a%20b/c%2Bd/%C3%A9~x%3Ay%3D1%2A%282%29.dump", "/?list-type=2&prefix=a%2F",
        "/?encryption",
        "/tags/arn%3Aaws%3Adlm%3Aus-east-1%3A1%3Apolicy%2Fpolicy-0a",
    ])
    func targetIsUntouched(target: String) async throws {
        let request = try await sent { $0.url += target }
        #expect(request.requestLine == "GET \(target) HTTP/1.1")
    }

    @Test(arguments: ["POST", "PUT", "PATCH"])
    func emptyBodyHasALength(method: String) async throws {
        let request = try await sent { $0.method = method }
        #expect(request.requestLine.hasPrefix(method + " "))
        #expect(request.header("Content-Length") == "0")
        #expect(request.header("Content-Type") == nil)
    }

    @Test(arguments: ["GET", "DELETE", "HEAD"])
    func noBodyHasNoLength(method: String) async throws {
        let request = try await sent { $0.method = method }
        #expect(request.requestLine.hasPrefix(method + " "))
        #expect(request.header("Content-Length") == nil)
    }

    @Test(arguments: ["POST", "PUT", "PATCH", "DELETE"], [1, 3_000_000])
    func bodyGoesOutWhole(method: String, size: Int) async throws {
        let body = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
        let request = try await sent { request in
            request.method = method
            request.body = body
        }
        #expect(request.body == body)
        #expect(request.header("Content-Type") == nil)
        #expect(request.header("Expect") == nil)
        #expect(request.header("Accept-Encoding") == nil)
    }

    @Test func headersGoOutAsGiven() async throws {
        let request = try await sent { request in
            request.method = "POST"
            request.headers = [
                HTTPHeader("X-B", "2"), HTTPHeader("Content-Type", "application/json"),
                HTTPHeader("x-a", "1  1"),
                HTTPHeader("X-Empty", ""), HTTPHeader("User-Agent", "mine"),
            ]
        }
        let own = request.headers.filter { !$0.hasPrefix("Host:") && !$0.hasPrefix("Accept:") }
        let given = ["X-B: 2", "Content-Type: application/json", "x-a: 1  1", "X-Empty:"]
        #expect(own.filter(given.contains) == given)
        #expect(request.headers.filter { $0.hasPrefix("User-Agent") } == ["User-Agent: mine"])
    }

    @Test func nothingStaysFromTheLastRequest() async throws {
        try await withServer({ _ in .ok() }) { server, client in
            _ = try await client.send(
                HTTPRequest(
                    method: "PUT", url: server.url, headers: [HTTPHeader("X-Old", "1")], body: [1, 2, 3]))
            _ = try await client.send(HTTPRequest(method: "GET", url: server.url))
            let last = try #require(server.requests.last)
            #expect(last.requestLine == "GET / HTTP/1.1")
            #expect(last.body == [])
            #expect(last.header("X-Old") == nil)
        }
    }

    @Test(arguments: [
        HTTPRequest(method: "GET", url: "http://h/", headers: [HTTPHeader("A", "b\r\nX: y")]),
        HTTPRequest(method: "GET", url: "http://h/", headers: [HTTPHeader("A", "b\0")]),
        HTTPRequest(method: "GET", url: "http://h/", headers: [HTTPHeader("A\r\nB", "c")]),
        HTTPRequest(method: "GET", url: "http://h/", headers: [HTTPHeader("A:", "c")]),
        HTTPRequest(method: "GET", url: "http://h/", headers: [HTTPHeader("", "c")]),
        HTTPRequest(method: "GET", url: "http://h/", headers: [HTTPHeader("content-length", "5")]),
        HTTPRequest(method: "GET / HTTP/1.1\r\nX:", url: "http://h/"),
        HTTPRequest(method: "", url: "http://h/"),
        HTTPRequest(method: "HEAD", url: "http://h/", body: [1]),
    ])
    func refusesWhatWouldSmuggle(request: HTTPRequest) async throws {
        #expect(await failure(HTTPClient(), request)?.code == .malformedRequest)
    }

    @Test(arguments: [
        "", "host/path", "ftp://host/", "file:///etc/passwd", "http://", "http:///x", "http://user:pw@host/",
        "http://h\r\nX/",
        "http://h/a b", "http://h/é", "http://h/\0", "http://h:0/", "http://h:99999/", "http://h:+80/",
        "http://h:x/",
        "http://h\\@evil/", "http://h/#f", "http://[::1/", "http://[]/", "HTTP://h/",
    ])
    func refusesURL(url: String) async throws {
        #expect(await failure(HTTPClient(), HTTPRequest(method: "GET", url: url))?.code == .malformedURL)
    }

    @Test(arguments: [
        ("https://h", "h", "/", nil), ("https://h:443/", "h", "/", nil), ("http://h:443/", "h:443", "/", nil),
        ("http://h:80?q", "h", "/", "q"),
        ("http://[fe80::1]:8080/a/?b=c?d", "[fe80::1]:8080", "/a/", "b=c?d"),
        ("https://b.s3.us-east-1.amazonaws.com/k?", "b.s3.us-east-1.amazonaws.com", "/k", ""),
    ])
    func readsURL(text: String, authority: String, path: String, query: String?) throws {
        let url = try #require(RequestURL(text))
        #expect(url.authority == authority)
        #expect(url.path == path)
        #expect(url.query == query)
    }
}
