import Glibc
import Synchronization

/// Standard output or standard error.
///
/// A reader that has gone away (`| head`) is no failure: what follows is dropped and the work goes on, so
/// that an apply is not cut off between a change and its verification.
final class Output: Sendable {
    private let descriptor: Int32
    private let state = Mutex(State())

    private struct State {
        var isClosed = false
        var failure: Int32?
    }

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Whether nobody reads any more: long answers may stop.
    var isClosed: Bool { state.withLock(\.isClosed) }

    /// Why something could not be written, such as a full disk; nil if all was written or the reader left.
    var failure: String? {
        state.withLock(\.failure).map { String(cString: strerror($0)) }
    }

    func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in write(UnsafeRawBufferPointer(bytes)) }
    }

    func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { write($0) }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) {
        state.withLock { state in
            var rest = bytes[...]
            while !rest.isEmpty, !state.isClosed {
                let written = Glibc.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written >= 0 {
                    rest = rest.dropFirst(written)
                } else {
                    recover(from: errno, &state)
                }
            }
        }
    }

    private func recover(from code: Int32, _ state: inout State) {
        switch code {
        case EINTR: break
        case EAGAIN:
            // Another process can have made the shared terminal non-blocking.
            var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            poll(&wait, 1, -1)
        case EPIPE: state.isClosed = true
        default: (state.isClosed, state.failure) = (true, code)
        }
    }
}
