import Foundation
import FoundationXML

@testable import AWS

/// What a reader sees in a document: elements that open and close, and the text between them in one piece.
struct XMLEvents: Equatable {
    enum Event: Equatable {
        case opened(String)
        case text(String)
        case closed
    }

    private(set) var all: [Event] = []

    mutating func append(_ event: Event) {
        guard case .text(let text) = event else { return all.append(event) }
        if case .text(let before)? = all.last {
            all[all.count - 1] = .text(before + text)
        } else if !text.isEmpty {
            all.append(event)
        }
    }

    /// What our reader sees; it walks through mixed content too, which no answer of AWS has.
    static func ours(_ document: [UInt8]) throws(XMLError) -> XMLEvents {
        try document.withUnsafeBufferPointer { (buffer) throws(XMLError) -> XMLEvents in
            guard let start = buffer.baseAddress, !buffer.isEmpty else {
                throw XMLError(.cut, message: "empty")
            }
            var events = XMLEvents()
            var reader = XMLReader(start, count: buffer.count)
            try reader.openDocument(buffer)
            try reader.walk(&events)
            try reader.closeDocument()
            return events
        }
    }

    /// Whether Foundation's reader is fit to judge. It is not:
    /// - on names that are not UTF-8 it crashes;
    /// - on `<?target?>`, an instruction that says nothing, it crashes;
    /// - of `<?xml-anything ?>` inside a document it says the same whether that is allowed or not;
    /// - in CDATA sections it keeps `\r\n`, against 2.11 of XML 1.0;
    /// - fewer than four bytes it does not look at.
    static func canJudge(_ document: [UInt8]) -> Bool {
        guard document.count >= 4, let text = String(validating: document, as: UTF8.self) else {
            return false
        }
        for rest in text.split(separator: "<![CDATA[", omittingEmptySubsequences: false).dropFirst() {
            let section = rest.prefix(upTo: rest.firstRange(of: "]]>")?.lowerBound ?? rest.endIndex)
            if section.utf8.contains(UInt8(ascii: "\r")) { return false }
        }
        return text.split(separator: "<?", omittingEmptySubsequences: false).dropFirst().allSatisfy { rest in
            let instruction = rest.prefix(upTo: rest.firstRange(of: "?>")?.lowerBound ?? rest.endIndex)
            let words = instruction.split(whereSeparator: \.isWhitespace)
            return words.count > 1 && (words[0] == "xml" || !words[0].lowercased().hasPrefix("xml"))
        }
    }

    /// What libxml2 has to say about namespaces and versions of XML, in documents that it reads nevertheless.
    private static let namespaceFindings: Set<Int> = [97, 99, 100, 200, 201, 202, 203, 204, 205]

    /// What Foundation's reader sees; nil when it rejects the document.
    static func foundations(_ document: [UInt8]) -> XMLEvents? {
        let listener = Listener()
        let parser = XMLParser(data: Data(document))
        parser.delegate = listener
        let isRead = parser.parse()
        let code = (parser.parserError as NSError?)?.code
        guard isRead, code.map(namespaceFindings.contains) ?? true else { return nil }
        return listener.events
    }

    private final class Listener: NSObject, XMLParserDelegate {
        var events = XMLEvents()

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            let local = name.split(separator: ":", maxSplits: 1).last.map(String.init)
            events.append(.opened(local ?? name))
        }

        func parser(
            _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
        ) {
            events.append(.closed)
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            events.append(.text(text))
        }

        func parser(_ parser: XMLParser, foundCDATA section: Data) {
            events.append(.text(String(decoding: section, as: UTF8.self)))
        }
    }
}

extension XMLReader {
    fileprivate mutating func walk(_ events: inout XMLEvents) throws(XMLError) {
        let parent = element
        events.append(.opened(parent.string))
        guard try enter() else { return events.append(.closed) }
        while true {
            let first = cursor
            _ = try scanText()
            events.append(.text(UnsafeBufferPointer(start: first, count: cursor - first), references: true))
            switch try markup(in: parent) {
            case .opened: try walk(&events)
            case .closed: return events.append(.closed)
            case .section: events.append(.text(section, references: false))
            case .ignored, .text: continue
            }
        }
    }
}

extension XMLEvents.Event {
    fileprivate static func text(_ raw: UnsafeBufferPointer<UInt8>, references: Bool) -> Self {
        var text: [UInt8] = []
        _ = XMLText.append(raw, references: references, to: &text)
        return .text(String(decoding: text, as: UTF8.self))
    }
}
