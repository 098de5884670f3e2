import Desired
import Engine
import Planning
import Testing

@testable import VolumeBackupReconciler

/// What setting a tag does, and how it is told.
struct RetaggingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var before: String?
        var policies: [VolumeBackupLive.Policy] = []
        var instance: [String: String] = [:]
        var impact: Impact
        var reason: String
    }

    static let old = VolumeBackupLive.Policy(id: "policy-0a", summary: "Old backups")
    static let bare = VolumeBackupLive.Policy(id: "policy-0b", summary: "")

    static let cases = [
        Case(
            testDescription: "absent", before: nil, impact: .strengthens,
            reason: "no Backup tag: default-ebs does not snapshot this volume"),
        Case(
            testDescription: "on the instance alone", before: nil, instance: ["Backup": "Default"],
            impact: .strengthens,
            reason: "instance i-0000000a has Backup=Default, but DLM looks at volumes: "
                + "default-ebs does not snapshot this volume"),
        Case(
            testDescription: "another value on the instance", before: nil, instance: ["Backup": "default"],
            impact: .strengthens, reason: "no Backup tag: default-ebs does not snapshot this volume"),
        Case(
            testDescription: "other case", before: "default", impact: .strengthens,
            reason: "Backup=default is not Backup=Default (AWS tags are case-sensitive): "
                + "default-ebs does not snapshot this volume"),
        Case(
            testDescription: "blanks around", before: " Default ", impact: .strengthens,
            reason: "Backup=\" Default \" is not Backup=Default (blanks count in AWS tags): "
                + "default-ebs does not snapshot this volume"),
        Case(
            testDescription: "blanks inside", before: "De fault", impact: .strengthens,
            reason: "Backup=\"De fault\" is not Backup=Default (blanks count in AWS tags): "
                + "default-ebs does not snapshot this volume"),
        Case(
            testDescription: "a near miss that a policy targets", before: "default", policies: [old],
            impact: .weakens,
            reason: "Backup=default, which policy-0a (Old backups) targets, is not Backup=Default "
                + "(AWS tags are case-sensitive): default-ebs does not snapshot this volume"),
        Case(
            testDescription: "another value", before: "Weekly", impact: .weakens,
            reason: "Backup=Weekly, which no live policy targets, is replaced by Backup=Default: "
                + "default-ebs does not snapshot this volume"),
        Case(
            testDescription: "another value that policies target", before: "Weekly", policies: [old, bare],
            impact: .weakens,
            reason: "Backup=Weekly, which policy-0a (Old backups) and policy-0b target, is replaced by "
                + "Backup=Default: default-ebs does not snapshot this volume"),
        Case(
            testDescription: "empty", before: "", impact: .weakens,
            reason: "Backup=\"\", which no live policy targets, is replaced by Backup=Default: "
                + "default-ebs does not snapshot this volume"),
    ]

    @Test(arguments: cases) func telling(_ test: Case) throws {
        let tags = test.before.map { ["Backup": $0] } ?? [:]
        let live = VolumeBackupLive(
            volumes: [volume(1, tags)],
            policies: test.before.map { [Tag("Backup", $0): test.policies] } ?? [:],
            instanceTags: ["i-0000000a": test.instance])
        let assessment = assess(item(.init(volumeIds: [id(1)])), live)
        let change = try #require(assessment.changes.first)
        #expect(assessment.changes.count == 1)
        #expect(assessment.findings.isEmpty)
        #expect(assessment.objects == [id(1)])
        #expect(change.action == .update)
        #expect(change.object == id(1))
        #expect(change.impact == test.impact)
        #expect(change.reason == test.reason)
        #expect(
            change.fields == [
                FieldChange("Tags.Backup", before: test.before.map(JSON.string) ?? .null, after: "Default")
            ])
        #expect(
            change.calls == [
                APICall(
                    "ec2", "CreateTags",
                    [
                        "Resources": [.string(id(1))], "Tags": [["Key": "Backup", "Value": "Default"]],
                    ])
            ])
    }

    @Test func oneChangePerImpact() throws {
        let wanted = item(
            .init(volumeIds: [id(1)]), tags: ["Backup": "Default", "Archive": "yes", "Owner": "dr"])
        let seen = volume(1, ["Owner": "nobody"])
        let changes = assess(wanted, VolumeBackupLive(volumes: [seen])).changes
        #expect(changes.map(\.impact) == [.strengthens, .weakens])
        #expect(changes[0].fields.map(\.path) == ["Tags.Archive", "Tags.Backup"])
        #expect(
            changes[0].reason == "no Archive tag: a policy for Archive=yes does not snapshot this volume; "
                + "no Backup tag: a policy for Backup=Default does not snapshot this volume")
        #expect(
            changes[0].calls.first?.parameters["Tags"]
                == [["Key": "Archive", "Value": "yes"], ["Key": "Backup", "Value": "Default"]])
        #expect(changes[1].fields == [FieldChange("Tags.Owner", before: "nobody", after: "dr")])
        // A refused change holds the other one back neither now nor when it is decided again.
        let later = assess(wanted, VolumeBackupLive(volumes: applied(changes[0].calls, to: [seen]))).changes
        #expect(later == [changes[1]])
    }

    @Test func fingerprintHoldsWhatWasRead() {
        func fingerprint(
            _ tags: [String: String] = ["Backup": "default"], size: Int = 100,
            policies: [VolumeBackupLive.Policy] = [], instance: [String: String] = [:]
        ) -> [String] {
            let live = VolumeBackupLive(
                volumes: [volume(1, tags, size: size)], policies: [Tag("Backup", "default"): policies],
                instanceTags: ["i-0000000a": instance])
            return assess(item(.init(volumeIds: [id(1)])), live).changes.map(\.fingerprint)
        }
        let base = fingerprint()
        #expect(base == fingerprint(["Backup": "default", "Name": "git"], size: 200))
        #expect(base == fingerprint(instance: ["Backup": "Default"]))
        #expect(base != fingerprint(["Backup": "DEFAULT"]))
        #expect(base != fingerprint(policies: [Self.old]))
        #expect(fingerprint(policies: [Self.old]) != fingerprint(policies: [Self.bare]))
        #expect(fingerprint([:]) != fingerprint([:], instance: ["Backup": "Default"]))
    }
}
