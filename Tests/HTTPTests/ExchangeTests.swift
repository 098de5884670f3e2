import HTTP
import Testing

@Suite struct ExchangeTests {
    @Test func bringsStatusHeadersAndBody() async throws {
        let answer = "HTTP/1.1 418 No\r\nX-One: a\r\nx-one:  b \r\nEmpty:\r\nContent-Length: 5\r\n\r\nhello"
        let response = try await withServer({ _ in .text(answer) }) { server, client in
            try await client.send(HTTPRequest(method: "GET", url: server.url + "/path"))
        }
        #expect(response.status == 418)
        #expect(response.headers["X-ONE"] == "a")
        #expect(response.headers.values("x-one") == ["a", "b"])
        #expect(response.headers["empty"] == "")
        #expect(response.headers["absent"] == nil)
        #expect(response.body == Array("hello".utf8))
    }

    @Test func forgetsInterimAnswers() async throws {
        let answer = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        let response = try await withServer({ _ in .text(answer) }) { server, client in
            try await client.send(HTTPRequest(method: "GET", url: server.url))
        }
        #expect(response.status == 200)
        #expect(response.headers.fields == [HTTPHeader("Content-Length", "0")])
    }

    @Test func repairsTextThatIsNotUTF8() async throws {
        let bytes =
            Array("HTTP/1.1 200 OK\r\nX: caf".utf8) + [0xE9] + Array("\r\nContent-Length: 0\r\n\r\n".utf8)
        let response = try await withServer({ _ in .send(bytes) }) { server, client in
            try await client.send(HTTPRequest(method: "GET", url: server.url))
        }
        #expect(response.headers["X"] == "caf\u{FFFD}")
    }

    @Test func joinsChunks() async throws {
        let answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        let response = try await withServer({ _ in .text(answer) }) { server, client in
            try await client.send(HTTPRequest(method: "GET", url: server.url))
        }
        #expect(response.body == Array("abcde".utf8))
    }

    @Test(arguments: [
        ("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n", 200),
        ("GET", "HTTP/1.1 204 No Content\r\n\r\n", 204),
        ("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 12\r\n\r\n", 304),
    ])
    func knowsAnswersWithoutBody(method: String, answer: String, status: Int) async throws {
        let response = try await withServer({ _ in .text(answer) }) { server, client in
            try await client.send(HTTPRequest(method: method, url: server.url))
        }
        #expect(response.status == status)
        #expect(response.body == [])
    }

    @Test func doesNotFollowRedirects() async throws {
        try await withServer({ request in
            .text("HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1/elsewhere\r\nContent-Length: 0\r\n\r\n")
        }) { server, client in
            let response = try await client.send(HTTPRequest(method: "GET", url: server.url))
            #expect(response.status == 301)
            #expect(response.headers["location"] == "http://127.0.0.1/elsewhere")
            #expect(server.requests.count == 1)
        }
    }

    @Test func bringsLargeBodies() async throws {
        let block = [UInt8](0...250)
        var body: [UInt8] = []
        for _ in 0..<80_000 { body += block }
        let head = Array("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n".utf8)
        let answer = head + body
        let response = try await withServer({ _ in .send(answer) }) { server, client in
            try await client.send(HTTPRequest(method: "GET", url: server.url))
        }
        #expect(response.body == body)
    }
}
