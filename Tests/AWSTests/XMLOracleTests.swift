import Testing

@testable import AWS

/// Our reader beside Foundation's, which is libxml2.
@Suite(.serialized) struct XMLOracleTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func whatIsWrittenIsRead(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<500 {
            let tree = XMLTree.random(&numbers)
            let document = tree.document(&numbers)
            #expect(try XMLReader.read(document, root: "Answer") { try tree.read("Answer", &$0) } == tree)
            #expect(try XMLEvents.ours(document) == XMLEvents.foundations(document))
        }
    }

    @Test(arguments: [11, 12, 13, 14] as [UInt64])
    func damagedDocumentsAreJudgedAlike(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        var accepted = 0
        for _ in 0..<2000 {
            let document = mutated(XMLTree.random(&numbers).document(&numbers), &numbers)
            guard XMLEvents.canJudge(document) else {
                // Not crashing is all that is asked, and to know UTF-8.
                let isUTF8 = String(validating: document, as: UTF8.self) != nil
                let ours = try? XMLEvents.ours(document)
                #expect(isUTF8 || ours == nil)
                continue
            }
            let theirs = XMLEvents.foundations(document)
            do {
                let ours = try XMLEvents.ours(document)
                #expect(ours == theirs, "accepted: \(String(decoding: document, as: UTF8.self))")
                accepted += 1
            } catch {
                #expect(
                    theirs == nil || error.code == .refused || isLaxness(document),
                    "rejected, \(error): \(String(decoding: document, as: UTF8.self))")
            }
        }
        #expect(accepted > 100)
    }

    /// What libxml2 lets pass although XML 1.0 does not: the version `1.`.
    private func isLaxness(_ document: [UInt8]) -> Bool {
        let text = String(decoding: document.prefix(60), as: UTF8.self)
        return ["\"1.\"", "'1.'"].contains { text.contains("version=\($0)") }
    }

    @Test func bytesOfAllKindsNeverCrash() {
        var numbers = SeededNumbers(seed: 21)
        let alphabet = Array("<<<>>/&;![]-?='\" ax:".utf8) + [0, 0x80, 0xC3, 0xFF]
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &numbers)).map { _ in numbers.pick(alphabet) }
            let document = Array("<a>".utf8) + bytes
            #expect(
                (try? XMLReader.read(document, root: "a") { _ in }) == nil
                    || document.last == UInt8(ascii: ">"))
            _ = XMLReader.peekTrailing(document + Array("</a>".utf8), element: "a")
        }
    }

    @Test func everyTruncationIsAnError() throws {
        var numbers = SeededNumbers(seed: 31)
        for _ in 0..<20 {
            let document = XMLTree.random(&numbers).document(&numbers)
            _ = try XMLEvents.ours(document)
            for count in 0..<document.count {
                #expect(throws: XMLError.self) { try XMLEvents.ours(Array(document[..<count])) }
                #expect {
                    try XMLReader.read(Array(document[..<count]), root: "Answer") { _ in }
                } throws: {
                    ($0 as? XMLError)?.code == .cut
                }
            }
        }
    }
}

extension XMLTree {
    /// Reads what should be this tree the way a decoder does, knowing where text and where elements stand.
    fileprivate func read(_ name: String, _ reader: inout XMLReader) throws -> XMLTree {
        switch self {
        case .leaf: return .leaf(name, text: try reader.text())
        case .branch(_, let expected):
            var found: [XMLTree] = []
            try reader.children { name, child in
                let like = found.count < expected.count ? expected[found.count] : .branch("", [])
                found.append(try like.read(name.string, &child))
            }
            return .branch(name, found)
        }
    }
}
