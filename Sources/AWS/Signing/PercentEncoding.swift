/// Percent-encoding as AWS's services and signatures read it.
package enum PercentEncoding {
    /// Letters, digits, `-_.~` and the allowed ASCII bytes stay; every other byte becomes `%XX`.
    package static func encode(_ bytes: some Sequence<UInt8>, allowing allowed: String = "") -> String {
        var out: [UInt8] = []
        for byte in bytes {
            if isUnreserved(byte) || allowed.utf8.contains(byte) {
                out.append(byte)
            } else {
                out += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// What `%XX` stands for; a percent sign without two digits stays as it is.
    package static func decode(_ text: some StringProtocol) -> [UInt8] {
        var out: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
            if byte == UInt8(ascii: "%"), digits.count == 2 {
                out.append(UInt8(digits[0] << 4 | digits[1]))
                rest = rest.dropFirst(2)
            } else {
                out.append(byte)
            }
        }
        return out
    }

    /// The one spelling of what the text stands for.
    static func normalize(_ text: some StringProtocol) -> String {
        encode(decode(text))
    }

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "~"):
            true
        default:
            false
        }
    }
}
