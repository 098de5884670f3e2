import AWS
import Planning
import Synchronization
import Testing

@testable import Desired
@testable import Engine

/// Plans and applies against a world of boxes.
struct BoxRun {
    let world: BoxWorld
    let resources: [Resource]
    var allowed: Set<Impact> = Set(Impact.allCases)

    func plan(maxChanges: Int = 1_000) async -> [PlannedChange] {
        let assessed = await comparison(resources).assess(in: [world.view()])
        let builder = PlanBuilder(settings: settings(), allowed: allowed, maxChanges: maxChanges, at: noon)
        return builder.build(assessed).resources.sorted(by: PlannedResource.precedes).flatMap { resource in
            resource.changes.map { PlannedChange(resource.address, $0) }
        }
    }

    func applier(writes: Set<String> = Set(BoxKind.operations.writes)) -> Applier {
        Applier(
            comparison: comparison(resources), views: [world.view()],
            writers: ["prod": AWSWriter(client: world.client, allowed: writes)], timing: world.timing,
            verifyTimeout: .seconds(120))
    }

    func apply(_ changes: [PlannedChange]) async -> [ChangeResult] {
        await applier().apply(changes) { _ in }
    }

    func apply() async -> [ChangeResult] { await apply(await plan()) }
}

struct ApplierTests {
    private func run(
        _ boxes: [String: [String: Int]], wants: [String: Int] = ["s": 2], form: BoxSpec.Form = .update,
        fates: [String: [BoxWorld.Fate]] = [:], objects: [String]? = nil
    ) -> BoxRun {
        let world = BoxWorld(boxes)
        world.with { $0.fates = fates }
        let spec = BoxSpec(objects: objects ?? boxes.keys.sorted(), wants: wants, form: form)
        return BoxRun(world: world, resources: [resource("box", spec)])
    }

    @Test func aChangeIsSentOnceAndSeenToHold() async {
        let run = run(["a": ["s": 1]])
        let results = await run.apply()
        #expect(results.map(\.outcome) == [.verified])
        #expect(results.map(\.reason) == [nil])
        #expect(run.world.writes == [#"update a {"s":2}"#])
        #expect(results.first?.calls.map(\.operation) == ["UpdateContinuousBackups"])
        #expect(await run.plan().isEmpty, "a plan right after an apply is empty")
        #expect(await run.apply().isEmpty)
        #expect(run.world.writes.count == 1)
    }

    @Test func whatAWSDoesLaterIsPending() async {
        let run = run(["a": ["s": 1]], fates: ["a": [.pending]])
        #expect(await run.apply().map(\.outcome) == [.pending])
        #expect(await run.plan().isEmpty)
    }

    @Test func whatShowsLateIsWaitedFor() async {
        let run = run(["a": ["s": 1]], fates: ["a": [.late(6)]])
        let results = await run.apply()
        #expect(results.map(\.outcome) == [.verified])
        // 200, 400, 800 ms, 1.6 and 3.2 s: six looks after the call.
        #expect(results.first?.milliseconds == 6_200)
    }

    @Test func whatNeverShowsIsAppliedAndNotVerified() async {
        let run = run(["a": ["s": 1]], fates: ["a": [.ignored]])
        let results = await run.apply()
        #expect(results.map(\.outcome) == [.applied])
        #expect(results.first?.reason?.contains("not seen") == true)
        let waited = results.first?.milliseconds ?? 0
        #expect(waited > 110_000 && waited <= 120_000)
        #expect(run.world.writes.count == 1)
    }

    @Test func aRefusedCallFailsAtOnce() async {
        let run = run(["a": ["s": 1]], fates: ["a": [.refused("InvalidDBInstanceState", 400)]])
        let results = await run.apply()
        #expect(results.map(\.outcome) == [.failed])
        #expect(results.first?.reason?.contains("InvalidDBInstanceState") == true)
        #expect(run.world.with { $0.elapsed } == .zero)
        #expect(run.world.writes.count == 1)
    }

    @Test func aWriteThatNobodyDeclaresIsNotSent() async {
        let run = run(["a": ["s": 1]])
        let results = await run.applier(writes: []).apply(await run.plan()) { _ in }
        #expect(results.map(\.outcome) == [.failed])
        #expect(run.world.writes.isEmpty)
    }

