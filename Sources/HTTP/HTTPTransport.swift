/// What sends a request and brings the whole answer: curl in the product, a closure's answers in tests.
package protocol HTTPTransport: Sendable {
    /// Throws where no whole answer came; every status that came whole is returned.
    func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse
}
