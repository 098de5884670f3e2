/// The parts of an absolute `http` or `https` URL, each as written, for sending and for signing.
///
/// Stricter than RFC 3986, so that no other reader can see another host in the same text: printable ASCII only, no
/// user information, no fragment.
package struct RequestURL: Sendable, Hashable {
    package enum Scheme: String, Sendable {
        case http, https
    }

    package let scheme: Scheme
    /// The name or address as written; an IPv6 address with its brackets.
    package let host: String
    /// Only where it is written and not the scheme's own.
    package let port: Int?
    /// Begins with a slash.
    package let path: String
    /// What follows the question mark; nil where there is none.
    package let query: String?

    /// What a `Host` header says.
    package var authority: String { port.map { "\(host):\($0)" } ?? host }

    /// Nil where the text is not such a URL.
    package init?(_ text: String) {
        guard
            text.utf8.allSatisfy({
                $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "#")
            })
        else { return nil }
        let secure = text.hasPrefix("https://")
        guard secure || text.hasPrefix("http://") else { return nil }
        scheme = secure ? .https : .http
        let rest = text.dropFirst(secure ? 8 : 7)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard let (host, port) = Self.split(authority) else { return nil }
        self.host = host
        self.port = port == (secure ? 443 : 80) ? nil : port
        let target = rest.dropFirst(authority.count)
        let path = target.prefix { $0 != "?" }
        self.path = path.isEmpty ? "/" : String(path)
        query = path.count < target.count ? String(target.dropFirst(path.count + 1)) : nil
    }

    private static func split(_ authority: Substring) -> (host: String, port: Int?)? {
        let host: Substring
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[...end]
            guard host.count > 2,
                host.dropFirst().dropLast().allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." })
            else { return nil }
        } else {
            host = authority.prefix { $0 != ":" }
            let isName = host.allSatisfy { $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == "_" }
            guard !host.isEmpty, isName else { return nil }
        }
        let rest = authority.dropFirst(host.count)
        if rest.isEmpty { return (String(host), nil) }
        let digits = rest.dropFirst()
        guard rest.first == ":", digits.allSatisfy(\.isNumber), let port = UInt16(digits), port > 0 else {
            return nil
        }
        return (String(host), Int(port))
    }
}
