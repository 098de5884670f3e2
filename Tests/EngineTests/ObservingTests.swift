import AWS
import FoundationEssentials
import Planning
import Testing

@testable import Desired
@testable import Engine

/// Two numbers, or the even ones of them.
private struct Numbers: Listing {
    var isPart = false
    var name: String { isPart ? "numbers/even" : "numbers" }
    var whole: Numbers? { isPart ? Numbers() : nil }
    func part(of whole: [Int]) -> [Int] { whole.filter { $0 % 2 == 0 } }
    func read(with client: AWSClient, at instant: Instant) async throws(AWSError) -> [Int] { [1, 2] }
}

/// Another listing that took the same name.
private struct Impostor: Listing {
    let name = "numbers"
    func read(with client: AWSClient, at instant: Instant) async throws(AWSError) -> String { "one" }
}

struct TargetViewTests {
    private func unseen(_ source: TargetView.Source) -> TargetView {
        TargetView(target: BoxWorld.target("prod", account: nil), account: nil, source: source, instant: noon)
    }

    @Test func aListingIsReadOnceAView() async {
        let world = BoxWorld(["a": ["x": 1]])
        let view = world.view()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask { #expect(await view.reading(Boxes("a")) == .success([["x": 1]])) }
            }
        }
        #expect(world.with { $0.reads } == 1)
        world.with { $0.boxes["a"] = ["x": 2] }
        #expect(await view.reading(Boxes("a")) == .success([["x": 1]]), "all answers are of one moment")
        #expect(await view.afresh(at: noon).reading(Boxes("a")) == .success([["x": 2]]))
        #expect(world.with { $0.reads } == 2)
    }

    @Test func aFailureIsOneFindingForAll() async {
        let world = BoxWorld([:])
        world.with { $0.denied = ["a"] }
        let view = world.view()
        for _ in 0..<2 {
            guard case .failure(let finding) = await view.reading(Boxes("a")) else {
                Issue.record("it was seen")
                continue
            }
            #expect(finding.code == .denied)
        }
        #expect(world.with { $0.reads } == 1)
    }

    @Test func twoListingsOfOneNameAreNotMixedUp() async {
        let view = BoxWorld([:]).view()
        #expect(await view.reading(Numbers()) == .success([1, 2]))
        guard case .failure(let finding) = await view.reading(Impostor()) else {
            Issue.record("it was read")
            return
        }
        #expect(finding.code == .unreadable)
    }

    @Test func whatCannotBeSeenSaysWhy() async {
        let finding = Finding(.wrongAccount, "another account answers")
        #expect(await unseen(.unseen(finding)).reading(Numbers()) == .failure(finding))
    }

    private func recorded(_ listings: [String: RecordedTarget.Entry]) -> TargetView {
        unseen(.recording(RecordedTarget(name: "prod", region: "r", account: nil, listings: listings)))
    }

    private func code(_ view: TargetView, _ listing: Numbers) async -> Finding.Code? {
        if case .failure(let finding) = await view.reading(listing) { finding.code } else { nil }
    }

    @Test func aRecordingAnswersForPartsOfWhatIsWhole() async {
        let view = recorded(["numbers": .init(value: [1, 2, 3, 4], unknown: nil)])
        #expect(await view.reading(Numbers()) == .success([1, 2, 3, 4]))
        #expect(await view.reading(Numbers(isPart: true)) == .success([2, 4]))
        let part = recorded(["numbers/even": .init(value: [6], unknown: nil)])
        #expect(await part.reading(Numbers(isPart: true)) == .success([6]))
        #expect(await code(part, Numbers()) == .notRecorded, "a part is not the whole")
    }

    @Test func whatARecordingLacksIsUnknown() async {
        #expect(await code(recorded([:]), Numbers()) == .notRecorded)
        let denied = RecordedTarget.Entry(value: nil, unknown: Finding(.denied, "denied"))
        #expect(await code(recorded(["numbers": denied]), Numbers()) == .denied)
        #expect(await code(recorded(["numbers": denied]), Numbers(isPart: true)) == .denied)
        for value in [nil, .null, "text", ["a"], [1, nil], [:]] as [JSON?] {
            let entry = RecordedTarget.Entry(value: value, unknown: nil)
            #expect(await code(recorded(["numbers": entry]), Numbers()) == .unreadable)
        }
    }

    @Test func aRecordingSaysWhatWasSeen() async throws {
        let world = BoxWorld(["a": ["x": 1], "b": ["x": 2]])
        world.with { $0.denied = ["b"] }
        let listings: [any Listing] = [Boxes("a"), Boxes("b"), Boxes("c")]
        let target = await world.view().recorded(listings)
        let recording = Recording(tool: .init(name: "reconcile", version: "1"), at: noon, targets: [target])
        let again = try JSONDecoder().decode(Recording.self, from: JSONEncoder().encode(recording))
        #expect(again.at == noon && again.formatVersion == "1")
        let view = unseen(.recording(try #require(again.targets.first)))
        let live = world.view()
        for box in ["a", "b", "c"] {
            #expect(await view.reading(Boxes(box)) == live.reading(Boxes(box)), "\(box)")
        }
        #expect(again.targets.first?.account == "123456789012")
    }

    @Test func aPlanFromARecordingIsTheLiveOne() async {
        let world = BoxWorld(["a": ["x": 1], "b": ["x": 2]])
        world.with { $0.denied = ["b"] }
        let comparison = comparison([
            resource("one", BoxSpec(objects: ["a", "c"], wants: ["x": 5])),
            resource("two", BoxSpec(objects: ["b"], wants: ["x": 5])),
        ])
        let target = await world.view().recorded(comparison.inventory(of: "prod"))
        let builder = PlanBuilder(settings: settings(), at: noon)
        let offline = builder.build(await comparison.assess(in: [unseen(.recording(target))])).resources
        let live = builder.build(await comparison.assess(in: [world.view()])).resources
        #expect(offline == live)
        #expect(live.map(\.state) == [.drifted, .unknown])
    }
}
