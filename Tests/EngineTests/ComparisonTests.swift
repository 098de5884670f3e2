import Planning
import Testing

@testable import Desired
@testable import Engine

struct SelectionTests {
    @Test(
        arguments: [
            ([], [], true), (["prod"], [], true), (["test", "pr*"], [], true), (["test"], [], false),
            ([], ["Box/one"], true), ([], ["Box/*"], true), ([], ["*/one"], true), ([], ["one"], false),
            ([], ["box/one"], false), ([], ["Source/one", "Box/o?e"], true), (["test"], ["Box/one"], false),
        ] as [([String], [String], Bool)])
    func globsOverTargetsAndNames(_ targets: [String], _ resources: [String], _ contains: Bool) {
        let selection = Selection(targets: targets, resources: resources)
        #expect(selection.contains(Address(kind: "Box", name: "one", target: "prod")) == contains)
    }
}

struct ComparisonTests {
    private func assess(
        _ resources: [Resource], _ views: [TargetView], _ selection: Selection = .all
    ) async -> [String: Assessment] {
        let assessed = await comparison(resources).assess(in: views, selection)
        let pairs = assessed.filter(\.isSelected).map {
            ("\($0.resource.address.target) \($0.resource.address)", $0.assessment)
        }
        return Dictionary(pairs) { first, _ in first }
    }

    @Test func whatFailsInOneTargetDoesNotStopAnother() async {
        let (good, bad) = (BoxWorld(["a": ["x": 1]]), BoxWorld(["a": ["x": 1]]))
        bad.with { $0.denied = ["a"] }
        let spec = BoxSpec(objects: ["a"], wants: ["x": 2])
        let assessed = await assess(
            [resource("box", spec), resource("box", target: "test", spec)], [good.view(), bad.view("test")])
        #expect(assessed["prod Box/box"]?.changes.count == 1)
        #expect(assessed["test Box/box"]?.changes == [])
        #expect(assessed["test Box/box"]?.findings.map(\.code) == [.denied])
    }

    @Test func oneObjectThatCannotBeSeenLeavesOtherManifestsAlone() async {
        let world = BoxWorld(["a": ["x": 1], "b": ["x": 1]])
        world.with { $0.denied = ["b"] }
        let assessed = await assess(
            [
                resource("one", BoxSpec(objects: ["a"], wants: ["x": 2])),
                resource("two", BoxSpec(objects: ["b"], wants: ["x": 2])),
            ], [world.view()])
        #expect(assessed["prod Box/one"]?.changes.count == 1)
        #expect(assessed["prod Box/two"]?.findings.map(\.code) == [.denied])
    }

    @Test func kindsAskOneAnotherForFacts() async {
        let world = BoxWorld(["a": ["x": 1]])
        let assessed = await assess(
            [
                resource("box", BoxSpec(objects: ["a"], from: "five")),
                resource("five", kind: "Source", SourceKind.Spec(number: 5)),
                resource("five", kind: "Source", target: "test", SourceKind.Spec(number: 6)),
            ], [world.view()], Selection(targets: [], resources: ["Box/*"]))
        #expect(assessed["prod Box/box"]?.changes.first?.fields == [FieldChange("x", before: 1, after: 5)])
        #expect(assessed.count == 1)
    }

    @Test func aConflictIsSeenAlthoughItsOtherSideIsFilteredOut() async {
        let world = BoxWorld(["a": ["x": 1]])
        let assessed = await assess(
            [
                resource("one", BoxSpec(objects: ["a"], wants: ["x": 2])),
                resource("two", BoxSpec(objects: ["a"], wants: ["x": 3])),
            ], [world.view()], Selection(targets: [], resources: ["Box/one"]))
        #expect(assessed.keys.sorted() == ["prod Box/one"])
        #expect(assessed["prod Box/one"]?.findings.map(\.code) == [.conflict])
    }

    @Test func nothingIsReadForWhatIsFilteredOut() async {
        let world = BoxWorld(["a": ["x": 1]])
        let resources = [resource("one", BoxSpec(objects: ["a"], wants: ["x": 2]))]
        #expect(
            await assess(resources, [world.view()], Selection(targets: [], resources: ["Box/two"])).isEmpty)
        #expect(await assess(resources, [world.view("test")]).isEmpty)
        #expect(world.with { $0.reads } == 0)
    }

    @Test func equalObservationsGiveEqualAssessments() async {
        let boxes = Dictionary(uniqueKeysWithValues: (0..<20).map { ("b\($0)", ["x": $0, "y": 1, "w": 2]) })
        let resources = boxes.keys.map {
            resource($0, BoxSpec(objects: [$0], wants: ["x": 7, "y": 2, "w": 3, "d": 1]))
        }
        func plan() async -> [PlannedResource] {
            let assessed = await comparison(resources.shuffled()).assess(in: [BoxWorld(boxes).view()])
            return PlanBuilder(settings: settings(), at: noon).build(assessed).resources
                .sorted(by: PlannedResource.precedes)
        }
        let first = await plan()
        #expect(first.count == 20)
        for _ in 0..<5 { #expect(await plan() == first) }
    }

    @Test func aKindThatAnswersTooLittleLeavesTheRestUnknown() async throws {
        let settings = settings()
        let resources = ["a", "b", "c"].map { resource($0, kind: "Mute", MuteKind.Spec()) }
        let comparison = Comparison(
            desired: DesiredState(
                settings: settings, applications: [], resources: resources, diagnostics: [], fileCount: 1,
                catalog: Catalog(settings: settings, applications: [], resources: resources)),
            reconcilers: [MuteKind()])
        let assessed = await comparison.assess(in: [BoxWorld([:]).view()])
        #expect(assessed.map(\.resource.address.name) == ["a", "b", "c"])
        #expect(assessed.map(\.assessment.findings.first?.code) == [nil, .unreadable, .unreadable])
    }
}

/// Answers for the first manifest alone.
private struct MuteKind: Reconciler {
    struct Spec: Decodable, Sendable {}

    static let kind = "Mute"
    static let summary = "Nothing."
    static let schema = Schema.object([])
    static let operations = Operations(reads: [])

    func inventory(_ items: [Item<Spec>]) -> [any Listing] { [] }
    func observe(_ items: [Item<Spec>], in view: TargetView, scope: Scope) async -> [Observed<Bool>] {
        [.known(true)]
    }
    func diff(_ item: Item<Spec>, _ live: Bool?, facts: Facts, at instant: Instant) -> Assessment {
        Assessment()
    }
}
