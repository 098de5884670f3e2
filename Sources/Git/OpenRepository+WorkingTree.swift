import CGit

extension OpenRepository {
    /// Every file under a folder on disk, tracked or not, sorted by path.
    func workingTreeFiles(in folder: String, maximumSize: Int) throws(GitError) -> [GitFile] {
        guard let root = workTree else {
            throw GitError(
                .bareWorkingTree, "list",
                "\(location) is a bare repository: it has no files on disk. Leave out --working-tree.")
        }
        let submodules = try submodulePaths()
        var listing = DiskListing(root: root, submodules: submodules, maximumSize: maximumSize)
        return try listing.files(in: FolderPath(folder)).sortedByPath()
    }

    /// The paths that the index knows as submodules; on disk one that was not initialised is an empty folder.
    private func submodulePaths() throws(GitError) -> Set<String> {
        var paths: Set<String> = []
        do throws(GitFailure) {
            let index = try unsafe Handle(freedBy: git_index_free) {
                unsafe git_repository_index($0, handle.pointer)
            }
            for position in unsafe 0..<git_index_entrycount(index.pointer) {
                guard let entry = unsafe git_index_get_byindex(index.pointer, position),
                    unsafe entry.pointee.mode == GIT_FILEMODE_COMMIT.rawValue,
                    let path = unsafe entry.pointee.path
                else { continue }
                unsafe paths.insert(String(cString: path))
            }
        } catch {
            throw unreadable("The index", error)
        }
        return paths
    }
}
