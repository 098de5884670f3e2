/// A checked request on its way to the I/O queue, and who waits for its answer.
struct Submission: Sendable {
    /// What requests share connections by.
    struct Place: Hashable, Sendable {
        let scheme: RequestURL.Scheme
        let authority: String
    }

    typealias Answer = Result<HTTPResponse, HTTPError>

    let id: UInt64
    let request: HTTPRequest
    let target: RequestURL
    let continuation: CheckedContinuation<Answer, Never>

    var place: Place { Place(scheme: target.scheme, authority: target.authority) }

    func fail(_ code: HTTPError.Code, _ message: String) {
        continuation.resume(returning: .failure(HTTPError(code, message, host: target.host)))
    }
}
