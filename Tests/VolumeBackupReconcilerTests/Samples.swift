import Engine
import Planning
import VolumeBackupReconciler

@testable import Desired

let reconciler = VolumeBackup()
let noon = Instant(secondsSince1970: 1_795_348_800)

/// What `SnapshotPolicy/default-ebs` and a policy of several target tags say of themselves.
let facts: Facts = {
    var facts = Facts()
    facts["SnapshotPolicy", "default-ebs"] = ["targetTags": ["Backup": ["Default"]]]
    facts["SnapshotPolicy", "nightly"] = ["targetTags": ["Backup": ["Nightly"]]]
    facts["SnapshotPolicy", "either"] = [
        "targetTags": ["Backup": ["Default", "Special"], "Archive": ["yes"]]
    ]
    return facts
}()

func item(
    _ name: String, _ select: VolumeSelection, policy: String? = nil, tags: [String: String]? = nil,
    expect: Desired.Expectation? = nil
) -> Item<VolumeBackupSpec> {
    let position = Position(line: 1, column: 1)
    let policy = policy ?? (tags == nil ? "default-ebs" : nil)
    return Item(
        address: Address(kind: "VolumeBackup", name: name, target: "prod"), metadata: Metadata(name: name),
        spec: VolumeBackupSpec(select: select, policy: policy, tags: tags, expect: expect),
        source: Source(file: "a.jsonc", position: position), node: Node(.object([]), at: position))
}

func item(
    _ select: VolumeSelection, policy: String? = nil, tags: [String: String]? = nil,
    expect: Desired.Expectation? = nil
) -> Item<VolumeBackupSpec> {
    item("git", select, policy: policy, tags: tags, expect: expect)
}

/// `vol-0000000a`
func id(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "vol-" + String(repeating: "0", count: 8 - digits.count) + digits
}

func volume(
    _ number: Int, _ tags: [String: String] = [:], size: Int = 100, on instance: String? = "i-0000000a",
    device: String = "/dev/sdf", ownTagCount: Int? = nil
) -> Volume {
    Volume(
        id: id(number), size: size,
        attachments: instance.map { [.init(instance: $0, device: device)] } ?? [], tags: tags,
        ownTagCount: ownTagCount)
}

func assess(_ item: Item<VolumeBackupSpec>, _ live: VolumeBackupLive) -> Assessment {
    reconciler.diff(item, live, facts: facts, at: noon)
}

/// The volumes after CreateTags, as EC2 would carry it out.
func applied(_ calls: [APICall], to volumes: [Volume]) -> [Volume] {
    calls.reduce(volumes) { volumes, call in
        let ids = Set((call.parameters["Resources"]?.array ?? []).compactMap(\.string))
        let pairs = (call.parameters["Tags"]?.array ?? []).compactMap { tag in
            tag["Key"]?.string.map { ($0, tag["Value"]?.string ?? "") }
        }
        return volumes.map { volume in
            guard ids.contains(volume.id) else { return volume }
            return Volume(
                id: volume.id, size: volume.size, attachments: volume.attachments,
                tags: volume.tags.merging(pairs) { $1 })
        }
    }
}

extension Assessment {
    var codes: [Finding.Code] { findings.map(\.code) }
    var calls: [APICall] { changes.flatMap(\.calls) }
}

extension Observed {
    var live: Live? { if case .known(let live) = self { live } else { nil } }
    var unknown: Finding? { if case .unknown(let finding) = self { finding } else { nil } }
}
