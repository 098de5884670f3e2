import Glibc
import Testing

@testable import reconcile

/// An output whose text can be read back.
final class Pipe: Sendable {
    let output: Output
    private let readEnd: Int32
    private let writeEnd: Int32

    init() throws {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        (readEnd, writeEnd) = (ends[0], ends[1])
        output = Output(descriptor: ends[1])
    }

    /// All that was written; nothing may be written afterwards. The pipe holds 64 KiB.
    func text() -> String {
        close(writeEnd)
        var bytes = [UInt8](repeating: 0, count: 65_536)
        var text: [UInt8] = []
        while case let count = read(readEnd, &bytes, bytes.count), count > 0 { text += bytes[..<count] }
        close(readEnd)
        return String(decoding: text, as: UTF8.self)
    }

    func closeReadEnd() {
        close(readEnd)
    }
}
