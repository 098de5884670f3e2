/// Turns raw character data into the text that it stands for.
enum XMLText {
    /// A reference such as `&amp;` or `&#x20;`, read from its ampersand on.
    enum Reference {
        case scalar(Unicode.Scalar, length: Int)
        case cut
        case malformed
    }

    /// Reads the reference at `start`: the five names that XML knows, and characters by their number.
    static func reference(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Reference {
        guard start + 1 < end else { return .cut }
        if start[1] == UInt8(ascii: "#") { return numeric(start, end) }
        var stop = start + 1
        while stop < end, XMLCharacters.isASCIINameStart(stop.pointee), stop - start < 6 { stop += 1 }
        guard stop < end else { return .cut }
        guard stop.pointee == UInt8(ascii: ";") else { return .malformed }
        let name = XMLName(start: start + 1, count: stop - start - 1)
        let length = stop - start + 1
        switch name {
        case "amp": return .scalar("&", length: length)
        case "lt": return .scalar("<", length: length)
        case "gt": return .scalar(">", length: length)
        case "quot": return .scalar("\"", length: length)
        case "apos": return .scalar("'", length: length)
        default: return .malformed
        }
    }

    private static func numeric(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Reference {
        var cursor = start + 2
        guard cursor < end else { return .cut }
        let isHex = cursor.pointee == UInt8(ascii: "x")
        if isHex { cursor += 1 }
        let digits = cursor
        var value: UInt32 = 0
        while cursor < end, let digit = digit(cursor.pointee, isHex: isHex) {
            value = value * (isHex ? 16 : 10) + digit
            guard value <= 0x10FFFF else { return .malformed }
            cursor += 1
        }
        guard cursor < end else { return .cut }
        guard cursor.pointee == UInt8(ascii: ";"), cursor > digits, XMLCharacters.isAllowed(value),
            let scalar = Unicode.Scalar(value)
        else { return .malformed }
        return .scalar(scalar, length: cursor - start + 1)
    }

    private static func digit(_ byte: UInt8, isHex: Bool) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f") where isHex: UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F") where isHex: UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// Appends raw text with its references resolved and its line ends as line feeds (XML 1.0, 2.11).
    ///
    /// - Parameter references: false in CDATA sections, where an ampersand is an ampersand.
    /// - Returns: false when a reference is malformed.
    static func append(
        _ raw: UnsafeBufferPointer<UInt8>, references: Bool, to text: inout [UInt8]
    ) -> Bool {
        guard var cursor = raw.baseAddress else { return true }
        let end = cursor + raw.count
        while cursor < end {
            switch cursor.pointee {
            case UInt8(ascii: "&") where references:
                guard case .scalar(let scalar, let length) = reference(cursor, end) else { return false }
                text.append(contentsOf: String(scalar).utf8)
                cursor += length
            case UInt8(ascii: "\r"):
                text.append(UInt8(ascii: "\n"))
                cursor += 1
                if cursor < end, cursor.pointee == UInt8(ascii: "\n") { cursor += 1 }
            default:
                text.append(cursor.pointee)
                cursor += 1
            }
        }
        return true
    }
}
