internal import CCurl

/// One of curl's easy handles with the memory that it points to, for one request.
///
/// A handle that has spoken HTTP/2 keeps its buffer and then refuses another size, even after `curl_easy_reset`; a new
/// handle costs a few microseconds.
@safe final class EasyHandle {
    /// For the multi handle that runs it.
    let pointer: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?

    init?() {
        guard let pointer = unsafe curl_easy_init() else { return nil }
        unsafe self.pointer = pointer
        unsafe errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        unsafe curl_easy_cleanup(pointer)
        unsafe curl_slist_free_all(headerList)
        unsafe errorText.deallocate()
    }

    /// The status of the answer; 0 where there is none.
    var status: Int {
        var value = 0
        return unsafe curl_easy_get_long(pointer, CURLINFO_RESPONSE_CODE, &value) == CURLE_OK ? value : 0
    }

    /// What curl says about a failure of this handle.
    func text(of code: CURLcode) -> String {
        // These two may repeat the URL or the proxy's address with its password.
        let mayQuote = code == CURLE_URL_MALFORMAT || code == CURLE_COULDNT_RESOLVE_PROXY
        let detail = unsafe mayQuote ? "" : String(cString: errorText)
        return unsafe detail.isEmpty ? String(cString: curl_easy_strerror(code)) : detail
    }

    func set(_ option: CURLoption, _ value: Int) throws(HTTPError) {
        try check(unsafe curl_easy_set_long(pointer, option, value), option)
    }

    func set(_ option: CURLoption, _ value: String) throws(HTTPError) {
        try check(unsafe curl_easy_set_string(pointer, option, value), option)
    }

    /// The header fields; a name without a value keeps its line.
    func set(headers lines: [String]) throws(HTTPError) {
        for line in lines {
            guard let longer = unsafe curl_slist_append(headerList, line) else { throw Self.outOfMemory }
            unsafe headerList = longer
        }
        try check(unsafe curl_easy_set_pointer(pointer, CURLOPT_HTTPHEADER, headerList), CURLOPT_HTTPHEADER)
    }

    /// The body, which curl copies.
    func set(body: [UInt8]) throws(HTTPError) {
        let size = unsafe curl_easy_set_offset(pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
        try check(size, CURLOPT_POSTFIELDSIZE_LARGE)
        guard !body.isEmpty else { return try set(CURLOPT_COPYPOSTFIELDS, "") }
        let copied = unsafe body.withUnsafeBytes { bytes in
            unsafe curl_easy_set_pointer(
                pointer, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        }
        try check(copied, CURLOPT_COPYPOSTFIELDS)
    }

    /// Where the answer goes; the collector must live until the transfer has been removed.
    func set(collector: ResponseCollector) throws(HTTPError) {
        let context = unsafe Unmanaged.passUnretained(collector).toOpaque()
        try check(
            unsafe curl_easy_set_callback(pointer, CURLOPT_HEADERFUNCTION, headerCallback),
            CURLOPT_HEADERFUNCTION)
        try check(unsafe curl_easy_set_pointer(pointer, CURLOPT_HEADERDATA, context), CURLOPT_HEADERDATA)
        try check(
            unsafe curl_easy_set_callback(pointer, CURLOPT_WRITEFUNCTION, bodyCallback), CURLOPT_WRITEFUNCTION
        )
        try check(unsafe curl_easy_set_pointer(pointer, CURLOPT_WRITEDATA, context), CURLOPT_WRITEDATA)
        try check(unsafe curl_easy_set_pointer(pointer, CURLOPT_ERRORBUFFER, errorText), CURLOPT_ERRORBUFFER)
    }

    private func check(_ code: CURLcode, _ option: CURLoption) throws(HTTPError) {
        guard code != CURLE_OK else { return }
        throw HTTPError(
            .other, "libcurl refuses option \(option.rawValue)", curlCode: code.rawValue,
            curlText: unsafe String(cString: curl_easy_strerror(code)))
    }

    static let outOfMemory = HTTPError(.other, "libcurl is out of memory")
}
