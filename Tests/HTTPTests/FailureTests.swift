import HTTP
import Testing

/// A fault on the way is an error of its kind, never an answer.
@Suite struct FailureTests {
    @Test(arguments: [
        ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", HTTPError.Code.cutBody),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", .cutBody),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", .cutBody),
        // curl calls each of these three a success.
        ("HTTP/1.1 200 OK\r\nContent-Le", .connectionReset),
        ("HTTP/1.1 200 OK\r\n", .connectionReset),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX: y\r\n", .connectionReset),
        ("", .connectionReset),
        ("garbage\r\n\r\n", .malformedResponse),
        ("SSH-2.0-OpenSSH_9.2\r\n", .malformedResponse),
    ])
    func brokenAnswer(answer: String, code: HTTPError.Code) async throws {
        let error = try await withServer({ _ in .sendAndClose(Array(answer.utf8)) }) { server, client in
            await failure(client, HTTPRequest(method: "GET", url: server.url))
        }
        #expect(error?.code == code, "\(String(describing: error))")
        #expect(error?.host == "127.0.0.1")
    }

    @Test func reset() async throws {
        let error = try await withServer({ _ in .reset }) { server, client in
            await failure(client, HTTPRequest(method: "GET", url: server.url))
        }
        #expect(error?.code == .connectionReset, "\(String(describing: error))")
    }

    @Test func timeout() async throws {
        let error = try await withServer({ _ in .hang }) { server, client in
            await failure(client, HTTPRequest(method: "GET", url: server.url, timeout: .milliseconds(100)))
        }
        #expect(error?.code == .timeout)
    }

    @Test func refusedConnection() async throws {
        let error = await failure(
            HTTPClient(configuration: .loopback),
            HTTPRequest(method: "GET", url: "http://127.0.0.1:1"))
        #expect(error?.code == .connectionFailed)
    }

    @Test func unresolvedHost() async throws {
        let error = await failure(
            HTTPClient(configuration: .loopback), HTTPRequest(method: "GET", url: "http://a..invalid/"))
        #expect(error?.code == .unresolvedHost, "\(String(describing: error))")
        #expect(error?.host == "a..invalid")
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n" + String(repeating: "x", count: 101),
        "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" + String(repeating: "x", count: 101)
            + "\r\n0\r\n\r\n",
    ])
    func tooLarge(answer: String) async throws {
        let error = try await withServer({ _ in .text(answer) }) { server, client in
            await failure(client, HTTPRequest(method: "GET", url: server.url, maximumResponseBytes: 100))
        }
        #expect(error?.code == .responseTooLarge, "\(String(describing: error))")
    }

    @Test(arguments: [("x", 50_000), (String(repeating: "x", count: 90_000), 4)])
    func tooManyHeaders(value: String, count: Int) async throws {
        let head = "HTTP/1.1 200 OK\r\n" + String(repeating: "H: \(value)\r\n", count: count) + "\r\n"
        let code = try await withServer({ _ in .text(head) }) { server, client in
            await failure(client, HTTPRequest(method: "GET", url: server.url))?.code
        }
        #expect(code == .responseTooLarge)
    }

    @Test func exactlyTheLimitIsAnAnswer() async throws {
        let response = try await withServer({ _ in .ok(String(repeating: "x", count: 100)) }) {
            server, client in
            try await client.send(HTTPRequest(method: "GET", url: server.url, maximumResponseBytes: 100))
        }
        #expect(response.body.count == 100)
    }

    @Test func saysNothingSecret() async throws {
        try await withServer({ _ in .reset }) { server, client in
            let request = HTTPRequest(
                method: "GET", url: server.url + "/p?token=SECRET",
                headers: [HTTPHeader("Authorization", "SECRET")],
                body: Array("SECRET".utf8))
            let error = try #require(await failure(client, request))
            var dumped = ""
            dump(request, to: &dumped)
            #expect(
                !"\(error) \(String(reflecting: error)) \(request) \(String(reflecting: request)) \(dumped)"
                    .contains("SECRET"))
        }
    }
}
