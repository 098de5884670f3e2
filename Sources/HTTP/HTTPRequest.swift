/// One request, complete but for what only the connection knows.
package struct HTTPRequest: Sendable, Hashable {
    /// An HTTP method in capitals, such as `GET`.
    package var method: String
    /// An absolute `http` or `https` URL, percent-encoded; it goes out byte for byte, dot segments included.
    package var url: String
    /// Sent as given and in this order. `Content-Length` and `Transfer-Encoding` are the transport's own.
    package var headers: [HTTPHeader]
    package var body: [UInt8]
    /// From the moment the request gets its connection to the last byte of the answer; nil = the client's.
    package var timeout: Duration?
    /// The longest body that is taken as an answer; nil = the client's.
    package var maximumResponseBytes: Int?
    /// Whether a kept-alive connection may carry it.
    ///
    /// curl sends a request a second time, and says nothing, when a reused connection closes before any answer. What
    /// must not happen twice (a create without a client token) asks for a connection of its own.
    package var reusesConnection: Bool

    package init(
        method: String, url: String, headers: [HTTPHeader] = [], body: [UInt8] = [], timeout: Duration? = nil,
        maximumResponseBytes: Int? = nil, reusesConnection: Bool = true
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.maximumResponseBytes = maximumResponseBytes
        self.reusesConnection = reusesConnection
    }
}

/// Without query, header values and body: any of them may hold a secret.
extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    package var description: String {
        "\(method) \(url.prefix { $0 != "?" })"
    }

    package var customMirror: Mirror {
        Mirror(self, children: ["request": description, "headers": headers.map(\.name), "bytes": body.count])
    }
}
