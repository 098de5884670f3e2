/// curl behind one `async` function: any number of requests at once on one pool of connections.
///
/// Never follows a redirect, always verifies TLS, asks for no compression, and speaks HTTP/2 where a TLS server offers
/// it. Creating one costs next to nothing; curl starts with the first request. What is under way when the client goes
/// out of scope or is shut down fails.
package final class HTTPClient: HTTPTransport {
    private let loop: TransferLoop

    package init(configuration: HTTPConfiguration = HTTPConfiguration()) {
        loop = TransferLoop(configuration)
    }

    deinit {
        loop.close()
    }

    /// The whole answer, whatever its status.
    ///
    /// At most `maximumConnectionsPerHost` requests to one scheme, host and port are under way at once; the wait of the
    /// others counts for no timeout. Cancelling the task ends the transfer and throws `cancelled`.
    package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let target = try request.checked()
        let id = loop.newID()
        let answer: Submission.Answer = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.submit(Submission(id: id, request: request, target: target, continuation: continuation))
                // The handler below ran too early where the task was cancelled before.
                if Task.isCancelled { loop.cancel(id) }
            }
        } onCancel: {
            loop.cancel(id)
        }
        return try answer.get()
    }

    /// Fails what is under way and refuses every later request. Returns at once.
    package func shutdown() {
        loop.close()
    }
}
