import Foundation
import Glibc
import Synchronization

/// A server on 127.0.0.1 that answers each request with the bytes that a script gives.
final class LoopbackServer: Sendable {
    struct Request: Sendable {
        /// Connections are numbered from 1 in the order in which they came.
        let connection: Int
        let requestLine: String
        let headers: [String]
        let body: [UInt8]

        func header(_ name: String) -> String? {
            headers.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
                .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
        }
    }

    enum Answer: Sendable {
        case send([UInt8])
        case sendAndClose([UInt8])
        /// Closes with a TCP reset.
        case reset
        /// Never answers.
        case hang
    }

    private struct State {
        var connections: [Int32] = []
        var requests: [Request] = []
    }

    let port: Int
    /// Each request as it has been read whole.
    let arrivals: AsyncStream<Request>
    private let listener: Int32
    private let state = Mutex(State())
    private let announce: AsyncStream<Request>.Continuation

    init(_ script: @escaping @Sendable (Request) -> Answer) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) == 0 && listen(descriptor, 1024) == 0
                    && getsockname(descriptor, pointer, &length) == 0
            }
        }
        guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
        port = Int(address.sin_port.bigEndian)
        (arrivals, announce) = AsyncStream.makeStream()
        Thread.detachNewThread { self.accept(script) }
    }

    /// Ends the threads; a test calls it at its end.
    func close() {
        announce.finish()
        shutdown(listener, Int32(SHUT_RDWR))
        state.withLock { state in
            for descriptor in state.connections { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    var url: String { "http://127.0.0.1:\(port)" }
    var connectionCount: Int { state.withLock { $0.connections.count } }
    var requests: [Request] { state.withLock { $0.requests } }

    private func accept(_ script: @escaping @Sendable (Request) -> Answer) {
        while case let descriptor = Glibc.accept(listener, nil, nil), descriptor >= 0 {
            // A child process must not hold the connection open.
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            let number = state.withLock { state in
                state.connections.append(descriptor)
                return state.connections.count
            }
            Thread.detachNewThread { self.serve(descriptor, number, script) }
        }
        Glibc.close(listener)
    }

    private func serve(_ descriptor: Int32, _ number: Int, _ script: (Request) -> Answer) {
        var input = Input(descriptor: descriptor)
        while let request = input.nextRequest(connection: number) {
            state.withLock { $0.requests.append(request) }
            announce.yield(request)
            switch script(request) {
            case .send(let bytes):
                if write(bytes, to: descriptor) { continue }
            case .sendAndClose(let bytes):
                _ = write(bytes, to: descriptor)
            case .reset:
                var linger = linger(l_onoff: 1, l_linger: 0)
                setsockopt(
                    descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
            case .hang:
                input.drain()
            }
            break
        }
        state.withLock { state in
            // The number may belong to another socket from here on.
            state.connections[number - 1] = -1
            Glibc.close(descriptor)
        }
    }

    private func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let piece = UnsafeRawBufferPointer(rebasing: rest)
                let count = send(descriptor, piece.baseAddress, piece.count, Int32(MSG_NOSIGNAL))
                if count <= 0 { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }
}

/// What a connection has sent and no request has taken yet.
private struct Input {
    let descriptor: Int32
    private var pending: [UInt8] = []

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    mutating func nextRequest(connection: Int) -> LoopbackServer.Request? {
        var end: Int?
        while end == nil {
            end = headEnd()
            if end == nil, !receive() { return nil }
        }
        guard let end else { return nil }
        let lines = String(decoding: pending[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
        let bodyEnd = end + 4 + (length ?? 0)
        while pending.count < bodyEnd {
            if !receive() { return nil }
        }
        let body = Array(pending[(end + 4)..<bodyEnd])
        pending.removeFirst(bodyEnd)
        return .init(
            connection: connection, requestLine: lines[0], headers: Array(lines.dropFirst()), body: body)
    }

    /// Reads until the client closes.
    mutating func drain() {
        while receive() { pending = [] }
    }

    private func headEnd() -> Int? {
        guard pending.count >= 4 else { return nil }
        return (0...(pending.count - 4)).first { pending[$0..<($0 + 4)].elementsEqual("\r\n\r\n".utf8) }
    }

    private mutating func receive() -> Bool {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        pending += chunk[..<count]
        return true
    }
}

extension LoopbackServer.Answer {
    static func text(_ text: String) -> Self { .send(Array(text.utf8)) }

    /// A whole answer with a length.
    static func ok(_ body: String = "", headers: String = "") -> Self {
        .text("HTTP/1.1 200 OK\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}
