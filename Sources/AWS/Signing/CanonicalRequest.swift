internal import HTTP

/// A request in the one spelling that both sides hash.
struct CanonicalRequest {
    let text: String
    /// The lowercase names in order, with semicolons between them.
    let signedHeaders: String

    /// - Parameter service: decides how the path is written: S3 takes keys as they are, dots and slashes included.
    init(_ request: HTTPRequest, url: RequestURL, service: String, payloadHash: String) {
        let headers = Self.headers(of: request, url: url)
        signedHeaders = headers.map(\.name).joined(separator: ";")
        text = """
            \(request.method)
            \(service == "s3" ? Self.segments(of: url.path) : Self.normalized(url.path))
            \(Self.query(url.query))
            \(headers.map { "\($0.name):\($0.value)\n" }.joined())
            \(signedHeaders)
            \(payloadHash)
            """
    }

    /// What proxies and transports add, change or drop.
    private static let unsigned: Set<String> = [
        "authorization", "connection", "expect", "keep-alive", "proxy-authenticate", "proxy-authorization",
        "te",
        "trailer", "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id",
    ]

    private static func headers(of request: HTTPRequest, url: RequestURL) -> [(name: String, value: String)] {
        var values: [String: [String]] = [:]
        for header in request.headers {
            let name = header.name.lowercased()
            if !unsigned.contains(name) { values[name, default: []].append(collapsed(header.value)) }
        }
        if values["host"] == nil { values["host"] = [url.authority] }
        return values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.joined(separator: ",")) }
    }

    /// Without blanks at the ends, and with one space for each run inside.
    private static func collapsed(_ value: String) -> String {
        value.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    }

    /// Each segment encoded once, however it was written; an encoded slash stays within its segment.
    private static func segments(of path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { PercentEncoding.normalize($0) }.joined(separator: "/")
    }

    /// Without dot segments and empty ones, and encoded once more than on the wire.
    private static func normalized(_ path: String) -> String {
        var kept: [Substring] = []
        for segment in path.split(separator: "/") where segment != "." {
            if segment == ".." {
                _ = kept.popLast()
            } else {
                kept.append(segment)
            }
        }
        let end = path.hasSuffix("/") && !kept.isEmpty ? "/" : ""
        return PercentEncoding.encode(("/" + kept.joined(separator: "/") + end).utf8, allowing: "/")
    }

    /// Sorted by encoded name, then value; repeated names stay, and a name alone gets its equals sign.
    private static func query(_ query: String?) -> String {
        let pairs = (query ?? "").split(separator: "&").map { pair in
            let name = pair.prefix { $0 != "=" }
            let value = pair.dropFirst(name.count + 1)
            return (name: PercentEncoding.normalize(name), value: PercentEncoding.normalize(value))
        }
        return pairs.sorted { ($0.name, $0.value) < ($1.name, $1.value) }
            .map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    }
}
