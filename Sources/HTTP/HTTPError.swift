/// Why there is no answer. Safe to log: no query string, no header value, no body.
package struct HTTPError: Error, Sendable, Hashable {
    /// The kind of failure; a struct, so that a new kind breaks no switch.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        package let description: String

        private init(_ description: String) {
            self.description = description
        }

        package static let unresolvedHost = Code("unresolved-host")
        package static let connectionFailed = Code("connection-failed")
        package static let timeout = Code("timeout")
        package static let tls = Code("tls")
        package static let connectionReset = Code("connection-reset")
        /// The answer ended before its announced length.
        package static let cutBody = Code("cut-body")
        package static let responseTooLarge = Code("response-too-large")
        /// What came is not HTTP.
        package static let malformedResponse = Code("malformed-response")
        /// Refused before anything was sent, as the following one.
        package static let malformedURL = Code("malformed-url")
        package static let malformedRequest = Code("malformed-request")
        package static let cancelled = Code("cancelled")
        /// The client was shut down.
        package static let shutDown = Code("shut-down")
        package static let other = Code("other")
    }

    package let code: Code
    package let message: String
    /// The host of the URL, where it could be read.
    package let host: String?
    /// curl's own number and its name for it, where curl is the one that failed.
    package let curlCode: UInt32?
    package let curlText: String?

    package init(
        _ code: Code, _ message: String, host: String? = nil, curlCode: UInt32? = nil, curlText: String? = nil
    ) {
        self.code = code
        self.message = message
        self.host = host
        self.curlCode = curlCode
        self.curlText = curlText
    }
}

extension HTTPError: CustomStringConvertible {
    package var description: String {
        let place = host.map { "\($0): " } ?? ""
        let origin = curlCode.map { " (curl \($0): \(curlText ?? "no text"))" } ?? ""
        return place + message + origin
    }
}
