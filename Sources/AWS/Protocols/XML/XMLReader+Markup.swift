import Glibc

/// Everything that begins with `<` inside the root element.
extension XMLReader {
    enum Markup {
        /// An opening tag was read; `element` and `position` tell of it.
        case opened
        /// The closing tag of the element was read.
        case closed
        /// A CDATA section was read; `section` is its content.
        case section
        /// A comment or a processing instruction was read.
        case ignored
        /// Not markup; nothing was read.
        case text
    }

    /// Reads one piece of markup in the content of `parent`.
    @inline(__always)
    mutating func markup(in parent: XMLName) throws(XMLError) -> Markup {
        guard end - cursor >= 2 else {
            if cursor < end, cursor.pointee != UInt8(ascii: "<") { return .text }
            throw cut()
        }
        guard cursor.pointee == UInt8(ascii: "<") else { return .text }
        switch cursor[1] {
        case UInt8(ascii: "/"):
            try closeTag(of: parent)
            return .closed
        case UInt8(ascii: "!"):
            return try commentOrSection()
        case UInt8(ascii: "?"):
            try instruction()
            return .ignored
        default:
            try openTag()
            return .opened
        }
    }

    @inline(__always)
    mutating func skipWhitespace() {
        while cursor < end, XMLCharacters.isWhitespace(cursor.pointee) { cursor += 1 }
    }

    /// Reads character data up to the next `<`; true when it stands for itself byte by byte.
    @inline(__always)
    mutating func scanText() throws(XMLError) -> Bool {
        var isPlain = true
        var next = cursor
        while next < end {
            switch next.pointee {
            case UInt8(ascii: "<"):
                cursor = next
                return isPlain
            case UInt8(ascii: "&"):
                cursor = next
                try reference()
                next = cursor
                isPlain = false
            case UInt8(ascii: "]"):
                if end - next > 2, next[1] == UInt8(ascii: "]"), next[2] == UInt8(ascii: ">") {
                    cursor = next
                    throw fail(.malformed, "]]> stands in text")
                }
                next += 1
            case UInt8(ascii: "\r"):
                isPlain = false
                next += 1
            default:
                next += 1
            }
        }
        throw cut()
    }

    /// Steps over a reference.
    @inline(never)
    mutating func reference() throws(XMLError) {
        switch XMLText.reference(cursor, end) {
        case .scalar(_, let length): cursor += length
        case .cut: throw cut()
        case .malformed: throw fail(.malformed, "an ampersand begins no reference that XML knows")
        }
    }

    /// Reads `</name>`, which must be the name of `parent`.
    @inline(__always)
    mutating func closeTag(of parent: XMLName) throws(XMLError) {
        let name = cursor + 2
        let count = parent.qualified.count
        guard end - name > count, memcmp(name, parent.start, count) == 0,
            name[count] == UInt8(ascii: ">")
        else {
            return try closeTagUnusual(of: parent)
        }
        cursor = name + count + 1
        depth -= 1
    }

    /// A closing tag with white space in it, of another element, or cut.
    @inline(never)
    private mutating func closeTagUnusual(of parent: XMLName) throws(XMLError) {
        cursor += 2
        for byte in parent.qualified {
            guard cursor < end else { throw cut() }
            guard cursor.pointee == byte else {
                throw fail(.malformed, "<\(parent.string)> is closed by another tag", of: parent.string)
            }
            cursor += 1
        }
        skipWhitespace()
        try expect(">", in: "a closing tag")
        depth -= 1
    }

    /// Steps over `literal`.
    mutating func expect(_ literal: StaticString, in place: StaticString) throws(XMLError) {
        for index in 0..<literal.utf8CodeUnitCount {
            guard cursor < end else { throw cut() }
            guard cursor.pointee == literal.utf8Start[index] else {
                throw fail(.malformed, "\(literal) is missing in \(place)")
            }
            cursor += 1
        }
    }

    /// Reads `<!-- … -->` or `<![CDATA[ … ]]>`.
    @inline(never)
    private mutating func commentOrSection() throws(XMLError) -> Markup {
        guard end - cursor > 2 else { throw cut() }
        switch cursor[2] {
        case UInt8(ascii: "-"):
            try comment()
            return .ignored
        case UInt8(ascii: "["):
            try expect("<![CDATA[", in: "a CDATA section")
            let content = cursor
            try find("]]>")
            section = UnsafeBufferPointer(start: content, count: cursor - content)
            cursor += 3
            return .section
        default:
            throw fail(.malformed, "a declaration stands inside the document")
        }
    }

    /// Reads `<!-- … -->`; two hyphens may not stand in it.
    mutating func comment() throws(XMLError) {
        try expect("<!--", in: "a comment")
        try find("--")
        try expect("-->", in: "a comment")
    }

    /// Reads `<?target … ?>`; the XML declaration may only stand at the very start.
    @inline(never)
    mutating func instruction() throws(XMLError) {
        cursor += 2
        let target = try name()
        guard cursor < end else { throw cut() }
        if target.qualified.count == 3, target.string.lowercased() == "xml" {
            throw fail(.malformed, "an XML declaration stands inside the document")
        }
        if XMLCharacters.isWhitespace(cursor.pointee) { try find("?>") }
        try expect("?>", in: "a processing instruction")
    }

    /// Moves to the next place where `literal` stands.
    mutating func find(_ literal: StaticString) throws(XMLError) {
        let count = literal.utf8CodeUnitCount
        while end - cursor >= count {
            if memcmp(cursor, literal.utf8Start, count) == 0 { return }
            cursor += 1
        }
        throw cut()
    }
}
