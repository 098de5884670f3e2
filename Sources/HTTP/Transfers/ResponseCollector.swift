internal import CCurl

/// What has arrived of one answer; curl's callbacks fill it on the I/O queue.
final class ResponseCollector {
    private(set) var headers: [HTTPHeader] = []
    private(set) var body: [UInt8] = []
    private(set) var isTooLarge = false
    /// Whether the empty line after the headers came; curl takes an answer that is cut before it for a whole one.
    private(set) var hasWholeHead = false
    private let limit: Int
    private var headerBytes = 0

    private static let headerLimit = 256 << 10
    /// What an announced length may claim before a byte of it has come.
    private static let reserveLimit = 16 << 20

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes one line as curl hands it over; false ends the transfer.
    fileprivate func receiveHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        guard headerBytes <= Self.headerLimit else {
            isTooLarge = true
            return false
        }
        let text = unsafe line.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        if unsafe text.starts(with: "HTTP/".utf8) {
            // Each status line begins a new answer: an interim one (1xx) came before.
            headers.removeAll(keepingCapacity: true)
            hasWholeHead = false
        } else if unsafe text.isEmpty {
            hasWholeHead = true
        } else if let colon = unsafe text.firstIndex(of: UInt8(ascii: ":")) {
            let name = unsafe String(decoding: text[..<colon], as: UTF8.self)
            let value = unsafe text[(colon + 1)...].drop(while: isBlank)
            let end = unsafe value.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? value.startIndex
            headers.append(HTTPHeader(name, unsafe String(decoding: value[..<end], as: UTF8.self)))
        }
        return true
    }

    /// Takes some of the body; false ends the transfer.
    fileprivate func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        if body.isEmpty, !announce() { return false }
        guard bytes.count <= limit - body.count else {
            isTooLarge = true
            return false
        }
        unsafe body.append(contentsOf: bytes)
        return true
    }

    /// Makes room for the announced length; false where that is too much.
    private func announce() -> Bool {
        guard let text = headers.first(where: { $0.isNamed("Content-Length") })?.value, let length = Int(text)
        else { return true }
        isTooLarge = length > limit
        if !isTooLarge { body.reserveCapacity(min(max(length, 0), Self.reserveLimit)) }
        return !isTooLarge
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}

/// What curl calls with each header line; the context is an unretained collector.
let headerCallback: curl_receive_callback = { bytes, size, count, context in
    let isTaken = unsafe receive(bytes, size * count, context) { unsafe $0.receiveHeader($1) }
    return isTaken ? size * count : 0
}

/// What curl calls with each piece of a body; the context is an unretained collector.
let bodyCallback: curl_receive_callback = { bytes, size, count, context in
    let isTaken = unsafe receive(bytes, size * count, context) { unsafe $0.receiveBody($1) }
    return isTaken ? size * count : 0
}

private func receive(
    _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
    _ take: (ResponseCollector, UnsafeRawBufferPointer) -> Bool
) -> Bool {
    guard let context = unsafe context else { return false }
    let collector = unsafe Unmanaged<ResponseCollector>.fromOpaque(context).takeUnretainedValue()
    return unsafe take(collector, UnsafeRawBufferPointer(start: bytes, count: count))
}
