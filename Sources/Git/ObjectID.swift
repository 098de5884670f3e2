import CGit

/// The id of an object of a repository.
struct ObjectID {
    var value: git_oid

    /// Copies an id that libgit2 owns; all zeros for none.
    init(_ pointer: UnsafePointer<git_oid>?) {
        value = unsafe pointer?.pointee ?? git_oid()
    }

    /// - Parameter text: 40 hexadecimal digits.
    init(_ text: String) throws(GitFailure) {
        value = git_oid()
        try unsafe check(git_oid_fromstr(&value, text))
    }

    /// 40 hexadecimal digits.
    var text: String {
        let digits = Array("0123456789abcdef".utf8)
        let bytes = unsafe withUnsafeBytes(of: value) {
            unsafe $0.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
