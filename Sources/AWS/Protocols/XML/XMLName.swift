import Glibc

/// An element's name as it stands in the answer, compared by its local part: `<ns:volumeId>` is "volumeId".
///
/// It borrows the answer's bytes: use it inside the closure that was given it, keep `string` if it must live longer.
@usableFromInline
package struct XMLName {
    /// The first byte of the local part; the prefix and its colon lie before it.
    @usableFromInline let local: UnsafePointer<UInt8>
    /// Bytes of the local part.
    @usableFromInline let count: Int
    /// Bytes of the prefix with its colon, 0 without one.
    let prefixCount: Int

    init(start: UnsafePointer<UInt8>, count: Int, prefixCount: Int = 0) {
        self.local = start + prefixCount
        self.count = count - prefixCount
        self.prefixCount = prefixCount
    }

    /// The first byte of the whole name.
    var start: UnsafePointer<UInt8> { local - prefixCount }

    /// The whole name with its prefix, as a closing tag must repeat it.
    var qualified: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: start, count: count + prefixCount)
    }

    /// The local part.
    package var string: String {
        String(decoding: UnsafeBufferPointer(start: local, count: count), as: UTF8.self)
    }

    /// Whether the local part is `literal`; inlined, most names are told apart by their lengths alone.
    @inlinable
    package static func == (name: XMLName, literal: StaticString) -> Bool {
        name.count == literal.utf8CodeUnitCount && name.isSpelled(literal.utf8Start)
    }

    /// Lets a decoder say `switch name { case "volumeId": … }`.
    @inlinable
    package static func ~= (literal: StaticString, name: XMLName) -> Bool {
        name == literal
    }

    /// Whether the local part is the `count` bytes from `literal` on.
    @usableFromInline
    func isSpelled(_ literal: UnsafePointer<UInt8>) -> Bool {
        memcmp(local, literal, count) == 0
    }
}
