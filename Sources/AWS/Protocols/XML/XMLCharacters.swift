/// What XML 1.0 (fifth edition) allows as characters and in names.
enum XMLCharacters {
    /// What a look at the bytes of a document found.
    enum Finding: Equatable {
        case allowed
        /// The last character is incomplete.
        case cut(Int)
        /// Not UTF-8, or a character that XML does not allow.
        case forbidden(Int)
    }

    /// Checks once that `bytes` is UTF-8 of characters that XML allows, so that nothing later has to.
    static func check(_ bytes: UnsafeBufferPointer<UInt8>) -> Finding {
        guard let start = bytes.baseAddress else { return .allowed }
        let end = start + bytes.count
        var offset = 0
        while offset < bytes.count {
            if bytes.count - offset >= block, isPlain(start + offset) {
                offset += block
                continue
            }
            let stop = min(offset + block, bytes.count)
            while offset < stop {
                let byte = start[offset]
                if byte < 0x80 {
                    guard isAllowed(UInt32(byte)) else { return .forbidden(offset) }
                    offset += 1
                } else {
                    switch decode(start + offset, end) {
                    case .scalar(let value, let length) where isAllowed(value): offset += length
                    case .cut: return .cut(offset)
                    case .scalar, .malformed: return .forbidden(offset)
                    }
                }
            }
        }
        return .allowed
    }

    /// How many bytes are looked at together.
    private static var block: Int { 64 }

    /// Whether the bytes of a block are ASCII without control characters other than tab, line feed and return.
    ///
    /// Without a branch in the loop, so that the compiler makes vector instructions of it.
    @inline(__always)
    private static func isPlain(_ start: UnsafePointer<UInt8>) -> Bool {
        var unusual: UInt8 = 0
        for index in 0..<block {
            let byte = start[index]
            let isControl: UInt8 = byte < 0x20 ? 0x80 : 0
            let isWhitespace: UInt8 = byte == 0x09 || byte == 0x0A || byte == 0x0D ? 0x80 : 0
            unusual |= byte | (isControl & ~isWhitespace)
        }
        return unusual & 0x80 == 0
    }

    /// The `Char` production.
    static func isAllowed(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20...0xD7FF, 0x09, 0x0A, 0x0D, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    @inline(__always)
    static func isWhitespace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }

    /// Letters and underscore: what an ASCII name begins with; the colon is judged apart.
    @inline(__always)
    static func isASCIINameStart(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
    }

    @inline(__always)
    static func isASCIIName(_ byte: UInt8) -> Bool {
        isASCIINameStart(byte) || byte &- UInt8(ascii: "0") < 10
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// `NameStartChar` beyond ASCII.
    static func isNameStart(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D,
            0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
            0x10000...0xEFFFF:
            true
        default: false
        }
    }

    /// `NameChar` beyond ASCII.
    static func isName(_ scalar: UInt32) -> Bool {
        isNameStart(scalar) || scalar == 0xB7 || 0x300...0x36F ~= scalar || 0x203F...0x2040 ~= scalar
    }

    /// One character read from UTF-8.
    enum Decoded {
        case scalar(UInt32, length: Int)
        case cut
        case malformed
    }

    /// The character at `start`, which is not ASCII; overlong forms and surrogates are malformed.
    static func decode(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Decoded {
        let first = start.pointee
        let (length, smallest): (Int, UInt32)
        switch first {
        case 0xC2...0xDF: (length, smallest) = (2, 0x80)
        case 0xE0...0xEF: (length, smallest) = (3, 0x800)
        case 0xF0...0xF4: (length, smallest) = (4, 0x10000)
        default: return .malformed
        }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for index in 1..<length {
            guard start + index < end else { return .cut }
            guard start[index] & 0xC0 == 0x80 else { return .malformed }
            value = value << 6 | UInt32(start[index] & 0x3F)
        }
        guard value >= smallest, value <= 0x10FFFF, !(0xD800...0xDFFF ~= value) else { return .malformed }
        return .scalar(value, length: length)
    }
}
