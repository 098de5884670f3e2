import Desired
import Engine
import Planning
import Testing

@testable import VolumeBackupReconciler

/// What a comparison comes to beyond the words of a single change.
struct DiffTests {
    @Test(arguments: [
        ("Default", 0), ("default", 1), ("DEFAULT", 1), ("Default ", 1), ("*", 1), ("De?ault", 1), ("", 1),
    ])
    func valuesAreLiteral(value: String, changes: Int) {
        let live = VolumeBackupLive(volumes: [volume(1, ["Backup": value])])
        #expect(assess(item(.init(volumeIds: [id(1)])), live).changes.count == changes)
    }

    @Test func lookalikesAreNotTheSame() {
        let live = VolumeBackupLive(volumes: [volume(1, ["Backup": "Cafe\u{301}"])])
        let assessment = assess(item(.init(volumeIds: [id(1)]), tags: ["Backup": "Caf\u{e9}"]), live)
        #expect(assessment.changes.count == 1)
    }

    @Test(
        arguments: [
            (["Backup": "Default"], []),
            (["Backup": "Special"], []),
            (["Archive": "yes"], []),
            (["Archive": "no", "Backup": "Special"], []),
            ([:], ["Tags.Archive"]),
            (["Archive": "no"], ["Tags.Archive"]),
            (["Backup": "default"], ["Tags.Archive"]),
        ] as [([String: String], [String])])
    func oneTargetTagIsEnough(tags: [String: String], fields: [String]) {
        let live = VolumeBackupLive(volumes: [volume(1, tags)])
        let assessment = assess(item(.init(volumeIds: [id(1)]), policy: "either"), live)
        #expect(assessment.changes.flatMap(\.fields).map(\.path) == fields)
        #expect(assessment.changes.flatMap(\.fields).allSatisfy { $0.after == "yes" })
    }

    @Test func inSync() {
        let live = VolumeBackupLive(volumes: [volume(1, ["Backup": "Default"], ownTagCount: 50)])
        let assessment = assess(item(.init(volumeIds: [id(1)])), live)
        #expect(assessment == Assessment(objects: [id(1)]))
    }

    @Test func aPolicyThatSaysNothing() {
        let live = VolumeBackupLive(volumes: [volume(1)])
        let assessment = assess(item(.init(volumeIds: [id(1)]), policy: "gone"), live)
        #expect(assessment.codes == [.absent])
        #expect(assessment.findings.first?.message.contains("SnapshotPolicy/gone") == true)
        #expect(assessment.changes.isEmpty)
    }

    @Test func nothingThere() {
        let assessment = reconciler.diff(item(.init(volumeIds: [id(1)])), nil, facts: facts, at: noon)
        #expect(assessment.codes == [.absent])
        #expect(assessment.changes.isEmpty)
    }

    @Test(
        arguments: [
            (0, nil, "no volume matches instance tag Name=legit, device /dev/sdf; at least 1 is expected"),
            (0, Desired.Expectation(min: 2), "device /dev/sdf; at least 2 are expected"),
            (1, Desired.Expectation(min: 2, max: 3), "1 volume matches"),
            (1, Desired.Expectation(min: 0, max: 0), "exactly 0 are expected"),
            (2, Desired.Expectation(min: 1, max: 1), "(vol-00000001, vol-00000002); exactly 1 is expected"),
            (5, Desired.Expectation(min: 0, max: 4), "vol-00000003 and 2 more); at most 4 are expected"),
            (5, Desired.Expectation(min: 1, max: 4), "1 to 4 are expected"),
        ] as [(Int, Desired.Expectation?, String)])
    func outsideOfWhatIsExpected(count: Int, expect: Desired.Expectation?, words: String) throws {
        let select = VolumeSelection(instance: .init(tags: ["Name": "legit"]), device: "/dev/sdf")
        let volumes = (0..<count).map { volume($0 + 1) }
        let assessment = assess(item(select, expect: expect), VolumeBackupLive(volumes: volumes))
        #expect(assessment.codes == [.selection])
        #expect(try #require(assessment.findings.first).message.contains(words))
        #expect(assessment.changes.isEmpty)
        #expect(assessment.objects.count == count)
    }