    @Test func whatChangedSinceThePlanIsLeftOut() async {
        let run = run(["a": ["s": 1], "b": ["s": 1], "c": ["s": 1], "d": ["s": 1]])
        let changes = await run.plan()
        run.world.with { state in
            state.boxes["a"]?["s"] = 5
            state.boxes["b"]?["s"] = 2
            state.boxes["c"] = nil
        }
        let results = await run.apply(changes)
        #expect(results.map(\.outcome) == [.skipped, .skipped, .skipped, .verified])
        #expect(results.prefix(3).allSatisfy { $0.reason == "precondition-changed" && $0.calls.isEmpty })
        #expect(run.world.writes == [#"update d {"s":2}"#])
    }

    @Test func whatCannotBeLookedAtAgainIsLeftOut() async {
        let run = run(["a": ["s": 1]])
        let changes = await run.plan()
        run.world.with { $0.denied = ["a"] }
        let results = await run.apply(changes)
        #expect(results.map(\.outcome) == [.failed])
        #expect(results.allSatisfy { $0.reason?.hasPrefix("it could not be looked at again: ") ?? false })
        #expect(run.world.writes.isEmpty)
    }

    @Test func whatIsGoneAfterItsCallIsNotVerified() async {
        let run = run(["a": ["s": 1]], fates: ["a": [.doneAndDeleted]])
        #expect(await run.apply().map(\.outcome) == [.applied])
    }

    @Test func aLostAnswerIsLookedAfter() async {
        let run = run(["a": ["s": 1]], fates: ["a": [.doneAndLost, .lost, .lost]])
        #expect(await run.apply().map(\.outcome) == [.verified])
        let lost = self.run(["a": ["s": 1]], fates: ["a": [.lost, .lost, .lost]])
        let results = await lost.apply()
        #expect(results.map(\.outcome) == [.failed])
        #expect(lost.world.writes.count == 3)
    }

    @Test func aCreateWhoseAnswerIsLostIsSeenAndNeverSentAgain() async {
        let run = run([:], form: .create, fates: ["a": [.doneAndLost]], objects: ["a"])
        let changes = await run.plan()
        #expect(changes.map(\.change.action) == [.create])
        #expect(await run.apply(changes).map(\.outcome) == [.verified])
        #expect(run.world.writes == [#"create a {"s":2}"#])
        #expect(await run.plan().isEmpty)
        let lost = self.run([:], form: .create, fates: ["a": [.lost]], objects: ["a"])
        #expect(await lost.apply().map(\.outcome) == [.failed])
        #expect(lost.world.writes.count == 1)
    }

    @Test func changesOfAnObjectWaitForItToBeReady() async {
        let run = run(["a": ["s": 1, "w": 1]], wants: ["s": 2, "w": 2], fates: ["a": [.busy(4)]])
        let results = await run.apply()
        #expect(results.map(\.outcome) == [.verified, .verified])
        #expect(run.world.writes == [#"update a {"s":2}"#, #"update a {"w":2}"#])
        #expect(run.world.with { $0.elapsed } > .zero)
    }

    @Test func anObjectThatStaysBusyTakesNoSecondChange() async {
        let run = run(["a": ["s": 1, "w": 1]], wants: ["s": 2, "w": 2], fates: ["a": [.busy(10_000)]])
        let results = await run.apply()
        #expect(results.map(\.outcome) == [.verified, .skipped])
        #expect(results.last?.reason?.hasPrefix("busy") == true)
        #expect(run.world.writes.count == 1)
    }

    @Test(arguments: [BoxWorld.Fate.refused("ValidationError", 400), .ignored])
    func nothingFollowsAChangeThatDidNotComeThrough(_ fate: BoxWorld.Fate) async {
        let run = run(
            ["a": ["s": 1, "w": 1], "b": ["s": 1, "w": 1]], wants: ["s": 2, "w": 2], fates: ["a": [fate]])
        let results = await run.apply()
        #expect(results.filter { $0.object == "a" }.map(\.outcome).last == .skipped)
        #expect(results.filter { $0.object == "b" }.map(\.outcome) == [.verified, .verified])
        #expect(run.world.writes.count == 3)
    }

    @Test func oneCallTagsMany() async {
        let boxes = Dictionary(uniqueKeysWithValues: (0..<12).map { ("b\($0 + 10)", ["s": 1]) })
        let run = run(boxes, form: .tags)
        let changes = await run.plan()
        run.world.with { $0.boxes["b15"]?["s"] = 9 }
        let results = await run.apply(changes)
        #expect(results.count == 12)
        #expect(results.filter { $0.outcome == .skipped }.map(\.object) == ["b15"])
        #expect(results.count { $0.outcome == .verified } == 11)
        #expect(run.world.writes.count == 1)
        #expect(run.world.writes.first?.contains("b15") == false)
        let sent = results.first?.calls.first?.parameters["Resources"]?.array
        #expect(sent?.count == 11, "the result tells the call as it was sent")
    }

