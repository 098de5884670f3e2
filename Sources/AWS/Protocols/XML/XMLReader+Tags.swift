/// Opening tags: names and attributes.
extension XMLReader {
    /// More attributes than any answer has; looking for duplicates is quadratic in their number.
    private static var mostAttributes: Int { 64 }

    /// Reads `<name …>` or `<name …/>`; the cursor stands at the `<`.
    @inline(__always)
    mutating func openTag() throws(XMLError) {
        let first = cursor + 1
        var next = first
        while next < end, XMLCharacters.isASCIIName(next.pointee) { next += 1 }
        guard next < end, next.pointee == UInt8(ascii: ">"), XMLCharacters.isASCIINameStart(first.pointee)
        else {
            return try openTagUnusual()
        }
        cursor = next + 1
        element = XMLName(start: first, count: next - first)
        try descend(.opened)
    }

    /// An opening tag with a prefix, attributes, white space or a slash, or a wrong one.
    @inline(never)
    private mutating func openTagUnusual() throws(XMLError) {
        cursor += 1
        let name = try name()
        try attributes()
        guard cursor < end else { throw cut() }
        let isEmpty = cursor.pointee == UInt8(ascii: "/")
        if isEmpty { cursor += 1 }
        try expect(">", in: "an opening tag")
        element = name
        try descend(isEmpty ? .openedEmpty : .opened)
    }

    @inline(__always)
    private mutating func descend(_ position: Position) throws(XMLError) {
        guard depth < Self.deepest else {
            throw fail(.refused, "the document is nested deeper than \(Self.deepest) levels")
        }
        depth += 1
        self.position = position
    }

    /// Reads `name="value"` as often as it stands there, and the white space after it.
    private mutating func attributes() throws(XMLError) {
        var names: [XMLName] = []
        while cursor < end, XMLCharacters.isWhitespace(cursor.pointee) {
            skipWhitespace()
            guard cursor < end else { throw cut() }
            if cursor.pointee == UInt8(ascii: ">") || cursor.pointee == UInt8(ascii: "/") { return }
            let name = try name()
            guard !names.contains(where: { $0.qualified.elementsEqual(name.qualified) }) else {
                throw fail(.malformed, "the attribute \(name.string) stands twice")
            }
            guard names.count < Self.mostAttributes else {
                throw fail(.refused, "an element has more than \(Self.mostAttributes) attributes")
            }
            names.append(name)
            skipWhitespace()
            try expect("=", in: "an attribute")
            skipWhitespace()
            try attributeValue()
        }
    }

    private mutating func attributeValue() throws(XMLError) {
        guard cursor < end else { throw cut() }
        let quote = cursor.pointee
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            throw fail(.malformed, "an attribute's value has no quotes")
        }
        cursor += 1
        while cursor < end {
            switch cursor.pointee {
            case quote:
                cursor += 1
                return
            case UInt8(ascii: "<"): throw fail(.malformed, "a < stands in an attribute's value")
            case UInt8(ascii: "&"): try reference()
            default: cursor += 1
            }
        }
        throw cut()
    }

    /// Reads a name: one part, or two with a colon between them.
    mutating func name() throws(XMLError) -> XMLName {
        let first = cursor
        var prefixCount = 0
        namePart()
        if cursor < end, cursor.pointee == UInt8(ascii: ":") {
            prefixCount = cursor + 1 - first
            cursor += 1
            let local = cursor
            namePart()
            guard cursor < end else { throw cut() }
            guard prefixCount > 1, cursor > local, cursor.pointee != UInt8(ascii: ":") else {
                throw fail(.refused, "a name is neither one part nor two with a colon between them")
            }
        }
        guard cursor > first else {
            if cursor == end { throw cut() }
            throw fail(.malformed, "a name is missing or begins with a character that may not begin one")
        }
        return XMLName(start: first, count: cursor - first, prefixCount: prefixCount)
    }

    /// Steps over as much as is a name without a colon; that may be nothing.
    private mutating func namePart() {
        let first = cursor
        while cursor < end {
            let byte = cursor.pointee
            if byte < 0x80 {
                guard cursor == first ? XMLCharacters.isASCIINameStart(byte) : XMLCharacters.isASCIIName(byte)
                else { return }
                cursor += 1
            } else {
                // The whole document is known to be UTF-8: anything else than a scalar ends the name.
                guard case .scalar(let scalar, let length) = XMLCharacters.decode(cursor, end),
                    cursor == first ? XMLCharacters.isNameStart(scalar) : XMLCharacters.isName(scalar)
                else { return }
                cursor += length
            }
        }
    }
}