    @Test(arguments: [(0, 0, nil), (1, 1, 1), (3, 1, nil), (3, 2, 3)] as [(Int, Int, Int?)])
    func insideOfWhatIsExpected(count: Int, min: Int, max: Int?) {
        let live = VolumeBackupLive(volumes: (0..<count).map { volume($0 + 1) })
        let assessment = assess(item(.init(tags: ["a": "b"]), expect: .init(min: min, max: max)), live)
        #expect(assessment.findings.isEmpty)
        #expect(assessment.changes.count == count)
    }

    @Test func aSecondLookDoesNotCount() {
        let live = VolumeBackupLive(volumes: [volume(1)], isWhole: false)
        let assessment = assess(item(.init(tags: ["a": "b"]), expect: .init(min: 5)), live)
        #expect(assessment.codes.isEmpty)
        #expect(assessment.changes.count == 1)
    }

    @Test func idsThatDoNotExist() {
        let select = VolumeSelection(volumeIds: [id(1), id(2)])
        let some = assess(item(select), VolumeBackupLive(volumes: [volume(1)], missing: [id(2)]))
        #expect(some.codes == [.absent])
        #expect(some.findings.first?.object == id(2))
        #expect(some.changes.map(\.object) == [id(1)])
        let none = assess(item(select), VolumeBackupLive(volumes: [], missing: [id(1), id(2)]))
        #expect(none.codes == [.absent, .absent])
        let counted = assess(
            item(select, expect: .init(min: 2)), VolumeBackupLive(volumes: [volume(1)], missing: [id(2)]))
        #expect(counted.codes == [.absent, .selection])
        #expect(counted.changes.isEmpty)
    }

    @Test(
        arguments: [
            (48, [:], ["Backup": "Default"], false), (49, [:], ["Backup": "Default"], false),
            (50, [:], ["Backup": "Default"], true), (49, [:], ["Backup": "Default", "Owner": "dr"], true),
            (50, ["Backup": "default"], ["Backup": "Default"], false),
            (50, ["Backup": "default"], ["Backup": "Default", "Owner": "dr"], true),
        ] as [(Int, [String: String], [String: String], Bool)])
    func tagLimit(count: Int, present: [String: String], wanted: [String: String], isFull: Bool) {
        let live = VolumeBackupLive(volumes: [
            volume(1, present, ownTagCount: count), volume(2, ["Backup": "Default", "Owner": "dr"]),
        ])
        let assessment = assess(item(.init(volumeIds: [id(1), id(2)]), tags: wanted), live)
        #expect(assessment.codes == (isFull ? [.tagLimit] : []))
        #expect(assessment.findings.first?.object == (isFull ? id(1) : nil))
        #expect(assessment.changes.isEmpty == isFull)
    }

    @Test func applyThenNothing() {
        let volumes = [
            volume(1), volume(2, ["Backup": "default"]), volume(3, ["Backup": "Weekly", "Owner": ""]),
            volume(4, ["Backup": "Default"]),
        ]
        for wanted in [
            item(.init(tags: ["a": "b"])), item(.init(tags: ["a": "b"]), policy: "either"),
            item(.init(tags: ["a": "b"]), tags: ["Backup": "Default", "Owner": "dr", "Archive": ""]),
        ] {
            let first = assess(wanted, VolumeBackupLive(volumes: volumes))
            #expect(!first.changes.isEmpty)
            let second = assess(wanted, VolumeBackupLive(volumes: applied(first.calls, to: volumes)))
            #expect(second == Assessment(objects: volumes.map(\.id)))
        }
    }

    @Test func sameInputSameBytes() {
        let volumes = (1...40).map {
            volume($0, $0.isMultiple(of: 2) ? ["Backup": "Weekly"] : [:])
        }
        let wanted = item(
            .init(tags: ["a": "b"]), tags: ["Backup": "Default", "b": "2", "a": "1", "d": "4", "c": "3"])
        let first = assess(wanted, VolumeBackupLive(volumes: volumes))
        #expect(first == assess(wanted, VolumeBackupLive(volumes: volumes)))
        #expect(first.changes.count == 60)
        #expect(first.changes.map(\.object) == first.changes.map(\.object).sorted())
    }
}