    @Test func whatMustNotBeMadeIsTold() async throws {
        let run = BoxRun(
            world: BoxWorld(["a": ["s": 1, "w": 1, "n": 1]]),
            resources: [resource("box", BoxSpec(objects: ["a"], wants: ["s": 2, "w": 2, "n": 2]))],
            allowed: [])
        let changes = await run.plan()
        let neutral = try #require(changes.first { $0.change.impact == .neutral })
        let results = await run.applier().apply(changes, hindered: [neutral: "precondition-changed"]) { _ in }
        #expect(results.map(\.outcome) == [.skipped, .verified, .skipped])
        #expect(results.map(\.refusal) == [nil, nil, .needsAllow])
        #expect(results.map(\.reason) == ["precondition-changed", nil, "weakens; not allowed"])
        #expect(run.world.writes.count == 1)
    }

    @Test func nothingIsSentWhereTheAccountIsNotConfirmed() async {
        let run = run(["a": ["s": 1]])
        let changes = await run.plan()
        let applier = Applier(
            comparison: comparison(run.resources), views: [run.world.view()], writers: [:],
            timing: run.world.timing, verifyTimeout: .seconds(1))
        #expect(await applier.apply(changes) { _ in }.map(\.outcome) == [.skipped])
        #expect(run.world.writes.isEmpty)
    }

    @Test func aCancelledApplySendsNothingMoreAndTellsOfEveryChange() async {
        let boxes = Dictionary(uniqueKeysWithValues: (0..<30).map { ("b\($0 + 10)", ["s": 1]) })
        let run = run(boxes)
        let changes = await run.plan()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await run.apply(changes)
        }
        let results = await task.value
        #expect(results.map(\.object) == boxes.keys.sorted())
        #expect(results.allSatisfy { $0.outcome == .skipped && $0.reason == "interrupted" })
        #expect(run.world.writes.isEmpty)
    }

    @Test func everyEndIsTold() async {
        let run = run(
            ["a": ["s": 1], "b": ["s": 1], "c": ["s": 1]], fates: ["b": [.refused("ValidationError", 400)]])
        let told = Told()
        let results = await run.applier().apply(await run.plan()) { told.add($0) }
        #expect(told.results.sorted { $0.object < $1.object } == results)
    }
}

private final class Told: Sendable {
    private let list = Mutex<[ChangeResult]>([])
    var results: [ChangeResult] { list.withLock { $0 } }
    func add(_ result: ChangeResult) { list.withLock { $0.append(result) } }
}

/// Whatever the world is like: what apply says holds, and applying again sends nothing.
struct BoxConvergenceTests {
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    @Test(arguments: 1...60)
    func applyingAPlanLeavesNothingToDo(seed: Int) async {
        var numbers = Numbers(state: UInt64(seed))
        let names = ["n", "s", "w", "di", "de"]
        var boxes: [String: [String: Int]] = [:]
        var resources: [Resource] = []
        var fates: [String: [BoxWorld.Fate]] = [:]
        for index in 0..<Int.random(in: 1...12, using: &numbers) {
            let object = "b\(index + 10)"
            let form = [BoxSpec.Form.update, .tags, .create].randomElement(using: &numbers) ?? .update
            if form != .create || Bool.random(using: &numbers) {
                boxes[object] = names.reduce(into: [:]) { $0[$1] = Int.random(in: 0...1, using: &numbers) }
            }
            var wants: [String: Int] = [:]
            for name in names where Bool.random(using: &numbers) { wants[name] = 1 }
            if wants.isEmpty { wants["s"] = 1 }
            resources.append(
                resource("n\(index)", BoxSpec(objects: [object], wants: wants, form: form)))
            let fate: [BoxWorld.Fate] = [.done, .late(3), .busy(2), .done]
            fates[object] = [fate.randomElement(using: &numbers) ?? .done]
        }
        let run = BoxRun(world: BoxWorld(boxes), resources: resources)
        run.world.with { $0.fates = fates }
        let changes = await run.plan()
        let results = await run.apply(changes)
        #expect(results.count == changes.count)
        #expect(results.allSatisfy { $0.outcome == .verified }, "\(results.map(\.outcome))")
        #expect(await run.plan().isEmpty)
        let writes = run.world.writes
        #expect(await run.apply(changes).allSatisfy { $0.outcome == .skipped }, "an old plan does nothing")
        #expect(run.world.writes == writes)
    }
}
