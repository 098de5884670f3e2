import Desired
import Engine
import Planning
import Testing

@testable import VolumeBackupReconciler

/// Which calls an observation makes, and what it makes of the answers.
struct ObserveTests {
    static func observe(
        _ items: [Item<VolumeBackupSpec>], _ answers: [RecordedAnswers.Answer], objects: Set<String>? = nil
    ) async -> (observed: [Observed<VolumeBackupLive>], requests: [String]) {
        let transport = RecordedAnswers(answers)
        let observed = await reconciler.observe(
            items, in: live(transport), scope: Scope(facts: facts, objects: objects))
        #expect(transport.mismatches.isEmpty)
        return (observed, transport.requests.map { $0.replacing("&Version=2016-11-15", with: "") })
    }

    static let tagged = ["Backup": "Default"]

    @Test func nothingDeclaredNothingAsked() async {
        let (observed, requests) = await Self.observe([], [])
        #expect(observed.isEmpty && requests.isEmpty)
        #expect(reconciler.inventory([]).isEmpty)
    }

    @Test func idsAreOneCall() async {
        let items = [item("a", .init(volumeIds: [id(2)])), item("b", .init(volumeIds: [id(1), id(2)]))]
        let (observed, requests) = await Self.observe(
            items, [.volumes(volume(2, Self.tagged), volume(1, Self.tagged))])
        #expect(
            requests == [
                "Action=DescribeVolumes&Filter.1.Name=volume-id&Filter.1.Value.1=vol-00000001"
                    + "&Filter.1.Value.2=vol-00000002&MaxResults=1000"
            ])
        #expect(observed.map { $0.live?.volumes.map(\.id) } == [[id(2)], [id(1), id(2)]])
        #expect(observed.allSatisfy { $0.live?.isWhole == true && $0.live?.missing == [] })
    }

    @Test func idsThatDoNotExist() async {
        let items = [item(.init(volumeIds: [id(9), id(1)]))]
        let (observed, _) = await Self.observe(items, [.volumes(volume(1, Self.tagged))])
        #expect(observed[0].live?.missing == [id(9)])
    }

    @Test func tagsAreAskedByKeyAndEscaped() async {
        let items = [
            item("a", .init(tags: ["Name": "g*"])), item("b", .init(tags: ["Name": "h", "Team": "dr"])),
        ]
        let (observed, requests) = await Self.observe(
            items, [.volumes(volume(1, ["Name": "g*", "Backup": "Default", "aws:x": "y", "Other": "z"]))])
        #expect(
            requests == [
                "Action=DescribeVolumes&Filter.1.Name=tag:Name&Filter.1.Value.1=g\\*&Filter.1.Value.2=h"
                    + "&MaxResults=1000"
            ])
        // Only what is wanted or selected by is kept; AWS's own tags do not count.
        #expect(observed[0].live?.volumes.first?.tags == ["Name": "g*", "Backup": "Default"])
        #expect(observed[0].live?.volumes.first?.ownTagCount == 3)
        #expect(observed[1].live?.volumes == [])
    }

    @Test func instancesAreAskedFirst() async {
        let items = [
            item("a", .init(instance: .init(tags: ["Name": "legit"]), device: "/dev/sdf")),
            item("b", .init(instance: .init(ids: ["i-0000000c", "i-0000000d"]))),
        ]
        let (observed, requests) = await Self.observe(
            items,
            [
                .instances(
                    ("i-0000000a", "running", ["Name": "legit"]), ("i-0000000b", "running", [:]),
                    ("i-0000000c", "stopped", [:]), ("i-0000000d", "terminated", ["Name": "legit"])),
                .volumes(
                    volume(1, Self.tagged, on: "i-0000000a"), volume(2, Self.tagged, on: "i-0000000c"),
                    volume(3, Self.tagged, on: "i-0000000d")),
            ])
        #expect(
            requests == [
                "Action=DescribeInstances&MaxResults=1000",
                "Action=DescribeVolumes&Filter.1.Name=attachment.instance-id&Filter.1.Value.1=i-0000000a"
                    + "&Filter.1.Value.2=i-0000000c&MaxResults=1000",
            ])
        #expect(observed.map { $0.live?.volumes.map(\.id) } == [[id(1)], [id(2)]])
        #expect(observed.map { $0.live?.missing } == [[], ["i-0000000d"]])
    }

    @Test func instancesByIDAreAskedByID() async {
        let (_, requests) = await Self.observe(
            [item(.init(instance: .init(ids: ["i-0000000a"])))],
            [.instances(("i-0000000a", "running", [:])), .volumes(volume(1, Self.tagged))])
        #expect(
            requests.first
                == "Action=DescribeInstances&Filter.1.Name=instance-id&Filter.1.Value.1=i-0000000a"
                + "&MaxResults=1000")
    }

    @Test func mixedSelectionsListAll() async {
        let items = [
            item("a", .init(volumeIds: [id(1)])), item("b", .init(instance: .init(tags: ["Name": "legit"]))),
            item("c", .init(tags: ["Team": "dr"])),
        ]
        let (observed, requests) = await Self.observe(
            items,
            [
                .volumes(volume(1, Self.tagged), next: "t"),
                .volumes(volume(3, ["Backup": "Default", "Team": "dr"], on: nil)),
                .instances(("i-0000000a", "running", ["Name": "legit"])),
            ])
        #expect(
            requests.sorted() == [
                "Action=DescribeInstances&MaxResults=1000", "Action=DescribeVolumes&MaxResults=1000",
                "Action=DescribeVolumes&MaxResults=1000&NextToken=t",
            ])
        #expect(observed.map { $0.live?.volumes.map(\.id) } == [[id(1)], [id(1)], [id(3)]])
    }

    @Test func tooManyIDsListAll() async {
        let items = [
            item("a", .init(volumeIds: (1...600).map(id))),
            item("b", .init(volumeIds: (601...1_001).map(id))),
        ]
        let (_, requests) = await Self.observe(items, [.volumes()])
        #expect(requests == ["Action=DescribeVolumes&MaxResults=1000"])
        let (_, some) = await Self.observe([items[0]], [.volumes(), .volumes(), .volumes()])
        #expect(some.count == 3)
    }

    @Test func driftAsksForMore() async throws {
        let items = [
            item("absent", .init(volumeIds: [id(1)])), item("near", .init(volumeIds: [id(2)])),
            item("fine", .init(volumeIds: [id(3)])),
        ]
        let (observed, requests) = await Self.observe(
            items,
            [
                .volumes(
                    volume(1), volume(2, ["Backup": "default"], on: "i-0000000b"), volume(3, Self.tagged)),
                .instances(("i-0000000a", "running", ["Backup": "Default", "Name": "legit"])),
            ] + RecordedAnswers.Answer.policy("policy-0a", "Old backups", targets: ["Backup": "default"]))
        #expect(requests.count == 4)
        #expect(
            requests.contains(
                "Action=DescribeInstances&Filter.1.Name=instance-id&Filter.1.Value.1=i-0000000a"
                    + "&MaxResults=1000"))
        let seen = try observed.map { try #require($0.live) }
        #expect(seen[0].instanceTags == ["i-0000000a": ["Backup": "Default"]])
        #expect(seen[0].policies.isEmpty)
        #expect(
            seen[1].policies == [
                Tag("Backup", "default"): [.init(id: "policy-0a", summary: "Old backups")]
            ])
        #expect(seen[1].instanceTags.isEmpty)
        #expect(seen[2] == VolumeBackupLive(volumes: seen[2].volumes))
        #expect(
            zip(items, seen).map { assess($0, $1).changes.map(\.impact) } == [[.strengthens], [.weakens], []])
    }

    @Test func withoutChangesNothingMoreIsAsked() async {
        // Outside of what is expected nothing is changed, so nobody has to know whom the old value matters to.
        let items = [item(.init(tags: ["a": "b"]), expect: .init(min: 2))]
        let (observed, requests) = await Self.observe(
            items, [.volumes(volume(1, ["a": "b", "Backup": "default"]))])
        #expect(requests.count == 1)
        #expect(observed[0].live?.volumes.count == 1)
    }

    @Test func deniedVolumesMakeAllUnknown() async {
        let items = [item("a", .init(volumeIds: [id(1)])), item("b", .init(volumeIds: [id(2)]))]
        let (observed, _) = await Self.observe(items, [.denied("DescribeVolumes")])
        #expect(observed.map { $0.unknown?.code } == [.denied, .denied])
    }

    /// Among them one that selects by id, because its volume lacks a tag that the instance may have.
    @Test func deniedInstancesMakeUnknownWhoNeedsThem() async {
        let items = [
            item("a", .init(volumeIds: [id(1)])), item("b", .init(instance: .init(tags: ["Name": "legit"]))),
            item("c", .init(volumeIds: [id(2)])),
        ]
        let (observed, _) = await Self.observe(
            items,
            [
                .volumes(volume(1, Self.tagged), volume(2, on: "i-0000000b")), .denied("DescribeInstances"),
            ])
        #expect(observed.map { $0.unknown?.code } == [nil, .denied, .denied])
    }

    @Test func deniedPoliciesMakeUnknownWhoNeedsThem() async {
        let items = [
            item("a", .init(volumeIds: [id(1)])), item("b", .init(volumeIds: [id(2)])),
            item("c", .init(volumeIds: [id(3)])),
        ]
        let (observed, _) = await Self.observe(
            items,
            [
                .volumes(volume(1, Self.tagged), volume(2, ["Backup": "default"]), volume(3, on: nil)),
                .deniedPolicies,
            ])
        #expect(observed.map { $0.unknown?.code } == [nil, .denied, nil])
    }

    /// What a policy that cannot be read targets is not known: any value that would be replaced.
    @Test(arguments: [
        #"{"Policy": {"PolicyId": "policy-0a", "State": "ENABLED", "PolicyDetails": {"Schedules": [],"#
            + #""TargetTags": [{"Key": "Backup"}]}}}"#,
        nil,
    ])
    func onePolicyUnreadMakesUnknownWhoNeedsIt(_ body: String?) async {
        let items = [
            item("a", .init(volumeIds: [id(1)])), item("b", .init(volumeIds: [id(2)])),
            item("c", .init(volumeIds: [id(3)])),
        ]
        let (observed, _) = await Self.observe(
            items,
            [
                .volumes(volume(1, Self.tagged), volume(2, ["Backup": "default"]), volume(3, on: nil)),
                RecordedAnswers.Answer.policy("policy-0a", "", targets: [:])[0],
                .init(
                    operation: "GetLifecyclePolicy", status: body == nil ? 403 : 200,
                    body: body ?? #"{"__type": "AccessDeniedException", "message": "no"}"#),
            ])
        let code: Finding.Code = body == nil ? .denied : .unreadable
        #expect(observed.map { $0.unknown?.code } == [nil, code, nil])
    }

    @Test func aCutListIsUnknown() async {
        let answer = RecordedAnswers.Answer(
            operation: "DescribeVolumes", body: "<DescribeVolumesResponse><volumeSet>")
        // The page is asked for again before it is given up.
        let (observed, _) = await Self.observe([item(.init(volumeIds: [id(1)]))], [answer, answer])
        #expect(observed[0].unknown?.code == .unreadable)
    }

    @Test func someVolumesAgain() async throws {
        let items = [
            item("a", .init(instance: .init(tags: ["Name": "legit"])), expect: .init(min: 7)),
            item("b", .init(volumeIds: [id(8)]), policy: "nightly"),
        ]
        let (observed, requests) = await Self.observe(
            items,
            [
                .volumes(volume(1)),
                .instances(("i-0000000a", "running", ["Name": "legit", "Backup": "Default"])),
            ], objects: [id(1)])
        #expect(
            requests == [
                "Action=DescribeVolumes&Filter.1.Name=volume-id&Filter.1.Value.1=vol-00000001"
                    + "&MaxResults=1000",
                "Action=DescribeInstances&Filter.1.Name=instance-id&Filter.1.Value.1=i-0000000a"
                    + "&MaxResults=1000",
            ])
        let seen = try observed.map { try #require($0.live) }
        #expect(seen[0].volumes.map(\.id) == [id(1)])
        #expect(seen[1].volumes.isEmpty)
        #expect(seen.allSatisfy { !$0.isWhole && $0.missing.isEmpty })
        #expect(assess(items[0], seen[0]).changes.count == 1)
        #expect(assess(items[1], seen[1]) == Assessment())
    }

    /// The look before a write decides as the plan did, down to the fingerprints.
    @Test func aSecondLookDecidesTheSame() async throws {
        let items = [item(.init(instance: .init(tags: ["Name": "legit"])), expect: .init(min: 2, max: 2))]
        let instances = RecordedAnswers.Answer.instances(
            ("i-0000000a", "running", ["Name": "legit", "Backup": "Default"]))
        let policy = RecordedAnswers.Answer.policy("policy-0a", "", targets: ["Backup": "old"])
        let (lacking, replaced) = (volume(1), volume(2, ["Backup": "old"]))
        let (whole, _) = await Self.observe(items, [instances, .volumes(lacking, replaced)] + policy)
        let planned = assess(items[0], try #require(whole[0].live)).changes
        let (first, _) = await Self.observe(items, [.volumes(lacking), instances], objects: [id(1)])
        let (second, _) = await Self.observe(
            items, [.volumes(replaced), instances] + policy, objects: [id(2)])
        let again = try [first[0], second[0]].flatMap { assess(items[0], try #require($0.live)).changes }
        #expect(planned.count == 2)
        #expect(planned == again)
    }

    @Test func conflictsAreSeenInASecondLookToo() async {
        let items = [
            item("a", .init(volumeIds: [id(1)])), item("b", .init(tags: ["Team": "dr"]), policy: "nightly"),
        ]
        let seen = volume(1, ["Team": "dr"])
        for objects: Set<String>? in [nil, [id(1)]] {
            let (observed, _) = await Self.observe(items, [.volumes(seen)], objects: objects)
            #expect(observed.map { $0.live?.rivals[id(1)]?.map(\.name) } == [["b"], ["a"]])
        }
    }
}
