import AWS
import Testing

@testable import Engine

/// Reads several lists of tags with one reader, as a listing does.
@Suite struct TagReaderTests {
    private func read(
        _ lists: [String], keeping keys: Set<String>?
    ) throws -> [(kept: [String: String], own: Int)] {
        var tags = TagReader(keeping: keys)
        let document = "<r>" + lists.map { "<tagSet>\($0)</tagSet>" }.joined() + "</r>"
        return try XMLReader.read(Array(document.utf8), root: "r") { reader in
            var found: [(kept: [String: String], own: Int)] = []
            try reader.children { _, reader in found.append(try tags.read(&reader)) }
            return found
        }
    }

    private func item(_ key: String, _ value: String) -> String {
        "<item><key>\(key)</key><value>\(value)</value></item>"
    }

    @Test func keepsWhatIsWantedAndCountsTheOwnersTags() throws {
        let list = item("Name", "git") + item("aws:dlm:lifecycle-policy-id", "p") + item("Backup", "Default")
        let found = try read([list, "", list], keeping: ["Backup", "aws:dlm:lifecycle-policy-id"])
        let wanted = ["Backup": "Default", "aws:dlm:lifecycle-policy-id": "p"]
        #expect(found.map(\.kept) == [wanted, [:], wanted])
        #expect(found.map(\.own) == [2, 0, 2])
    }

    @Test func keepsAllWhereNoneIsNamed() throws {
        let found = try read([item("a", "1") + item("aws:b", "2")], keeping: nil)
        #expect(found.map(\.kept) == [["a": "1", "aws:b": "2"]])
        #expect(found.map(\.own) == [1])
    }

    /// An object must not get the tags of the one before because they look the same.
    @Test(arguments: [
        ("e\u{301}", "\u{e9}"), ("", "x"), ("Default", "default"), ("a", "a "),
    ])
    func tellsNeighboursApartByBytes(_ first: String, _ second: String) throws {
        let found = try read([item("k", first), item("k", second), item("k", first)], keeping: ["k"])
        #expect(
            found.map { Array(($0.kept["k"] ?? "-").utf8) } == [first, second, first].map { Array($0.utf8) })
    }

    @Test func takesTheValueBeforeTheKey() throws {
        let swapped = "<item><value>1</value><key>a</key></item>"
        #expect(try read([swapped, item("b", "2")], keeping: ["a"]).map(\.kept) == [["a": "1"], [:]])
    }

    @Test func tellsAMissingValueFromTheNextTag() throws {
        let first = "<item><key>a</key></item>" + item("b", "")
        #expect(
            try read([item("a", "b"), first], keeping: ["a", "b"]).map(\.kept) == [
                ["a": "b"], ["a": "", "b": ""],
            ])
    }

    @Test func refusesATagWithoutAKey() {
        #expect(throws: XMLError.self) { try read(["<item><value>1</value></item>"], keeping: ["a"]) }
    }
}
