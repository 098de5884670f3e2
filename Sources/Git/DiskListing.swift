import Glibc

/// Collects the files of a folder on disk. Nothing is followed: no link, no other repository.
struct DiskListing {
    private let root: String
    private let submodules: Set<String>
    private let maximumSize: Int
    private var found: [GitFile] = []
    private var pending: [DiskPath] = []
    private var entries = 0

    /// - Parameters:
    ///   - root: the work tree, with a trailing slash.
    ///   - submodules: paths from there that are other repositories.
    ///   - maximumSize: files of more bytes are not read.
    init(root: String, submodules: Set<String>, maximumSize: Int) {
        self.root = root
        self.submodules = submodules
        self.maximumSize = maximumSize
    }

    /// Every file under `folder`, in no order.
    mutating func files(in folder: FolderPath) throws(GitError) -> [GitFile] {
        var path = DiskPath(root: root)
        for (depth, name) in folder.names.enumerated() {
            let parent = path
            path = parent.appending(Array(name.utf8))
            switch try kind(of: path) {
            case .folder: continue
            case nil: throw folder.isMissing(at: depth, siblings: try folders(in: parent), in: root)
            case .link: throw folder.isNoFolder(at: depth, "a symbolic link", in: root)
            case .file, .other: throw folder.isNoFolder(at: depth, "a file", in: root)
            }
        }
        pending = [path]
        while let path = pending.popLast() {
            for name in try names(in: path) {
                entries += 1
                guard entries <= FolderPath.maximumEntries else { throw folder.holdsTooMuch(in: root) }
                try visit(path.appending(name))
            }
        }
        return found
    }

    private mutating func visit(_ path: DiskPath) throws(GitError) {
        switch try kind(of: path) {
        case nil: return  // removed since the folder was read
        case .link: found.append(GitFile(path: path.text, content: .symbolicLink))
        case .other: found.append(GitFile(path: path.text, content: .special))
        case .file(let size):
            found.append(
                GitFile(
                    path: path.text, content: size > maximumSize ? .tooLarge(size) : try content(of: path)))
        case .folder:
            let inner = try kind(of: path.appending(Array(".git".utf8)))
            if inner != nil || submodules.contains(path.text) {
                found.append(GitFile(path: path.text, content: .submodule))
            } else {
                pending.append(path)
            }
        }
    }

    private enum Kind: Equatable {
        case folder, link, other
        case file(size: Int)
    }

    /// What is at `path`; nil where nothing is.
    private func kind(of path: DiskPath) throws(GitError) -> Kind? {
        var status = stat()
        guard unsafe fstatat(AT_FDCWD, path.cString, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw unreadable(path)
        }
        return switch status.st_mode & S_IFMT {
        case S_IFDIR: .folder
        case S_IFLNK: .link
        case S_IFREG: .file(size: Int(status.st_size))
        default: .other
        }
    }

    private func names(in path: DiskPath) throws(GitError) -> [[UInt8]] {
        guard let names = visibleNames(inFolder: path.cString) else { throw unreadable(path) }
        return names
    }

    private func folders(in path: DiskPath) throws(GitError) -> [String] {
        var folders: [String] = []
        for name in try names(in: path) {
            guard try kind(of: path.appending(name)) == .folder else { continue }
            folders.append(String(decoding: name, as: UTF8.self))
        }
        return folders
    }

    /// Reads a regular file, and no more of it than the limit and one byte.
    private func content(of path: DiskPath) throws(GitError) -> GitFile.Content {
        let file = unsafe open(path.cString, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard file >= 0 else { throw unreadable(path) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= maximumSize {
            let count = unsafe read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw unreadable(path) }
            guard count > 0 else { return GitFile.Content(file: bytes) }
            bytes += chunk[..<count]
        }
        return .tooLarge(bytes.count)  // it grew
    }

    private func unreadable(_ path: DiskPath) -> GitError {
        GitError(.unreadableFile, "list", "\(root)\(path.text) cannot be read: \(lastSystemError()).")
    }
}

/// A path on disk as bytes, since file names need not be text.
private struct DiskPath {
    private var bytes: [UInt8]
    private let rootLength: Int

    init(root: String) {
        bytes = Array(root.utf8)
        rootLength = bytes.count
    }

    func appending(_ name: [UInt8]) -> DiskPath {
        var path = self
        if bytes.count > rootLength { path.bytes.append(UInt8(ascii: "/")) }
        path.bytes += name
        return path
    }

    /// From the root of the repository; bytes that are not UTF-8 are replaced by U+FFFD.
    var text: String { String(decoding: bytes[rootLength...], as: UTF8.self) }

    /// As C takes it.
    var cString: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }
}
