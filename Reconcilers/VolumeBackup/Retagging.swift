import Engine
import Planning

/// The changes that give one volume the tags it lacks: one an impact, so that a refused one does not hold back
/// another.
struct Retagging {
    private let volume: Volume
    private let missing: [Tag]
    private let spec: VolumeBackupSpec
    private let wish: Wish
    private let live: VolumeBackupLive

    /// - Parameter missing: Sorted by key.
    init(
        _ volume: Volume, _ missing: [Tag], _ spec: VolumeBackupSpec, _ wish: Wish, _ live: VolumeBackupLive
    ) {
        self.volume = volume
        self.missing = missing
        self.spec = spec
        self.wish = wish
        self.live = live
    }

    var changes: [Change] {
        let settings = missing.map(setting)
        return [Impact.strengthens, .weakens].compactMap { impact in
            let settings = settings.filter { $0.impact == impact }
            return settings.isEmpty ? nil : change(settings, impact)
        }
    }

    /// One tag that is set, and what that does.
    private struct Setting {
        let tag: Tag
        let before: String?
        var impact: Impact = .strengthens
        var reason: String
        /// Of the live policies that target the old value.
        var policies: [String] = []
        /// The instance that has the tag instead of its volume.
        var instance: String?
    }

    private func change(_ settings: [Setting], _ impact: Impact) -> Change {
        let tags: [JSON] = settings.map { ["Key": .string($0.tag.key), "Value": .string($0.tag.value)] }
        // Of a policy's target tags one is enough: that none is there was read of all of them.
        let read =
            switch wish {
            case .all: Set(settings.map(\.tag.key))
            case .any: wish.keys
            }
        return Change(
            .update, object: volume.id,
            fields: settings.map {
                FieldChange("Tags.\($0.tag.key)", before: JSON($0.before), after: .string($0.tag.value))
            },
            impact: impact, reason: settings.map(\.reason).joined(separator: "; "),
            basis: [
                "tags": .object(Dictionary(uniqueKeysWithValues: read.map { ($0, JSON(volume.tags[$0])) })),
                "policies": JSON(Set(settings.flatMap(\.policies)).sorted()),
                "instances": JSON(settings.compactMap(\.instance)),
            ],
            calls: [
                APICall("ec2", "CreateTags", ["Resources": [.string(volume.id)], "Tags": .array(tags)])
            ])
    }

    private func setting(_ tag: Tag) -> Setting {
        guard let value = volume.tags[tag.key] else { return added(tag) }
        let old = Tag(tag.key, value)
        let policies = live.policies[old] ?? []
        let isNearMiss = value.isNearMiss(of: tag.value)
        let difference: String
        if isNearMiss {
            let rule =
                value.lowercased() == tag.value.lowercased()
                ? "AWS tags are case-sensitive" : "blanks count in AWS tags"
            difference = "\(old)\(policies.isEmpty ? "" : targeting(policies)) is not \(tag) (\(rule))"
        } else {
            difference = "\(old)\(targeting(policies)) is replaced by \(tag)"
        }
        return Setting(
            tag: tag, before: value, impact: isNearMiss && policies.isEmpty ? .strengthens : .weakens,
            reason: "\(difference): \(consequence(tag))", policies: policies.map(\.id))
    }

    private func added(_ tag: Tag) -> Setting {
        let instances = volume.attachments.map(\.instance).sorted()
        let tagged = instances.first { live.instanceTags[$0].map(tag.isSet) ?? false }
        guard let tagged else {
            return Setting(tag: tag, before: nil, reason: "no \(tag.key) tag: \(consequence(tag))")
        }
        return Setting(
            tag: tag, before: nil,
            reason: "instance \(tagged) has \(tag), but DLM looks at volumes: \(consequence(tag))",
            instance: tagged)
    }

    /// Whom the old value matters to.
    private func targeting(_ policies: [VolumeBackupLive.Policy]) -> String {
        let names = policies.map(\.words).joined(separator: " and ")
        switch policies.count {
        case 0: return ", which no live policy targets,"
        case 1: return ", which \(names) targets,"
        default: return ", which \(names) target,"
        }
    }

    private func consequence(_ tag: Tag) -> String {
        "\(spec.policy ?? "a policy for \(tag)") does not snapshot this volume"
    }
}
