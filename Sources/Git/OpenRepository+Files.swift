import CGit

extension OpenRepository {
    /// Every file under a folder of a commit, sorted by path. No other folder is read.
    func files(in folder: String, of commit: GitCommit, maximumSize: Int) throws(GitError) -> [GitFile] {
        let folder = try FolderPath(folder)
        let place = "commit \(commit.id.prefix(12)) of \(location)"
        let found: Result<TreeListing, GitError>
        do throws(GitFailure) {
            found = try list(folder, of: commit, place: place, maximumSize: maximumSize)
        } catch {
            throw unreadable("\(folder.text) at \(commit.id.prefix(12))", error)
        }
        return try found.get().files.sortedByPath()
    }

    private func list(
        _ folder: FolderPath, of commit: GitCommit, place: String, maximumSize: Int
    ) throws(GitFailure) -> Result<TreeListing, GitError> {
        var id = try ObjectID(commit.id)
        let object = try unsafe Handle(freedBy: git_commit_free) {
            unsafe git_commit_lookup($0, handle.pointer, &id.value)
        }
        var tree = unsafe ObjectID(git_commit_tree_id(object.pointer))
        for depth in folder.names.indices {
            switch try child(folder.names[depth], of: tree) {
            case .folder(let child): tree = child
            case .other(let kind): return .failure(folder.isNoFolder(at: depth, kind, in: place))
            case .missing(let siblings):
                return .failure(folder.isMissing(at: depth, siblings: siblings, in: place))
            }
        }
        var listing = TreeListing(
            of: tree, path: folder.names.joined(separator: "/"), maximumSize: maximumSize)
        while try listing.readTree(in: handle) {
            guard listing.entries <= FolderPath.maximumEntries else {
                return .failure(folder.holdsTooMuch(in: place))
            }
        }
        return .success(listing)
    }

    private enum Child {
        case folder(ObjectID)
        case other(String)
        case missing(siblings: [String])
    }

    /// Looks for one name in a tree.
    private func child(_ name: String, of id: ObjectID) throws(GitFailure) -> Child {
        let tree = try Handle(tree: id, in: handle)
        if let entry = unsafe git_tree_entry_byname(tree.pointer, name) {
            return switch unsafe git_tree_entry_filemode(entry) {
            case GIT_FILEMODE_TREE: unsafe .folder(ObjectID(git_tree_entry_id(entry)))
            case GIT_FILEMODE_LINK: .other("a symbolic link")
            case GIT_FILEMODE_COMMIT: .other("a submodule")
            default: .other("a file")
            }
        }
        var siblings: [String] = []
        for index in unsafe 0..<git_tree_entrycount(tree.pointer) {
            let entry = unsafe git_tree_entry_byindex(tree.pointer, index)
            guard unsafe git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE,
                let name = unsafe git_tree_entry_name(entry)
            else { continue }
            unsafe siblings.append(String(cString: name))
        }
        return .missing(siblings: siblings)
    }
}

/// Collects the files under a tree without recursion, however deep the folders are.
private struct TreeListing {
    private(set) var files: [GitFile] = []
    /// Files, folders and everything else seen so far.
    private(set) var entries = 0
    private var pending: [(tree: ObjectID, path: String)]
    private let maximumSize: Int

    init(of tree: ObjectID, path: String, maximumSize: Int) {
        pending = [(tree, path)]
        self.maximumSize = maximumSize
    }

    /// Reads one more folder; false when there is none left.
    mutating func readTree(in repository: borrowing Handle) throws(GitFailure) -> Bool {
        guard let (id, folder) = pending.popLast() else { return false }
        let tree = try Handle(tree: id, in: repository)
        let count = unsafe git_tree_entrycount(tree.pointer)
        entries += count
        for index in 0..<count {
            guard let entry = unsafe git_tree_entry_byindex(tree.pointer, index),
                let text = unsafe git_tree_entry_name(entry)
            else { continue }
            let name = unsafe String(cString: text)
            guard !name.hasPrefix(".") else { continue }
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            let id = unsafe ObjectID(git_tree_entry_id(entry))
            switch unsafe git_tree_entry_filemode(entry) {
            case GIT_FILEMODE_TREE: pending.append((id, path))
            case GIT_FILEMODE_LINK: files.append(GitFile(path: path, content: .symbolicLink))
            case GIT_FILEMODE_COMMIT: files.append(GitFile(path: path, content: .submodule))
            default: files.append(GitFile(path: path, content: try blob(id, in: repository)))
            }
        }
        return true
    }

    /// The bytes of a file, unless its header says that they are too many.
    private func blob(_ id: ObjectID, in repository: borrowing Handle) throws(GitFailure) -> GitFile.Content {
        var id = id
        let database = try unsafe Handle(freedBy: git_odb_free) {
            unsafe git_repository_odb($0, repository.pointer)
        }
        var size = 0
        var type = GIT_OBJECT_INVALID
        try unsafe check(git_odb_read_header(&size, &type, database.pointer, &id.value))
        guard size <= maximumSize else { return .tooLarge(size) }
        let blob = try unsafe Handle(freedBy: git_blob_free) {
            unsafe git_blob_lookup($0, repository.pointer, &id.value)
        }
        let bytes = unsafe UnsafeRawBufferPointer(
            start: git_blob_rawcontent(blob.pointer), count: Int(git_blob_rawsize(blob.pointer)))
        return unsafe GitFile.Content(file: Array(bytes))
    }
}

extension Handle {
    /// A tree of a repository.
    fileprivate init(tree id: ObjectID, in repository: borrowing Handle) throws(GitFailure) {
        var id = id
        let repository = unsafe repository.pointer
        try unsafe self.init(freedBy: git_tree_free) { unsafe git_tree_lookup($0, repository, &id.value) }
    }
}
