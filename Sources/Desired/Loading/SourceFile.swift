/// A file of the desired state, as found.
package struct SourceFile: Sendable {
    package enum Content: Sendable {
        case bytes([UInt8])
        case symbolicLink
        case submodule
        /// More than 1 MiB; not read.
        case tooLarge(bytes: Int)
        /// In words that follow "cannot be read: ".
        case unreadable(String)
    }

    /// The path from the repository's root.
    package let path: String
    package let content: Content

    package init(path: String, content: Content) {
        self.path = path
        self.content = content
    }
}
