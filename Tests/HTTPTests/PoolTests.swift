import HTTP
import Testing

/// Many requests, one pool of connections, and how it ends.
@Suite struct PoolTests {
    @Test func oneConnectionServesRequestAfterRequest() async throws {
        try await withServer({ _ in .ok("x") }) { server, client in
            for _ in 0..<20 {
                _ = try await client.send(HTTPRequest(method: "GET", url: server.url))
            }
            #expect(server.connectionCount == 1)
            #expect(server.requests.count == 20)
        }
    }

    @Test func thousandRequestsShareSixteenConnections() async throws {
        try await withServer({ request in .ok(String(request.requestLine.split(separator: " ")[1])) }) {
            server, client in
            let wrong = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<1000 {
                    group.addTask {
                        let request = HTTPRequest(method: "GET", url: "\(server.url)/\(number)")
                        return try await client.send(request).body != Array("/\(number)".utf8)
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(wrong == 0)
            #expect(server.requests.count == 1000)
            #expect(server.connectionCount <= 16)
        }
    }

    /// curl repeats a request whose reused connection dies unanswered; a create must be able to say no.
    @Test(arguments: [true, false])
    func secondSendOnADeadConnection(reuses: Bool) async throws {
        try await withServer({ request in
            request.requestLine.contains("/create") ? .sendAndClose([]) : .ok()
        }) { server, client in
            _ = try await client.send(HTTPRequest(method: "GET", url: server.url))
            let create = HTTPRequest(method: "POST", url: server.url + "/create", reusesConnection: reuses)
            #expect(await failure(client, create)?.code == .connectionReset)
            #expect(server.requests.count { $0.requestLine.contains("/create") } == (reuses ? 2 : 1))
        }
    }

    @Test func cancellationEndsTheTransfer() async throws {
        try await withServer({ _ in .hang }) { server, client in
            let task = Task { await failure(client, HTTPRequest(method: "GET", url: server.url)) }
            var arrivals = server.arrivals.makeAsyncIterator()
            _ = await arrivals.next()
            task.cancel()
            #expect(await task.value?.code == .cancelled)
        }
    }

    @Test func cancelledTaskSendsNothing() async throws {
        try await withServer({ _ in .hang }) { server, client in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await failure(client, HTTPRequest(method: "GET", url: server.url))
            }
            #expect(await task.value?.code == .cancelled)
        }
    }

    @Test func cancellationReachesThoseWhoWait() async throws {
        var configuration = HTTPConfiguration.loopback
        configuration.maximumConnectionsPerHost = 1
        try await withServer(configuration: configuration, { _ in .hang }) { server, client in
            let tasks = (0..<20).map { _ in
                Task { await failure(client, HTTPRequest(method: "GET", url: server.url)) }
            }
            var arrivals = server.arrivals.makeAsyncIterator()
            _ = await arrivals.next()
            for task in tasks { task.cancel() }
            for task in tasks { #expect(await task.value?.code == .cancelled) }
        }
    }

    @Test func shutdownFailsWhatIsUnderWayAndWhatComes() async throws {
        try await withServer({ _ in .hang }) { server, client in
            let task = Task { await failure(client, HTTPRequest(method: "GET", url: server.url)) }
            var arrivals = server.arrivals.makeAsyncIterator()
            _ = await arrivals.next()
            client.shutdown()
            #expect(await task.value?.code == .shutDown)
            #expect(await failure(client, HTTPRequest(method: "GET", url: server.url))?.code == .shutDown)
        }
    }

    @Test func clientsComeAndGo() async throws {
        try await withServer({ _ in .ok() }) { server, _ in
            for _ in 0..<20 {
                let client = HTTPClient(configuration: .loopback)
                let response = try await client.send(HTTPRequest(method: "GET", url: server.url))
                #expect(response.status == 200)
            }
            #expect(server.connectionCount == 20)
        }
    }
}
