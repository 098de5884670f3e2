import CGit
import Glibc

/// Keeps libgit2 from objects that were cut short on disk, as a full disk or a power failure leaves them.
///
/// libgit2 1.5 never returns from reading one: zlib waits for input that does not come, and libgit2 asks it
/// again. The guard is asked before libgit2 reads the file of a loose object. It follows the compressed
/// stream to its end, and lets libgit2 go on, or fails in its place.
final class LooseObjectGuard: Sendable {
    private let folder: String

    /// - Parameter folder: where the objects are, with a trailing slash.
    private init(folder: String) { self.folder = folder }

    /// Puts a guard before the loose objects of an open repository.
    static func install(in repository: borrowing Handle) throws(GitFailure) {
        guard let common = unsafe git_repository_commondir(repository.pointer) else { return }
        let folder = unsafe String(cString: common) + "objects/"
        let objects = try unsafe Handle(freedBy: git_odb_free) {
            unsafe git_repository_odb($0, repository.pointer)
        }
        let made = UnsafeMutablePointer<git_owned_backend>.allocate(capacity: 1)
        unsafe made.initialize(to: git_owned_backend())
        unsafe made.pointee.owner = Unmanaged.passRetained(LooseObjectGuard(folder: folder)).toOpaque()
        let backend = unsafe UnsafeMutableRawPointer(made).assumingMemoryBound(to: git_odb_backend.self)
        unsafe configure(&backend.pointee)
        let result = unsafe git_odb_add_backend(objects.pointer, backend, priority)
        if result < 0 { unsafe backend.pointee.free(backend) }
        try check(result)
    }

    /// That of packs, which hold most objects; libgit2 gives 1 to loose objects, and asks higher ones first.
    private static let priority: Int32 = 2

    private static func configure(_ backend: inout git_odb_backend) {
        unsafe backend.version = UInt32(GIT_ODB_BACKEND_VERSION)
        unsafe backend.read = { _, _, _, backend, id in
            unsafe LooseObjectGuard.of(backend).verdict(on: ObjectID(id).text)
        }
        unsafe backend.read_header = { _, _, backend, id in
            unsafe LooseObjectGuard.of(backend).verdict(on: ObjectID(id).text, headerOnly: true)
        }
        unsafe backend.read_prefix = { _, _, _, _, backend, id, length in
            unsafe LooseObjectGuard.of(backend).verdict(onPrefix: String(ObjectID(id).text.prefix(length)))
        }
        unsafe backend.free = { backend in
            guard let backend = unsafe backend else { return }
            let owned = unsafe UnsafeMutableRawPointer(backend).assumingMemoryBound(
                to: git_owned_backend.self)
            unsafe Unmanaged<LooseObjectGuard>.fromOpaque(owned.pointee.owner).release()
            unsafe owned.deinitialize(count: 1)
            unsafe owned.deallocate()
        }
    }

    private static func of(_ backend: UnsafeMutablePointer<git_odb_backend>?) -> LooseObjectGuard {
        guard let backend = unsafe backend else { return LooseObjectGuard(folder: "") }
        let owned = unsafe UnsafeMutableRawPointer(backend).assumingMemoryBound(to: git_owned_backend.self)
        return unsafe Unmanaged<LooseObjectGuard>.fromOpaque(owned.pointee.owner).takeUnretainedValue()
    }

    /// What libgit2 takes for "ask the next one", or for a failure.
    private func verdict(on id: String, headerOnly: Bool = false) -> Int32 {
        let path = "\(folder)\(id.prefix(2))/\(id.dropFirst(2))"
        guard !Self.isWhole(path, headerOnly: headerOnly) else { return GIT_PASSTHROUGH.rawValue }
        unsafe git_error_set_str(Int32(GIT_ERROR_ODB.rawValue), "the file of object \(id) is cut short")
        return GIT_ERROR.rawValue
    }

    private func verdict(onPrefix prefix: String) -> Int32 {
        let start = prefix.dropFirst(2).utf8
        let names = visibleNames(inFolder: Array((folder + prefix.prefix(2)).utf8CString)) ?? []
        for name in names where name.starts(with: start) {
            let result = verdict(on: prefix.prefix(2) + String(decoding: name, as: UTF8.self))
            guard result == GIT_PASSTHROUGH.rawValue else { return result }
        }
        return GIT_PASSTHROUGH.rawValue
    }

    /// Whether the compressed stream in a file has an end. Anything else that is wrong is left to libgit2.
    private static func isWhole(_ path: String, headerOnly: Bool) -> Bool {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return true }
        defer { close(file) }
        var stream = unsafe z_stream()
        guard unsafe inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            return true
        }
        defer { unsafe inflateEnd(&stream) }
        var input = [UInt8](repeating: 0, count: 16 << 10)
        var output = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe read(file, &input, input.count)
            guard count > 0 else { return count < 0 }
            let result = unsafe inflate(&stream, from: input[..<count], discardingInto: &output)
            if result == Z_STREAM_END { return true }
            if result != Z_OK, result != Z_BUF_ERROR { return true }
            if headerOnly, unsafe stream.total_out >= longestHeader { return true }
        }
    }

    /// More than libgit2 reads to learn an object's type and size, in bytes.
    private static let longestHeader: UInt = 256

    private static func inflate(
        _ stream: inout z_stream, from input: ArraySlice<UInt8>, discardingInto output: inout [UInt8]
    ) -> Int32 {
        var input = Array(input)
        return unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe output.withUnsafeMutableBufferPointer { output in
                unsafe stream.next_in = input.baseAddress
                unsafe stream.avail_in = UInt32(input.count)
                var result = Z_OK
                repeat {
                    unsafe stream.next_out = output.baseAddress
                    unsafe stream.avail_out = UInt32(output.count)
                    result = unsafe CGit.inflate(&stream, Z_NO_FLUSH)
                } while unsafe result == Z_OK && stream.avail_out == 0
                return result
            }
        }
    }
}
