import Planning

/// Elements that hold a value, not elements. Each reads the current element and leaves it.
extension XMLReader {
    /// The character data of the current element; empty for `<element/>`.
    ///
    /// - Throws: `.wrongType` when it holds elements.
    package mutating func text() throws(XMLError) -> String {
        try withText { String(decoding: $0, as: UTF8.self) }
    }

    /// The character data of the current element if it is wanted; its bytes are judged before a String is made of them.
    ///
    /// - Returns: nil where `isWanted` says no.
    /// - Throws: `.wrongType` when it holds elements.
    package mutating func text(
        where isWanted: (UnsafeBufferPointer<UInt8>) -> Bool
    ) throws(XMLError) -> String? {
        try withText { isWanted($0) ? String(decoding: $0, as: UTF8.self) : nil }
    }

    /// Whether the character data of the current element is `literal`; reads like `text()` without a String.
    package mutating func textEquals(_ literal: StaticString) throws(XMLError) -> Bool {
        try withText { text in literal.withUTF8Buffer { text.elementsEqual($0) } }
    }

    /// A whole number in decimal digits, with or without a minus.
    ///
    /// - Throws: `.wrongType` for anything else, white space and numbers beyond `Int` included.
    package mutating func integer() throws(XMLError) -> Int {
        let name = element
        guard let value = try withText(Self.integer) else { throw wrongType(name, "a whole number") }
        return value
    }

    /// `true` or `false`.
    ///
    /// - Throws: `.wrongType` for anything else.
    package mutating func boolean() throws(XMLError) -> Bool {
        let name = element
        guard let value = try withText(Self.boolean) else { throw wrongType(name, "true or false") }
        return value
    }

    /// An instant such as `2026-11-22T13:04:11.000Z` in whole seconds since 1970, UTC; a fraction is dropped.
    ///
    /// - Throws: `.wrongType` for anything else.
    package mutating func instant() throws(XMLError) -> Int {
        let name = element
        guard let value = try withText(ISO8601.seconds) else {
            throw wrongType(name, "an ISO 8601 instant in UTC")
        }
        return value
    }

    /// Reads the text of the current element; in nearly every answer `body` sees the answer's own bytes.
    @inline(__always)
    private mutating func withText<R>(
        _ body: (UnsafeBufferPointer<UInt8>) -> R
    ) throws(XMLError) -> R {
        let parent = element
        let first = cursor
        guard try enter() else { return body(UnsafeBufferPointer(start: first, count: 0)) }
        let isPlain = try scanText()
        let count = cursor - first
        if isPlain, end - cursor > 1, cursor[1] == UInt8(ascii: "/") {
            try closeTag(of: parent)
            return body(UnsafeBufferPointer(start: first, count: count))
        }
        cursor = first
        return try gather(parent).withUnsafeBufferPointer(body)
    }

    /// Text with references, line ends to normalise, CDATA sections or comments in it.
    @inline(never)
    private mutating func gather(_ parent: XMLName) throws(XMLError) -> [UInt8] {
        var text: [UInt8] = []
        while true {
            let first = cursor
            _ = try scanText()
            let run = UnsafeBufferPointer(start: first, count: cursor - first)
            guard XMLText.append(run, references: true, to: &text) else {
                throw fail(.malformed, "an ampersand begins no reference that XML knows")
            }
            switch try markup(in: parent) {
            case .closed: return text
            case .section: _ = XMLText.append(section, references: false, to: &text)
            case .ignored, .text: continue
            case .opened: throw wrongType(parent, "text alone")
            }
        }
    }

    private static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = isNegative ? text.dropFirst() : text[...]
        guard !digits.isEmpty else { return nil }
        // Counted downwards, because the smallest Int has no positive counterpart.
        var value = 0
        for byte in digits {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isBeyond) = product.subtractingReportingOverflow(Int(digit))
            guard !isTooLarge, !isBeyond else { return nil }
            value = sum
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    private static func boolean(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
        if text.elementsEqual("true".utf8) { return true }
        if text.elementsEqual("false".utf8) { return false }
        return nil
    }
}
