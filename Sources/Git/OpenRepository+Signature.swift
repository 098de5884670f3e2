import CGit

extension OpenRepository {
    /// The signature of a commit and what it signs; nil where the commit is not signed. Verifies nothing.
    func signature(of commit: GitCommit) throws(GitError) -> GitSignature? {
        var signature = unsafe git_buf()
        var payload = unsafe git_buf()
        defer {
            unsafe git_buf_dispose(&signature)
            unsafe git_buf_dispose(&payload)
        }
        do throws(GitFailure) {
            var id = try ObjectID(commit.id)
            try unsafe check(
                git_commit_extract_signature(&signature, &payload, handle.pointer, &id.value, nil))
        } catch  where error.has(GIT_ENOTFOUND) && error.isOf(GIT_ERROR_OBJECT) {
            return nil
        } catch {
            throw unreadable("The signature of commit \(commit.id.prefix(12))", error)
        }
        return unsafe GitSignature(signature: bytes(signature), payload: bytes(payload))
    }

    private func bytes(_ buffer: git_buf) -> [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size))
    }
}
