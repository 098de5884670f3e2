/// A folder of a repository, as its names from the root on; none for the root itself.
struct FolderPath {
    /// More entries than this under one folder are an error: a few crafted objects can stand for billions.
    static let maximumEntries = 1_000_000

    let names: [String]

    /// - Throws: `missingFolder` where the path leaves the repository.
    init(_ text: String) throws(GitError) {
        names = text.split(separator: "/").map(String.init).filter { $0 != "." }
        if names.contains("..") || text.utf8.contains(0) {
            throw GitError(
                .missingFolder, "list",
                "\(text) is not a folder of the repository. Give --path from the repository's root.")
        }
    }

    /// From the root of the repository, or `.` for the root itself.
    var text: String { names.isEmpty ? "." : names.joined(separator: "/") }

    /// The error where the name at `depth` is not there.
    ///
    /// - Parameter siblings: the folders that are there.
    func isMissing(at depth: Int, siblings: [String], in place: String) -> GitError {
        let visible = siblings.filter { !$0.hasPrefix(".") }.sorted()
        let parent = depth == 0 ? "there" : "in \(names[..<depth].joined(separator: "/"))"
        let list = visible.prefix(8).joined(separator: ", ") + (visible.count > 8 ? ", …" : "")
        return GitError(
            .missingFolder, "list",
            "There is no folder \(text) in \(place)."
                + (visible.isEmpty ? "" : " Folders \(parent): \(list).") + " Name one with --path.")
    }

    /// The error where the name at `depth` is something else.
    func isNoFolder(at depth: Int, _ kind: String, in place: String) -> GitError {
        GitError(
            .notAFolder, "list",
            "\(names[...depth].joined(separator: "/")) in \(place) is \(kind), not a folder. Name one "
                + "with --path."
        )
    }

    /// The error where listing would never end.
    func holdsTooMuch(in place: String) -> GitError {
        GitError(
            .tooManyFiles, "list",
            "\(text) in \(place) holds more than \(Self.maximumEntries) entries. Name a smaller folder "
                + "with --path."
        )
    }
}
