import CGit

/// What libgit2 said when one of its calls failed.
package struct GitFailure: Error, Sendable, Equatable {
    /// The negative number that the call returned (`GIT_ENOTFOUND`, …).
    package let code: Int32

    /// The part of libgit2 that failed (`GIT_ERROR_ODB`, …); 0 where it did not say.
    package let category: Int32

    /// libgit2's own words, with anything that looks like credentials in a URL taken out.
    package let message: String

    package init(code: Int32, category: Int32, message: String) {
        self.code = code
        self.category = category
        self.message = GitURL.withoutCredentials(in: message)
    }

    func isOf(_ category: git_error_t) -> Bool { self.category == Int32(category.rawValue) }

    func has(_ code: git_error_code) -> Bool { self.code == code.rawValue }
}

/// Turns a failed call into an error.
///
/// libgit2 keeps its last error for each thread and does not clear it, so this has to follow the call at
/// once, on the same thread. It reads it only where the call failed, and clears it for those that do not set
/// it.
///
/// - Returns: what the call returned, zero or positive.
@discardableResult
func check(_ result: Int32) throws(GitFailure) -> Int32 {
    guard result < 0 else { return result }
    defer { git_error_clear() }
    guard let last = unsafe git_error_last() else {
        throw GitFailure(code: result, category: 0, message: "error \(result)")
    }
    let text = unsafe last.pointee.message.map { unsafe String(cString: $0) } ?? "error \(result)"
    throw GitFailure(code: result, category: unsafe last.pointee.klass, message: text)
}
