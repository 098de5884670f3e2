/// Reads JSON with comments and trailing commas (JSONC) into a tree with places.
///
/// Whatever the bytes are, reading ends in a tree, in diagnostics, or in both. An error inside a token is
/// reported and reading goes on; an error in the structure ends the file.
package struct SyntaxReader {
    package static let sizeLimit = 1 << 20
    package static let depthLimit = 64
    /// After so many errors nobody reads on.
    private static let errorLimit = 100

    let bytes: [UInt8]
    let file: String
    var index = 0
    private var line = 1
    private var lineStart = 0
    /// UTF-8 continuation bytes since the line's start: bytes that are no column of their own.
    var continuations = 0
    private(set) var diagnostics: [Diagnostic] = []

    /// The tree (nil where reading had to stop) and what is wrong with the bytes.
    package static func read(_ bytes: [UInt8], file: String) -> (root: Node?, diagnostics: [Diagnostic]) {
        var reader = SyntaxReader(bytes: bytes, file: file)
        let root = try? reader.document()
        return (root, reader.diagnostics)
    }

    private init(bytes: [UInt8], file: String) {
        self.bytes = bytes
        self.file = file
    }

    private mutating func document() throws(Stop) -> Node {
        try checkEncoding()
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            index = 3
            lineStart = 3
        }
        try skipBlanks()
        guard index < bytes.count else {
            throw stop("the file holds nothing", "expected a manifest, or a list of manifests")
        }
        let root = try value(depth: 0)
        try skipBlanks()
        if index < bytes.count {
            try report(
                "\(character()) stands after the end of the value",
                "a file holds one manifest, or a list: [ … ]")
        }
        return root
    }

    /// One check of the whole file, so that everything after it may take the bytes for UTF-8.
    private mutating func checkEncoding() throws(Stop) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw stop("the file is UTF-16", "files are UTF-8")
        }
        let offset: Int
        do {
            _ = try UTF8Span(validating: bytes.span)
            return
        } catch {
            offset = error.byteOffsets.lowerBound
        }
        while index < offset { advanceByte() }
        let code = String(bytes[offset], radix: 16, uppercase: true)
        throw stop("byte 0x\(code.count < 2 ? "0" : "")\(code) is not UTF-8 here", "files are UTF-8")
    }
}

// Places and reports.
extension SyntaxReader {
    /// Thrown once its reason is among the diagnostics.
    struct Stop: Error {}

    var position: Position {
        Position(line: line, column: index - lineStart - continuations + 1)
    }

    mutating func report(_ message: String, _ advice: String? = nil, at place: Position? = nil) throws(Stop) {
        diagnostics.append(Diagnostic(file: file, position: place ?? position, message, advice: advice))
        if diagnostics.count >= Self.errorLimit { throw Stop() }
    }

    mutating func stop(_ message: String, _ advice: String? = nil, at place: Position? = nil) -> Stop {
        diagnostics.append(Diagnostic(file: file, position: place ?? position, message, advice: advice))
        return Stop()
    }

    /// The character at the index, fit for a message.
    func character() -> String {
        guard index < bytes.count else { return "the end of the file" }
        let scalars = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self)
            .unicodeScalars
        guard let first = scalars.first else { return "a byte" }
        return (0x21...0x7E).contains(first.value)
            ? "\"\(first)\"" : "the character U+\(Quoted.hexadecimal(first.value))"
    }

    /// Passes one byte of a comment or of white space.
    private mutating func advanceByte() {
        let byte = bytes[index]
        index += 1
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && peek() != UInt8(ascii: "\n") {
            line += 1
            lineStart = index
            continuations = 0
        } else if byte & 0xC0 == 0x80 {
            continuations += 1
        }
    }

    func peek(_ distance: Int = 0) -> UInt8? {
        index + distance < bytes.count ? bytes[index + distance] : nil
    }

    /// Passes white space and comments.
    mutating func skipBlanks() throws(Stop) {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): index += 1
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): advanceByte()
            case UInt8(ascii: "/"): try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(Stop) {
        let start = position
        switch peek(1) {
        case UInt8(ascii: "/"):
            while let byte = peek(), byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { advanceByte() }
        case UInt8(ascii: "*"):
            index += 2
            while let byte = peek() {
                if byte == UInt8(ascii: "*"), peek(1) == UInt8(ascii: "/") {
                    index += 2
                    return
                }
                advanceByte()
            }
            throw stop("the comment has no end", "expected */", at: start)
        default:
            throw stop("\"/\" begins no comment", "comments are // … or /* … */")
        }
    }
}
