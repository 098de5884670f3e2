extension HTTPRequest {
    /// The request's URL, once nothing in the request can be read as something else on the wire.
    func checked() throws(HTTPError) -> RequestURL {
        guard let target = RequestURL(url) else {
            throw HTTPError(.malformedURL, "not an absolute http or https URL in percent-encoded ASCII")
        }
        guard !method.isEmpty, method.utf8.allSatisfy(isTokenByte) else {
            throw HTTPError(.malformedRequest, "the method is no HTTP token", host: target.host)
        }
        if method == "HEAD", !body.isEmpty {
            throw HTTPError(.malformedRequest, "a HEAD request has no body", host: target.host)
        }
        for header in headers {
            if let fault = fault(of: header) {
                throw HTTPError(.malformedRequest, fault, host: target.host)
            }
        }
        return target
    }

    private func fault(of header: HTTPHeader) -> String? {
        guard !header.name.isEmpty, header.name.utf8.allSatisfy(isTokenByte) else {
            return "a header's name is no HTTP token"
        }
        if header.isNamed("Content-Length") || header.isNamed("Transfer-Encoding") {
            return "the header \(header.name) is the transport's own"
        }
        guard header.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == UInt8(ascii: "\t") }) else {
            return "the value of the header \(header.name) holds a control character"
        }
        return nil
    }

    /// RFC 9110, section 5.6.2.
    private func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
