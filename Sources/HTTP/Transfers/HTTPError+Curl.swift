internal import CCurl

extension HTTPError {
    /// The failure that curl reported for a transfer.
    init(_ code: CURLcode, text: String, host: String) {
        let (kind, message) = Self.meaning(of: code)
        self.init(kind, message, host: host, curlCode: code.rawValue, curlText: text)
    }

    private static func meaning(of code: CURLcode) -> (Code, String) {
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: (.unresolvedHost, "the host name cannot be resolved")
        case CURLE_COULDNT_RESOLVE_PROXY: (.unresolvedHost, "the proxy's name cannot be resolved")
        case CURLE_COULDNT_CONNECT, CURLE_PROXY: (.connectionFailed, "no connection")
        case CURLE_OPERATION_TIMEDOUT: (.timeout, "no answer in time")
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_HTTP2, CURLE_HTTP2_STREAM:
            (.connectionReset, "the connection broke before the answer was whole")
        case CURLE_PARTIAL_FILE: (.cutBody, "the answer ended before its announced length")
        case CURLE_URL_MALFORMAT: (.malformedURL, "libcurl cannot read the URL")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            (.malformedResponse, "the answer is not HTTP")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE,
            CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT,
            CURLE_USE_SSL_FAILED:
            (.tls, "no trusted TLS connection")
        default: (.other, "the transfer failed")
        }
    }
}
