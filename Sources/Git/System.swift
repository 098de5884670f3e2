import Glibc

/// What the system call that failed last on this thread says about it.
func lastSystemError() -> String { unsafe String(cString: strerror(errno)) }

/// Whether there is anything at `path` that this process can see.
func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

/// The names in a folder but for those that start with a dot, as bytes, in no order.
///
/// - Returns: nil where the folder cannot be read; `errno` says why.
func visibleNames(inFolder path: [CChar]) -> [[UInt8]]? {
    guard let stream = unsafe opendir(path) else { return nil }
    defer { unsafe closedir(stream) }
    var names: [[UInt8]] = []
    while true {
        errno = 0
        guard let entry = unsafe readdir(stream) else { return errno == 0 ? names : nil }
        let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            unsafe Array(bytes.prefix { $0 != 0 })
        }
        if name.first != UInt8(ascii: ".") { names.append(name) }
    }
}
