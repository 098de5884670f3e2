import AWS
import FoundationEssentials
import Glibc
import HTTP
import Planning

/// What a run takes from the machine: environment, files, clock, network.
struct Surroundings: Sendable {
    let environment: [String: String]
    let timing: Timing
    let transport: any HTTPTransport

    static func system() -> Surroundings {
        let environment = ProcessInfo.processInfo.environment
        var http = HTTPConfiguration()
        http.userAgent = "reconcile/\(Version.current)"
        http.caBundle = environment["AWS_CA_BUNDLE"].flatMap { $0.isEmpty ? nil : $0 }
        return Surroundings(
            environment: environment, timing: .system, transport: HTTPClient(configuration: http))
    }

    /// The bytes of a file, a pipe or a device; a missing one is nil, one that cannot be read is an error.
    ///
    /// Foundation reads regular files alone: neither `/dev/null`, which stands for no configuration, nor `<(…)`.
    static func contents(of path: String) throws -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw SystemFailure(code: errno) }
            return nil
        }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &part, part.count)
            if count > 0 {
                bytes += part[..<count]
            } else if count == 0 {
                return bytes
            } else if errno != EINTR {
                throw SystemFailure(code: errno)
            }
        }
    }
}

/// Why the system refused, in its own words: `Permission denied`.
private struct SystemFailure: Error, CustomStringConvertible {
    let code: Int32
    var description: String { String(cString: strerror(code)) }
}

/// A document that a command writes beside its answer.
enum OutputFile {
    /// Replaces a file in one step, so that nobody ever reads half of it; a device or pipe is written to as it is.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        var status = stat()
        let exists = stat(path, &status) == 0
        let isRegular = !exists || status.st_mode & S_IFMT == S_IFREG
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: isRegular ? .atomic : [])
        } catch {
            throw CommandFailure(.failed, "\(path) cannot be written: \(Self.reason(error))")
        }
    }

    /// Finds out, before anything is done, that a file could not be written afterwards.
    static func check(_ path: String) throws(CommandFailure) {
        let folder =
            path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) + "/" : "."
        guard access(access(path, F_OK) == 0 ? path : folder, W_OK) == 0 else {
            throw CommandFailure(
                .failed, "\(path) cannot be written: \(String(cString: strerror(errno))). Nothing was sent.")
        }
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? CocoaError else { return "\(error)" }
        switch error.code {
        case .fileNoSuchFile: return "there is no such folder."
        case .fileWriteNoPermission: return "permission denied."
        case .fileWriteOutOfSpace: return "the disk is full."
        default: return "\(error.code)"
        }
    }
}
