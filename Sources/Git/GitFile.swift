/// An entry of a folder: of a commit's tree, or on disk.
package struct GitFile: Sendable, Equatable {
    /// From the root of the repository, without a leading slash; bytes that are not UTF-8 are replaced by
    /// U+FFFD.
    package let path: String
    package let content: Content

    package init(path: String, content: Content) {
        self.path = path
        self.content = content
    }

    /// What the entry is.
    package enum Content: Sendable, Equatable {
        /// A regular file, whole.
        case bytes([UInt8])
        /// A regular file over the limit; it was not read. The size is in bytes.
        case tooLarge(Int)
        /// A symbolic link; it was not followed.
        case symbolicLink
        /// Another repository; it was not entered.
        case submodule
        /// What Git LFS leaves in place of a file.
        case lfsPointer
        /// On disk only: a pipe, a socket or a device; it was not opened.
        case special
    }

    /// 1 MiB, in bytes.
    package static let defaultMaximumSize = 1 << 20
}

extension GitFile.Content {
    /// A regular file with these bytes.
    init(file bytes: [UInt8]) {
        self =
            bytes.starts(with: "version https://git-lfs.github.com/spec/v1".utf8)
            ? .lfsPointer : .bytes(bytes)
    }
}

extension [GitFile] {
    /// By the bytes of the path: the same order everywhere.
    func sortedByPath() -> [GitFile] {
        sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }
}
