internal import CCurl

extension EasyHandle {
    /// Says everything about one request to a new handle.
    func prepare(
        _ request: HTTPRequest, _ configuration: HTTPConfiguration, into collector: ResponseCollector
    ) throws(HTTPError) {
        try set(collector: collector)
        try set(CURLOPT_URL, request.url)
        try setSafety()
        try setConnection(request, configuration)
        try setMethodAndBody(request)
        try set(headers: lines(of: request))
        try set(CURLOPT_USERAGENT, configuration.userAgent)
    }

    private func setSafety() throws(HTTPError) {
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_FOLLOWLOCATION, 0)
        try set(CURLOPT_PATH_AS_IS, 1)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        try set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    }

    private func setConnection(_ request: HTTPRequest, _ configuration: HTTPConfiguration) throws(HTTPError) {
        try set(CURLOPT_CONNECTTIMEOUT_MS, configuration.connectTimeout.milliseconds)
        try set(CURLOPT_TIMEOUT_MS, (request.timeout ?? configuration.timeout).milliseconds)
        try set(CURLOPT_LOW_SPEED_LIMIT, 1)
        try set(CURLOPT_LOW_SPEED_TIME, max(1, configuration.stallTimeout.milliseconds / 1000))
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        try set(CURLOPT_BUFFERSIZE, 256 << 10)
        try set(CURLOPT_FRESH_CONNECT, request.reusesConnection ? 0 : 1)
        // Without it, giving up a transfer waits for its name resolution, and every other transfer waits with it.
        try set(CURLOPT_QUICK_EXIT, 1)
        if let bundle = configuration.caBundle {
            try set(CURLOPT_CAINFO, bundle)
            try set(CURLOPT_PROXY_CAINFO, bundle)
        }
        if let proxy = configuration.proxy { try set(CURLOPT_PROXY, proxy) }
    }

    private func setMethodAndBody(_ request: HTTPRequest) throws(HTTPError) {
        if request.method == "HEAD" { return try set(CURLOPT_NOBODY, 1) }
        if request.announcesBody {
            try set(CURLOPT_POST, 1)
            try set(body: request.body)
        }
        try set(CURLOPT_CUSTOMREQUEST, request.method)
    }

    private func lines(of request: HTTPRequest) -> [String] {
        var lines = request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        // A name and a colon takes a header of curl's own out: the wait for "100 Continue", and the form's type.
        if !request.has("Expect") { lines.append("Expect:") }
        if request.announcesBody, !request.has("Content-Type") { lines.append("Content-Type:") }
        return lines
    }
}

extension HTTPRequest {
    /// Whether a length goes out, be it 0: servers refuse a POST or PUT without one.
    fileprivate var announcesBody: Bool {
        !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method)
    }

    fileprivate func has(_ name: String) -> Bool {
        headers.contains { $0.isNamed(name) }
    }
}

extension Duration {
    /// In the range that curl takes; never 0, which it reads as no limit.
    fileprivate var milliseconds: Int {
        let (seconds, attoseconds) = components
        let fraction = attoseconds / 1_000_000_000_000_000
        return Int(max(1, min(Int64(Int32.max), max(-1, min(seconds, 3_000_000)) * 1000 + fraction)))
    }
}
