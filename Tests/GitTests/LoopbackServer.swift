import Foundation
import Synchronization

/// A web server on 127.0.0.1 that gives every request the same answer and keeps what it was asked.
final class LoopbackServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let heard = Mutex<[String]>([])

    /// - Parameter answer: status line and headers; the body is empty.
    init(answer: [String]) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutableBytes(of: &address) { bytes in
            let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
            guard let pointer, bind(listener, pointer, length) == 0, listen(listener, 8) == 0 else {
                return false
            }
            return getsockname(listener, pointer, &length) == 0
        }
        guard bound else { throw POSIXError(.EADDRNOTAVAIL) }
        self.listener = listener
        port = UInt16(bigEndian: address.sin_port)
        let text = (answer + ["Content-Length: 0", "Connection: close", "", ""]).joined(separator: "\r\n")
        Thread { [self] in serve(text) }.start()
    }

    /// Ends the server.
    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    /// The requests so far, head and all.
    var requests: [String] { heard.withLock { $0 } }

    private func serve(_ answer: String) {
        while case let connection = accept(listener, nil, nil), connection >= 0 {
            var request: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 4096)
            while !request.suffix(4).elementsEqual("\r\n\r\n".utf8) {
                let count = read(connection, &chunk, chunk.count)
                guard count > 0 else { break }
                request += chunk[..<count]
            }
            heard.withLock { $0.append(String(decoding: request, as: UTF8.self)) }
            _ = send(connection, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
            close(connection)
        }
        close(listener)
    }
}
