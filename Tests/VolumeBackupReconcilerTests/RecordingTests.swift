import Desired
import Planning
import Testing

@testable import Engine
@testable import VolumeBackupReconciler

/// Plans without AWS.
struct RecordingTests {
    static let items = [
        item("ids", .init(volumeIds: [id(1), id(2)])),
        item("instance", .init(instance: .init(tags: ["Name": "legit"]), device: "/dev/sdg")),
        item("tag", .init(tags: ["Team": "dr"]), tags: ["Backup": "Default", "Owner": "dr"]),
    ]

    static var answers: [RecordedAnswers.Answer] {
        [
            .volumes(
                volume(1), volume(2, ["Backup": "default"]),
                volume(3, ["Backup": "Weekly", "Name": "x", "aws:y": "z"], device: "/dev/sdg"),
                volume(4, ["Team": "dr", "Name": "y"], on: nil)),
            .instances(("i-0000000a", "running", ["Name": "legit", "Backup": "Default"])),
        ] + RecordedAnswers.Answer.policy("policy-0a", "Weekly backups", targets: ["Backup": "Weekly"])
    }

    static func plan(_ items: [Item<VolumeBackupSpec>], _ view: TargetView) async -> [Assessment?] {
        let observed = await reconciler.observe(items, in: view, scope: Scope(facts: facts))
        return zip(items, observed).map { item, observed in observed.live.map { assess(item, $0) } }
    }

    @Test func recordedAsLive() async {
        let recorder = RecordedAnswers(Self.answers)
        let recorded = await live(recorder).recorded(reconciler.inventory(Self.items))
        #expect(recorder.mismatches.isEmpty)
        #expect(recorded.listings.keys.sorted() == ["dlm/policies", "ec2/instances", "ec2/volumes"])
        let transport = RecordedAnswers(Self.answers)
        let seen = await Self.plan(Self.items, live(transport))
        #expect(transport.mismatches.isEmpty)
        #expect(seen.map { $0?.changes.count } == [2, 1, 1])
        #expect(await Self.plan(Self.items, view(.recording(recorded))) == seen)
        // Each alone is answered by its own part of the whole listings.
        for (item, assessment) in zip(Self.items, seen) {
            #expect(await Self.plan([item], view(.recording(recorded))) == [assessment])
        }
    }

    @Test func whatWasNotRecordedIsUnknown() async {
        let empty = RecordedTarget(name: "prod", region: "us-west-2", account: nil, listings: [:])
        let observed = await reconciler.observe(
            Self.items, in: view(.recording(empty)), scope: Scope(facts: facts))
        #expect(observed.map { $0.unknown?.code } == [.notRecorded, .notRecorded, .notRecorded])
    }

    @Test func anUnseenTargetIsUnknown() async {
        let finding = Finding(.wrongAccount, "the credentials belong to another account")
        let observed = await reconciler.observe(
            Self.items, in: view(.unseen(finding)), scope: Scope(facts: facts))
        #expect(observed.allSatisfy { $0.unknown == finding })
    }
}
