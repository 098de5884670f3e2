/// What stands before and after the root element.
extension XMLReader {
    /// Checks all characters, reads the byte order mark, the declaration and the root's opening tag.
    mutating func openDocument(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLError) {
        switch XMLCharacters.check(bytes) {
        case .allowed: break
        case .cut: throw cut()
        case .forbidden(let offset):
            cursor = start + offset
            throw fail(.malformed, "the answer holds bytes that are no characters of XML in UTF-8")
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { cursor += 3 }
        if isNext("<?xml"), end - cursor > 5, XMLCharacters.isWhitespace(cursor[5]) { try declaration() }
        try miscellany()
        guard cursor < end else { throw cut() }
        if isNext("<!") {
            guard end - cursor > 2 else { throw cut() }
            throw fail(.refused, "the answer has a document type declaration")
        }
        guard cursor.pointee == UInt8(ascii: "<") else { throw fail(.malformed, "the answer is not XML") }
        try openTag()
    }

    /// Checks that nothing of meaning follows the root element.
    mutating func closeDocument() throws(XMLError) {
        try miscellany()
        guard cursor == end else { throw fail(.malformed, "something follows the end of the document") }
    }

    /// Reads white space, comments and processing instructions.
    private mutating func miscellany() throws(XMLError) {
        while true {
            skipWhitespace()
            if isNext("<?") {
                try instruction()
            } else if isNext("<!-") {
                try comment()
            } else {
                return
            }
        }
    }

    /// Reads `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`.
    private mutating func declaration() throws(XMLError) {
        let first = cursor
        try find("?>")
        cursor = first + 5
        guard let version = try declared("version"), version.starts(with: "1.".utf8), version.count > 2,
            version.dropFirst(2).allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
        else { throw fail(.malformed, "the XML declaration names no version 1") }
        if let encoding = try declared("encoding"),
            String(decoding: encoding, as: UTF8.self).uppercased() != "UTF-8"
        {
            throw fail(.refused, "the answer is not encoded in UTF-8")
        }
        if let standalone = try declared("standalone"), !standalone.elementsEqual("yes".utf8),
            !standalone.elementsEqual("no".utf8)
        {
            throw fail(.malformed, "standalone is neither yes nor no")
        }
        skipWhitespace()
        try expect("?>", in: "the XML declaration")
    }

    /// The value of `name="…"` if that comes next in the XML declaration.
    private mutating func declared(_ name: StaticString) throws(XMLError) -> UnsafeBufferPointer<UInt8>? {
        let before = cursor
        skipWhitespace()
        guard cursor > before, isNext(name) else {
            cursor = before
            return nil
        }
        cursor += name.utf8CodeUnitCount
        skipWhitespace()
        try expect("=", in: "the XML declaration")
        skipWhitespace()
        guard cursor < end else { throw cut() }
        let quote = cursor.pointee
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw fail(.malformed, "a value in the XML declaration has no quotes")
        }
        let value = cursor + 1
        cursor = value
        while cursor < end, cursor.pointee != quote { cursor += 1 }
        guard cursor < end else { throw cut() }
        defer { cursor += 1 }
        return UnsafeBufferPointer(start: value, count: cursor - value)
    }

    /// Whether the next bytes are `literal`.
    private func isNext(_ literal: StaticString) -> Bool {
        literal.withUTF8Buffer { UnsafeBufferPointer(start: cursor, count: end - cursor).starts(with: $0) }
    }
}
