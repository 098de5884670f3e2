import Desired
import Engine
import Planning
import Testing

@testable import VolumeBackupReconciler

/// Manifests that want different values of one tag on one volume.
struct ContestTests {
    static func rivals(
        _ specs: [VolumeBackupSpec], over tags: [String: String]
    ) -> [[VolumeBackupLive.Rival]] {
        let contenders = specs.enumerated().map { index, spec in
            Contender(name: "m\(index)", wish: Wish(spec, facts), positions: .success([0]))
        }
        return Contest(contenders, over: [volume(1, tags)]).rivals().map { answer in
            guard case .success(let rivals) = answer else { return [] }
            return rivals[id(1)] ?? []
        }
    }

    static let any = VolumeBackupSpec(select: .init(), policy: "either")
    static let plain = VolumeBackupSpec(select: .init(), policy: "default-ebs")
    static let nightly = VolumeBackupSpec(select: .init(), policy: "nightly")
    static let special = VolumeBackupSpec(select: .init(), tags: ["Backup": "Special"])
    static let other = VolumeBackupSpec(select: .init(), tags: ["Owner": "dr"])

    @Test(
        arguments: [
            ([plain, nightly], [:], true),
            ([plain, nightly], ["Backup": "Default"], true),
            ([plain, special], [:], true),
            ([plain, plain], [:], false),
            ([plain, other], [:], false),
            ([plain, .init(select: .init(), tags: ["Backup": "Default"])], [:], false),
            ([special, .init(select: .init(), tags: ["Backup": "special"])], [:], true),
            // A policy that takes either value has nothing against the other one once it has one.
            ([any, special], ["Backup": "Default"], false),
            ([any, nightly], ["Backup": "Default"], true),
            // Its other target tag stays.
            ([any, nightly], ["Backup": "Default", "Archive": "yes"], false),
        ] as [([VolumeBackupSpec], [String: String], Bool)])
    func clash(specs: [VolumeBackupSpec], tags: [String: String], clashes: Bool) {
        let rivals = Self.rivals(specs, over: tags)
        #expect(rivals.map { !$0.isEmpty } == [clashes, clashes])
    }

    @Test func bothAreToldAndNeitherIsSet() {
        let contenders = [
            Contender(name: "git", wish: Wish(Self.plain, facts), positions: .success([0, 1])),
            Contender(name: "all", wish: Wish(Self.nightly, facts), positions: .success([1, 2])),
        ]
        let volumes = [volume(1), volume(2), volume(3)]
        let rivals = Contest(contenders, over: volumes).rivals()
        #expect(
            rivals == [
                .success([
                    id(2): [
                        .init(name: "all", theirs: Tag("Backup", "Nightly"), ours: Tag("Backup", "Default"))
                    ]
                ]),
                .success([
                    id(2): [
                        .init(name: "git", theirs: Tag("Backup", "Default"), ours: Tag("Backup", "Nightly"))
                    ]
                ]),
            ])
        guard case .success(let mine) = rivals[0] else { return }
        let assessment = assess(
            item(.init(volumeIds: [id(1), id(2)])),
            VolumeBackupLive(volumes: [volume(1), volume(2)], rivals: mine))
        #expect(assessment.codes == [.conflict])
        #expect(assessment.findings.first?.object == id(2))
        #expect(
            assessment.findings.first?.message
                == "VolumeBackup/all wants Backup=Nightly on vol-00000002, and this one Backup=Default: "
                + "neither is set until one of them gives way")
        #expect(assessment.changes.map(\.object) == [id(1)])
    }

    /// A manifest whose volumes could not be seen might want another value of the same ones.
    @Test func anUnseenRivalMakesUnknown() {
        let denied = Finding(.denied, "ec2:DescribeInstances was denied")
        let contenders = [
            Contender(name: "a", wish: Wish(Self.plain, facts), positions: .success([0])),
            Contender(name: "b", wish: Wish(Self.nightly, facts), positions: .failure(denied)),
            Contender(name: "c", wish: Wish(Self.other, facts), positions: .success([0])),
            Contender(name: "d", wish: Wish(Self.nightly, facts), positions: .success([0])),
        ]
        let rivals = Contest(contenders, over: [volume(1)]).rivals()
        #expect(rivals[0] == .failure(denied))
        #expect(rivals[2] == .success([:]))
        #expect((try? rivals[3].get())?[id(1)]?.map(\.name) == ["a"])
    }
}
