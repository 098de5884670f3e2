import ObjectSnapshotsReconciler
import Planning
import Testing

struct FeedUnitTests {
    private func units(_ objects: [StoredObject], _ prefix: String, _ form: FeedUnit.Form) -> [FeedUnit] {
        FeedUnit.units(of: objects, below: prefix, as: form)
    }

    private func stored(_ key: String, _ age: Int, size: Int = 10) -> StoredObject {
        StoredObject(key: key, size: size, modified: noon + minutes(-age))
    }

    @Test func objectsNewestFirst() {
        let units = units([stored("p/b", 5), stored("p/a", 5), stored("p/d/c", 1)], "p/", .object)
        #expect(units.map(\.name) == ["p/d/c", "p/b", "p/a"])
    }

    @Test func aFolderIsAllBelowIt() throws {
        let objects = [
            stored("p/1/a", 9, size: 1), stored("p/1/x/b", 7, size: 2), stored("p/2/a", 3, size: 4),
            stored("p/LATEST", 1),
        ]
        let units = units(objects, "p/", .folder)
        #expect(units.map(\.name) == ["p/2/", "p/1/"])
        let older = try #require(units.last)
        #expect(older.time == noon + minutes(-7) && older.size == 3 && older.newestKey == "p/1/x/b")
    }

    @Test func markersAreNoSnapshots() {
        let objects = [
            stored("p/", 1, size: 0), stored("p/1/", 1, size: 0), stored("p/1/a", 9),
            stored("p/2/", 1, size: 0),
            stored("p/empty", 2, size: 0),
        ]
        #expect(units(objects, "p/", .object).map(\.name) == ["p/empty", "p/1/a"])
        #expect(units(objects, "p/", .folder).map(\.name) == ["p/1/"])
        #expect(units(objects, "p/", .folder).map(\.time) == [noon + minutes(-9)])
    }

    @Test func anyPrefixIsLiteral() {
        let objects = [stored("daily-1/a", 2), stored("daily-2/a", 1)]
        #expect(units(objects, "daily-", .folder).map(\.name) == ["daily-2/", "daily-1/"])
        #expect(units(objects, "", .folder).map(\.name) == ["daily-2/", "daily-1/"])
        #expect(units([stored("exact.gz", 1)], "exact.gz", .object).map(\.name) == ["exact.gz"])
    }

    @Test func slashesAreBytes() {
        // To Swift, a slash and a combining accent are one character.
        #expect(units([stored("p/1/\u{301}a", 1)], "p/", .folder).map(\.name) == ["p/1/"])
    }

    @Test func sizesBeyondAllMeasure() {
        let objects = [stored("p/1/a", 1, size: .max), stored("p/1/b", 1, size: .max)]
        #expect(units(objects, "p/", .folder).map(\.size) == [.max])
    }

    @Test func orderDoesNotMatter() {
        let objects = (0..<20).map { stored("p/\($0 % 5)/\($0)", $0 % 3) }
        let expected = units(objects, "p/", .folder)
        #expect(expected.count == 5)
        #expect(units(objects.reversed(), "p/", .folder) == expected)
    }
}
