import CGit

/// An object of libgit2's that is freed when the handle goes out of scope.
@safe
struct Handle: ~Copyable {
    typealias Free = @convention(c) (OpaquePointer?) -> Void

    /// Valid for as long as the handle lives.
    let pointer: OpaquePointer
    private let free: Free

    /// Takes ownership of the object that `call` makes.
    init(
        freedBy free: @escaping Free, _ call: (UnsafeMutablePointer<OpaquePointer?>) -> Int32
    ) throws(GitFailure) {
        var made: OpaquePointer?
        try unsafe check(call(&made))
        guard let made = unsafe made else {
            throw GitFailure(code: GIT_ERROR.rawValue, category: 0, message: "libgit2 returned nothing")
        }
        unsafe self.pointer = made
        unsafe self.free = free
    }

    deinit { unsafe free(pointer) }
}
