import Desired
import Engine
import Testing

@testable import VolumeBackupReconciler

/// Which volumes a selection means.
struct SelectionTests {
    static let volumes = [
        volume(1, ["Name": "git", "Team": "dr"], on: "i-0000000a", device: "/dev/sdf"),
        volume(2, ["Name": "git"], size: 8, on: "i-0000000a", device: "/dev/xvda"),
        volume(3, ["Name": "Git", "Team": "dr"], on: "i-0000000b", device: "/dev/sdf"),
        volume(4, ["Name": "g*"], on: "i-0000000d", device: "/dev/sdf"),
        volume(5, ["Name": "loose", "Team": "dr"], on: nil),
        // Attached to two instances, under two names.
        Volume(
            id: id(6), size: 100,
            attachments: [
                .init(instance: "i-0000000a", device: "/dev/sdg"),
                .init(instance: "i-0000000b", device: "/dev/sdh"),
            ], tags: [:]),
    ]
    /// i-0000000d is terminated: it is not listed.
    static let instances = [
        Instance(id: "i-0000000a", tags: ["Name": "legit", "Stage": "prod"]),
        Instance(id: "i-0000000b", tags: ["Name": "bastion", "Stage": "prod"]),
    ]

    @Test(
        arguments: [
            (.init(volumeIds: [id(3), id(1), id(9)]), [1, 3]),
            (.init(volumeIds: [id(4)]), [4]),
            (.init(volumeIds: [id(4)], instance: .init(ids: ["i-0000000d"])), []),
            (.init(volumeIds: [id(1), id(3)], device: "/dev/sdf", tags: ["Name": "git"]), [1]),
            (.init(instance: .init(ids: ["i-0000000a"])), [1, 2, 6]),
            (.init(instance: .init(ids: ["i-0000000d"])), []),
            (.init(instance: .init(ids: ["i-0000000a", "i-0000000b"])), [1, 2, 3, 6]),
            (.init(instance: .init(ids: ["i-0000000a"], tags: ["Name": "bastion"])), []),
            (.init(instance: .init(tags: ["Name": "legit"])), [1, 2, 6]),
            (.init(instance: .init(tags: ["Name": "Legit"])), []),
            (.init(instance: .init(tags: ["Name": "leg*"])), []),
            (.init(instance: .init(tags: ["Stage": "prod", "Name": "bastion"])), [3, 6]),
            (.init(instance: .init(tags: ["Stage": "prod"]), device: "/dev/sdf"), [1, 3]),
            // Device and instance are those of one attachment.
            (.init(instance: .init(ids: ["i-0000000a"]), device: "/dev/sdg"), [6]),
            (.init(instance: .init(ids: ["i-0000000a"]), device: "/dev/sdh"), []),
            (.init(instance: .init(tags: ["Stage": "prod"]), sizeGiB: 8), [2]),
            (.init(tags: ["Name": "git"]), [1, 2]),
            (.init(tags: ["Name": "g*"]), [4]),
            (.init(tags: ["Name": "g?t"]), []),
            (.init(tags: ["Team": "dr"]), [1, 3, 5]),
            (.init(tags: ["Team": "dr", "Name": "Git"]), [3]),
            (.init(device: "/dev/sdf", tags: ["Team": "dr"]), [1, 3]),
            (.init(tags: ["Team": "dr"], sizeGiB: 101), []),
        ] as [(VolumeSelection, [Int])])
    func allThatIsGivenHolds(selection: VolumeSelection, found: [Int]) {
        // The neighbours show that selections do not get into each other's way.
        let selections = [selection, .init(tags: ["Name": "loose"]), .init(volumeIds: [id(2)])]
        let instances = InstanceIndex(Self.instances, for: selections)
        let index = VolumeIndex(Self.volumes, instances, for: selections)
        #expect(index.positions(of: selection).map { Self.volumes[$0].id } == found.map(id))
        #expect(index.positions(of: selections[1]) == [4])
        #expect(index.positions(of: selections[2]) == [1])
    }

    @Test func aRepeatedVolumeCountsOnce() {
        let selection = VolumeSelection(tags: ["Name": "git"])
        let volumes = [volume(1, ["Name": "git"]), volume(1, ["Name": "git"])]
        let index = VolumeIndex(volumes, InstanceIndex([], for: [selection]), for: [selection])
        #expect(index.positions(of: selection) == [0])
    }

    @Test func words() {
        let selection = VolumeSelection(
            volumeIds: (1...5).map(id), instance: .init(ids: ["i-0000000a"], tags: ["Name": "legit"]),
            device: "/dev/sdf", tags: ["Team": "d r"], sizeGiB: 100)
        #expect(
            selection.words == "vol-00000001, vol-00000002, vol-00000003 and 2 more, instance i-0000000a, "
                + "instance tag Name=legit, device /dev/sdf, tag Team=\"d r\", 100 GiB")
    }
}
