/// The token of the next page, found before the page is read.
extension XMLReader {
    /// A token lies in the last bytes of an answer, or is not looked for.
    private static var trailingWindow: Int { 8192 }

    /// The text of the last `element` near the end of `bytes`, so that the next page can be asked for at once.
    ///
    /// Assumed is a well-formed answer; reading it whole tells later whether it was. Walking backwards from the
    /// end, the element counts where a token stands: as a child of the root (EC2, S3), or of a child of the root
    /// whose name ends in "Result" (the query protocol). An element of the same name inside an item is deeper and
    /// never taken. Comments, CDATA, instructions or attributes on the way make it unsure.
    ///
    /// - Returns: nil when there is no token, when it stands before the last 8 KiB, and when unsure.
    package static func peekTrailing(_ bytes: [UInt8], element: StaticString) -> String? {
        bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return nil }
            return trailing(start, count: buffer.count, element)
        }
    }

    private static func trailing(
        _ start: UnsafePointer<UInt8>, count: Int, _ element: StaticString
    ) -> String? {
        let first = start + max(0, count - trailingWindow)
        var limit = start + count
        var cursor = limit
        var depth = 0
        var isResult = false
        var closing: UnsafePointer<UInt8>?
        while cursor > first {
            cursor -= 1
            guard cursor.pointee == UInt8(ascii: "<") else { continue }
            guard let tag = Tag(cursor, limit) else { return nil }
            switch tag.kind {
            case .closing:
                if depth == 1 { isResult = tag.endsInResult }
                depth += 1
                let isToken = depth == 2 || depth == 3 && isResult
                closing = isToken && tag.name == element ? cursor : nil
            case .opening:
                depth -= 1
                if let closing {
                    return decoded(UnsafeBufferPointer(start: tag.end, count: closing - tag.end))
                }
                guard depth > 0 else { return nil }
            case .empty:
                closing = nil
            }
            limit = cursor
        }
        return nil
    }

    private static func decoded(_ raw: UnsafeBufferPointer<UInt8>) -> String? {
        var text: [UInt8] = []
        guard !raw.isEmpty, XMLCharacters.check(raw) == .allowed,
            XMLText.append(raw, references: true, to: &text)
        else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    /// A tag without attributes, met while walking backwards.
    private struct Tag {
        enum Kind { case opening, closing, empty }

        let kind: Kind
        let name: XMLName
        /// Behind its `>`.
        let end: UnsafePointer<UInt8>

        var endsInResult: Bool {
            name.count >= 6 && XMLName(start: name.local + name.count - 6, count: 6) == "Result"
        }

        /// Reads the tag at `start`; nil when there is anything between it and the next tag at `limit` that could
        /// be the end of a comment, a CDATA section or an instruction, for then `<` may not be what it looks like.
        init?(_ start: UnsafePointer<UInt8>, _ limit: UnsafePointer<UInt8>) {
            let isClosing = start + 1 < limit && start[1] == UInt8(ascii: "/")
            let first = start + (isClosing ? 2 : 1)
            var next = first
            while next < limit, XMLCharacters.isASCIIName(next.pointee) || next.pointee == UInt8(ascii: ":") {
                next += 1
            }
            guard next > first else { return nil }
            let qualified = UnsafeBufferPointer(start: first, count: next - first)
            let prefixCount = qualified.firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? 0
            name = XMLName(start: first, count: qualified.count, prefixCount: prefixCount)
            while next < limit, XMLCharacters.isWhitespace(next.pointee) { next += 1 }
            let isEmpty = !isClosing && next < limit && next.pointee == UInt8(ascii: "/")
            if isEmpty { next += 1 }
            guard next < limit, next.pointee == UInt8(ascii: ">") else { return nil }
            end = next + 1
            kind = isClosing ? .closing : isEmpty ? .empty : .opening
            let text = UnsafeBufferPointer(start: end, count: limit - end)
            guard !text.contains(UInt8(ascii: ">")) else { return nil }
        }
    }
}
