/// Reads one answer of AWS, element by element, straight from its bytes.
///
/// A decoder pulls what it knows and leaves the rest; what it leaves is skipped, but checked all the same:
///
///     let ids = try XMLReader.read(body, root: "DescribeVolumesResponse") { answer in … }
///     try answer.children { name, child in
///         switch name {
///         case "volumeId": id = try child.text()
///         case "tagSet": try child.children { … }
///         default: break
///         }
///     }
///
/// Strict: a document is read whole or is an error, and an error that a decoder swallows is thrown at the end
/// nevertheless. Namespaces and attributes are checked for syntax and ignored. Refused: DOCTYPE, encodings other
/// than UTF-8, names with more than one colon, more than 64 levels, more than 64 attributes of one element.
package struct XMLReader: ~Copyable {
    /// The deepest level of nesting that is read; it bounds the stack as well.
    static var deepest: Int { 64 }

    /// Where the reader stands towards the element that was opened last.
    enum Position {
        /// Behind its opening tag, nothing of it read.
        case opened
        /// Behind `<element/>`.
        case openedEmpty
        /// Inside or behind it: it cannot be read again.
        case consumed
    }

    let start: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    /// The next byte to read.
    var cursor: UnsafePointer<UInt8>
    /// The element that was opened last.
    var element: XMLName
    var position = Position.consumed
    var depth = 0
    /// The raw content of the CDATA section that was read last.
    var section: UnsafeBufferPointer<UInt8>
    private var failure: XMLError?

    init(_ start: UnsafePointer<UInt8>, count: Int) {
        self.start = start
        self.end = start + count
        self.cursor = start
        self.element = XMLName(start: start, count: 0)
        self.section = UnsafeBufferPointer(start: start, count: 0)
    }

    /// Reads a document whose root element is `root`; `body` is called inside of it.
    ///
    /// - Throws: `.unexpectedRoot` with the name found, what `body` throws (as `.undecoded` if it is no `XMLError`), and otherwise the first thing about
    ///   the document that is not right, be it before, inside or after what `body` looked at.
    package static func read<T>(
        _ bytes: [UInt8], root: StaticString, _ body: (inout XMLReader) throws -> T
    ) throws(XMLError) -> T {
        try bytes.withUnsafeBufferPointer { (buffer) throws(XMLError) -> T in
            guard let start = buffer.baseAddress, !buffer.isEmpty else {
                throw XMLError(.cut, offset: 0, message: "the answer is empty")
            }
            var reader = XMLReader(start, count: buffer.count)
            try reader.openDocument(buffer)
            guard reader.element == root else {
                let found = reader.element.string
                throw reader.fail(
                    .unexpectedRoot, "<\(root)> was expected, but the answer is <\(found)>", of: found)
            }
            let value = try reader.decoded(body)
            if reader.position != .consumed { try reader.skip() }
            try reader.closeDocument()
            if let failure = reader.failure { throw failure }
            return value
        }
    }

    private mutating func decoded<T>(_ body: (inout XMLReader) throws -> T) throws(XMLError) -> T {
        do {
            return try body(&self)
        } catch let error as XMLError {
            throw error
        } catch {
            throw fail(.undecoded, "\(error)")
        }
    }

    /// Calls `body` with each child element of the current element, in their order, and leaves the element.
    ///
    /// `body` reads the child by one call of the reader it is given, or ignores it: then it is skipped.
    ///
    /// - Throws: `.wrongType` when the element holds text.
    package mutating func children(
        _ body: (XMLName, inout XMLReader) throws -> Void
    ) throws {
        let parent = element
        guard try enter() else { return }
        while true {
            skipWhitespace()
            switch try markup(in: parent) {
            case .opened:
                try body(element, &self)
                if position != .consumed { try skip() }
            case .closed: return
            case .ignored: continue
            case .text, .section: throw wrongType(parent, "elements")
            }
        }
    }

    /// Leaves the current element; all of it is checked, nothing of it is kept.
    package mutating func skip() throws(XMLError) {
        let parent = element
        guard try enter() else { return }
        while true {
            _ = try scanText()
            switch try markup(in: parent) {
            case .opened: try skip()
            case .closed: return
            case .ignored, .section, .text: continue
            }
        }
    }

    /// Steps into the element that was opened last; false when it is `<element/>`, which is left at once.
    @inline(__always)
    mutating func enter() throws(XMLError) -> Bool {
        switch position {
        case .opened:
            position = .consumed
            return true
        case .openedEmpty:
            position = .consumed
            depth -= 1
            return false
        case .consumed:
            throw fail(.consumedTwice, "an element is read twice")
        }
    }

    /// Makes the error that is thrown at the reader's place, and remembers the first one.
    @inline(never)
    mutating func fail(_ code: XMLError.Code, _ message: String, of element: String? = nil) -> XMLError {
        let error = XMLError(code, element: element, offset: cursor - start, message: message)
        if failure == nil { failure = error }
        return error
    }

    @inline(never)
    mutating func wrongType(_ element: XMLName, _ expected: StaticString) -> XMLError {
        fail(.wrongType, "<\(element.string)> does not hold \(expected)", of: element.string)
    }

    /// The error of bytes that end too early.
    @inline(never)
    mutating func cut() -> XMLError {
        cursor = end
        return fail(.cut, "the answer ends in the middle of the document")
    }
}
