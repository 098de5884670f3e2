import Planning
import Testing

@testable import Engine

struct ApplyUnitTests {
    private func planned(
        _ object: String, _ tags: [String: String] = ["Backup": "default"], name: String = "one",
        target: String = "prod", kind: String = "Box", ids: [String]? = nil
    ) -> PlannedChange {
        let call = APICall(
            "ec2", "CreateTags",
            ["Resources": JSON(ids ?? [object]), "Tags": .object(tags.mapValues(JSON.string))])
        return self.planned(object, [call], name: name, target: target, kind: kind)
    }

    private func planned(
        _ object: String, _ calls: [APICall], name: String = "one", target: String = "prod",
        kind: String = "Box", impact: Impact = .neutral
    ) -> PlannedChange {
        PlannedChange(
            Address(kind: kind, name: name, target: target),
            Change(
                .update, object: object, fields: [], impact: impact, reason: "", basis: nil, calls: calls))
    }

    private func ids(_ unit: ApplyUnit) -> [String]? {
        unit.merged?.parameters["Resources"]?.array?.compactMap(\.string)
    }

    @Test func equalCallsGoAsOne() {
        let units = ApplyUnit.units(of: ["c", "a", "b"].map { planned($0) })
        #expect(units.map(ids) == [["a", "b", "c"]])
        #expect(units.first?.merged?.parameters["Tags"] == ["Backup": "default"])
        #expect(units.first?.objects == ["a", "b", "c"])
    }

    @Test func aCallTakesAThousandIds() {
        let objects = (0..<2_001).map { "vol-\(10_000 + $0)" }
        let units = ApplyUnit.units(of: objects.shuffled().map { planned($0) })
        #expect(units.map { ids($0)?.count } == [1_000, 1_000, 1])
        #expect(units.flatMap { ids($0) ?? [] } == objects)
        #expect(units.map(\.changes.count) == [1_000, 1_000, 1])
    }

    @Test func whatDiffersIsNotMerged() {
        let units = ApplyUnit.units(of: [
            planned("a"), planned("b", ["Backup": "Default"]), planned("c", target: "test"),
            planned("d", kind: "Other"),
        ])
        #expect(units.map(ids) == [["a"], ["b"], ["d"], ["c"]])
    }

    @Test func anObjectThatTwoManifestsMeanIsNamedOnce() {
        let units = ApplyUnit.units(of: [planned("a"), planned("b"), planned("a", name: "two")])
        #expect(units.map(ids) == [["a", "b"]])
        #expect(units.first?.changes.count == 3)
    }

    @Test func anObjectWithDifferentCallsGoesByItself() {
        let units = ApplyUnit.units(of: [planned("a"), planned("b"), planned("a", ["Team": "gcore"])])
        #expect(units.map(\.merged) == [nil, units[1].merged])
        #expect(units[0].changes.map(\.change.object) == ["a", "a"])
        #expect(ids(units[1]) == ["b"])
    }

    @Test func aCallForMoreThanItsObjectIsSentAsItIs() {
        // Merged by object, the second id would be lost.
        let units = ApplyUnit.units(of: [planned("a", ids: ["a", "a-snapshot"]), planned("b", ids: ["c"])])
        #expect(units.map(\.merged) == [nil, nil])
        #expect(units.map(\.objects) == [["a"], ["b"]])
    }

    @Test func otherCallsKeepTheirOrderAndAreNotMerged() {
        let call = APICall("rds", "ModifyDBInstance", ["BackupRetentionPeriod": 7])
        let changes = [
            planned("db", [call], impact: .strengthens), planned("db", [call], impact: .destroys),
            planned("other", [call]), planned("nothing", [APICall]()),
            planned("two", [APICall("ec2", "CreateTags"), call]),
        ]
        let units = ApplyUnit.units(of: changes)
        #expect(units.map(\.merged) == [nil, nil, nil, nil])
        #expect(
            units.map { $0.changes.map(\.change.object) } == [["db", "db"], ["nothing"], ["other"], ["two"]])
        #expect(units[0].changes.map(\.change.impact) == [.strengthens, .destroys])
    }

    @Test func everyChangeIsInOneUnitWhateverTheirOrder() {
        let changes = (0..<60).map { index in
            planned(
                "o\(index % 17)", ["K": "\(index % 3)"], name: "n\(index)",
                target: index % 2 == 0 ? "prod" : "test")
        }
        let first = ApplyUnit.units(of: changes)
        #expect(first.flatMap(\.changes).count == 60)
        #expect(Set(first.flatMap(\.changes)) == Set(changes))
        for _ in 0..<5 {
            let units = ApplyUnit.units(of: changes)
            #expect(units.map(\.merged) == first.map(\.merged))
            #expect(units.map(\.changes) == first.map(\.changes))
        }
    }
}
