internal import CCurl

/// curl's multi handle and everything that is under way on it; touched on the I/O queue alone.
@safe struct TransferEngine: ~Copyable {
    private struct Exchange {
        let submission: Submission
        let easy: EasyHandle
        let collector: ResponseCollector
    }

    private let multi: UnsafeMutableRawPointer
    private let configuration: HTTPConfiguration
    private var lines: WaitingLines<Submission.Place, Submission>
    /// By the address of the easy handle.
    private var exchanges: [UInt: Exchange] = [:]

    init?(_ configuration: HTTPConfiguration) {
        guard curlIsReady, let multi = unsafe curl_multi_init() else { return nil }
        unsafe self.multi = multi
        self.configuration = configuration
        lines = WaitingLines(limit: configuration.maximumConnectionsPerHost)
        let total = max(1, configuration.maximumConnections)
        unsafe curl_multi_set_long(
            multi, CURLMOPT_MAX_HOST_CONNECTIONS, max(1, configuration.maximumConnectionsPerHost))
        unsafe curl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, total)
        unsafe curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, total)
    }

    deinit {
        for exchange in exchanges.values {
            unsafe curl_multi_remove_handle(multi, exchange.easy.pointer)
        }
        unsafe curl_multi_cleanup(multi)
    }

    var wakeup: Wakeup { unsafe Wakeup(multi) }

    var isIdle: Bool { exchanges.isEmpty && lines.isEmpty }

    mutating func accept(_ submission: Submission) {
        if let next = lines.arrive(submission, at: submission.place) { start(next) }
    }

    mutating func cancel(_ id: UInt64) {
        if let waiting = lines.removeWaiting(where: { $0.id == id }) {
            waiting.fail(.cancelled, "the request was cancelled")
        } else if let (key, _) = exchanges.first(where: { $0.value.submission.id == id }) {
            end(key) { _ in .failure(HTTPError(.cancelled, "the request was cancelled")) }
        }
    }

    /// Ends everything, waiting or under way.
    mutating func failAll(_ code: HTTPError.Code, _ message: String) {
        for waiting in lines.removeAllWaiting() { waiting.fail(code, message) }
        for key in Array(exchanges.keys) {
            end(key) { .failure(HTTPError(code, message, host: $0.submission.target.host)) }
        }
    }

    /// Moves all transfers as far as they go now and answers those that are done; false where curl itself failed.
    mutating func advance() -> Bool {
        var running: Int32 = 0
        guard unsafe curl_multi_perform(multi, &running) == CURLM_OK else { return false }
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle
            else { continue }
            let code = unsafe message.pointee.data.result
            end(UInt(bitPattern: easy)) { Self.answer($0, code) }
        }
        return true
    }

    /// Sleeps until a connection, a timer or a wake-up asks for work; false where curl itself failed.
    func sleep() -> Bool {
        unsafe curl_multi_poll(multi, nil, 0, 10_000, nil) == CURLM_OK
    }

    private mutating func start(_ submission: Submission) {
        var next: Submission? = submission
        while let submission = next {
            next = nil
            do throws(HTTPError) {
                try add(submission)
            } catch {
                submission.continuation.resume(returning: .failure(error))
                next = lines.leave(submission.place)
            }
        }
    }

    private mutating func add(_ submission: Submission) throws(HTTPError) {
        guard let easy = EasyHandle() else { throw EasyHandle.outOfMemory }
        let limit = submission.request.maximumResponseBytes ?? configuration.maximumResponseBytes
        let collector = ResponseCollector(limit: limit)
        try easy.prepare(submission.request, configuration, into: collector)
        guard unsafe curl_multi_add_handle(multi, easy.pointer) == CURLM_OK else {
            throw EasyHandle.outOfMemory
        }
        let key = unsafe UInt(bitPattern: easy.pointer)
        exchanges[key] = Exchange(submission: submission, easy: easy, collector: collector)
    }

    private mutating func end(_ key: UInt, _ answer: (Exchange) -> Submission.Answer) {
        guard let exchange = exchanges.removeValue(forKey: key) else { return }
        let result = answer(exchange)
        unsafe curl_multi_remove_handle(multi, exchange.easy.pointer)
        exchange.submission.continuation.resume(returning: result)
        if let next = lines.leave(exchange.submission.place) { start(next) }
    }

    private static func answer(_ exchange: Exchange, _ code: CURLcode) -> Submission.Answer {
        let host = exchange.submission.target.host
        if exchange.collector.isTooLarge {
            return .failure(HTTPError(.responseTooLarge, "the answer is over the size limit", host: host))
        }
        guard code == CURLE_OK else {
            return .failure(HTTPError(code, text: exchange.easy.text(of: code), host: host))
        }
        let collector = exchange.collector
        guard collector.hasWholeHead else {
            return .failure(
                HTTPError(.connectionReset, "the connection ended within the headers", host: host))
        }
        return .success(
            HTTPResponse(
                status: exchange.easy.status, headers: HTTPHeaders(collector.headers), body: collector.body))
    }
}

/// Once a process, at the first transfer.
private let curlIsReady = curl_global_start() == CURLE_OK
