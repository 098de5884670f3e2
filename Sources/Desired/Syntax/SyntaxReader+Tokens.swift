// Strings, numbers and words.
extension SyntaxReader {
    static func beginsNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"):
            true
        default: false
        }
    }

    static func beginsValue(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""): true
        default: beginsNumber(byte) || isWord(byte)
        }
    }

    /// A key in quotes; a bare word is reported and taken for one.
    mutating func key() throws(Stop) -> String {
        if peek() == UInt8(ascii: "\"") {
            let start = index
            if let text = try text() { return text }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }
        guard let byte = peek(), Self.isWord(byte) else {
            throw stop("\(character()) stands where a key should", "keys stand in double quotes")
        }
        let start = position
        let word = run(Self.isWord)
        try report("the key \(word) stands without quotes", "keys stand in double quotes", at: start)
        return word
    }

    /// `true`, `false`, `null`, or somebody's unquoted string.
    mutating func word() throws(Stop) -> Node.Value {
        let start = position
        let word = run(Self.isWord)
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default:
            let meant = ["true", "false", "null"].first { $0 == word.lowercased() }
            try report(
                "\(Quoted.text(word)) stands without quotes",
                meant.map { "did you mean \($0)?" } ?? "strings stand in double quotes", at: start)
            return .unreadable
        }
    }

    mutating func number() throws(Stop) -> Node.Value {
        let start = position
        let text = run { Self.beginsNumber($0) || Self.isWord($0) }
        var grammar = NumberGrammar(text)
        if let fault = grammar.fault() {
            try report("\(Quoted.text(text)) is no number", fault, at: start)
            return .unreadable
        }
        if grammar.isWhole {
            if let whole = Int(text) { return .int(whole) }
        } else if let number = Double(text), number.isFinite {
            // 7.0 and 7e0 are the whole number 7, in the JSON Schema too.
            return Int(exactly: number).map(Node.Value.int) ?? .double(number)
        }
        try report("the number \(Quoted.text(text)) is out of range", "whole numbers have 64 bits", at: start)
        return .unreadable
    }

    private mutating func run(_ belongs: (UInt8) -> Bool) -> String {
        let start = index
        while let byte = peek(), belongs(byte) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }
}

// Strings.
extension SyntaxReader {
    /// Reads a string; nil where an escape or a character in it was reported.
    mutating func text() throws(Stop) -> String? {
        let opening = position
        index += 1
        let start = index
        while let byte = peek(), byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            if byte & 0xC0 == 0x80 { continuations += 1 }
            index += 1
        }
        if peek() == UInt8(ascii: "\"") {
            index += 1
            return String(decoding: bytes[start..<(index - 1)], as: UTF8.self)
        }
        return try textWithEscapes(Array(bytes[start..<index]), opening: opening)
    }

    /// Goes on where the first backslash or control character stands.
    private mutating func textWithEscapes(_ beginning: [UInt8], opening: Position) throws(Stop) -> String? {
        var content = beginning
        var isSound = true
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return isSound ? String(decoding: content, as: UTF8.self) : nil
            case UInt8(ascii: "\\"):
                if let scalar = try escape() {
                    content.append(contentsOf: Array(String(scalar).utf8))
                } else {
                    isSound = false
                }
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                throw stop(
                    "the string does not end on its line", "expected \" at its end, or \\n inside",
                    at: opening)
            case 0..<0x20:
                let code = Quoted.hexadecimal(UInt32(byte))
                try report("the control character U+\(code) stands in a string", "write it as \\u\(code)")
                isSound = false
                index += 1
            default:
                if byte & 0xC0 == 0x80 { continuations += 1 }
                content.append(byte)
                index += 1
            }
        }
        throw stop("the string has no end", "expected \"", at: opening)
    }

    /// Reads an escape from its backslash on; nil where it was reported.
    private mutating func escape() throws(Stop) -> Unicode.Scalar? {
        let start = position
        index += 1
        let letter = peek()
        if letter == UInt8(ascii: "u") {
            index += 1
            return try unicodeEscape(start)
        }
        let meanings: [(Character, Unicode.Scalar)] = [
            ("\"", "\""), ("\\", "\\"), ("/", "/"), ("b", "\u{8}"), ("f", "\u{c}"), ("n", "\n"), ("r", "\r"),
            ("t", "\t"),
        ]
        if let meaning = meanings.first(where: { $0.0.asciiValue == letter }) {
            index += 1
            return meaning.1
        }
        // What follows the backslash is left to be read as itself.
        try report(
            "\\ before \(character()) is no escape",
            "escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits", at: start)
        return nil
    }

    private mutating func unicodeEscape(_ start: Position) throws(Stop) -> Unicode.Scalar? {
        guard let first = hexadecimalDigits() else {
            try report("\\u lacks its four hexadecimal digits", at: start)
            return nil
        }
        if let scalar = Unicode.Scalar(first) { return scalar }
        let afterFirst = index
        if first < 0xDC00, peek() == UInt8(ascii: "\\"), peek(1) == UInt8(ascii: "u") {
            index += 2
            if let second = hexadecimalDigits(), (0xDC00..<0xE000).contains(second) {
                return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            }
            index = afterFirst
        }
        try report(
            "\\u\(Quoted.hexadecimal(first)) is half of a surrogate pair", "the other half has to follow",
            at: start)
        return nil
    }

    private mutating func hexadecimalDigits() -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[index..<(index + 4)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
            value = value << 4 | UInt32(digit)
        }
        index += 4
        return value
    }
}
