package import Planning

/// A DLM policy whole, as GetLifecyclePolicy tells it: also the fields that this program has never heard of.
package struct LifecyclePolicy: Sendable, Hashable, Codable {
    package let json: JSON

    package init(_ json: JSON) { self.json = json }

    package init(from decoder: any Decoder) throws { json = try JSON(from: decoder) }
    package func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

    package var id: String { json["PolicyId"]?.string ?? "" }
    package var state: String { json["State"]?.string ?? "" }
    package var details: [String: JSON] { json["PolicyDetails"]?.object ?? [:] }

    /// Its own tags.
    package var tags: [String: String] { (json["Tags"]?.object ?? [:]).compactMapValues(\.string) }

    /// A volume that has at least one of these is targeted; a key may come with several values.
    package var targetTags: [(key: String, value: String)] {
        (details["TargetTags"]?.array ?? []).compactMap { tag in
            guard let key = tag["Key"]?.string, let value = tag["Value"]?.string else { return nil }
            return (key, value)
        }
    }

    /// True where it takes snapshots of volumes, or would if it were enabled.
    package var isVolumePolicy: Bool {
        (details["PolicyType"]?.string ?? "EBS_SNAPSHOT_MANAGEMENT") == "EBS_SNAPSHOT_MANAGEMENT"
            && (details["ResourceTypes"]?.array ?? ["VOLUME"]).contains("VOLUME")
    }

    /// A default policy covers all volumes of a region and has no target tags.
    package var isDefault: Bool {
        !(json["DefaultPolicy"].map { [.bool(false), .null].contains($0) } ?? true)
            || details["PolicyLanguage"] == "SIMPLIFIED"
    }
}

extension LifecyclePolicy {
    /// Why the policy cannot be understood. It may then be whose it does not seem to be, or target what it does not
    /// seem to; and replacing its details would lose some.
    var flaw: String? {
        let tags = json["Tags"] ?? .null
        guard tags == .null || tags.object?.count == self.tags.count else { return "Tags is garbled" }
        if isDefault { return nil }
        guard json["PolicyDetails"]?.object != nil else { return "PolicyDetails is missing" }
        guard isVolumePolicy else { return nil }
        guard let targets = details["TargetTags"]?.array, targets.count == targetTags.count else {
            return "TargetTags is missing or garbled"
        }
        guard let schedules = details["Schedules"]?.array, schedules.allSatisfy({ $0.object != nil }) else {
            return "Schedules is missing or garbled"
        }
        return nil
    }
}

/// A DLM policy that is there, and why its details are not known.
package struct UnreadLifecyclePolicy: Sendable, Hashable, Codable {
    package let id: String
    /// Its own tags, as far as they are known: nil = there may be any.
    package let tags: [String: String]?
    /// False where it takes no snapshots of volumes by their tags for certain.
    package let mayTargetVolumes: Bool
    package let finding: Finding
}

extension UnreadLifecyclePolicy {
    /// `summary` is what GetLifecyclePolicies says of it; nil where that was not asked.
    init(_ id: String, summary: JSON?, _ finding: Finding) {
        self.id = id
        tags = summary.flatMap { summary in
            let tags = summary["Tags"] ?? .null
            let known = (tags.object ?? [:]).compactMapValues(\.string)
            return tags == .null || tags.object?.count == known.count ? known : nil
        }
        let type = summary?["PolicyType"]?.string ?? "EBS_SNAPSHOT_MANAGEMENT"
        mayTargetVolumes = type == "EBS_SNAPSHOT_MANAGEMENT" && summary?["DefaultPolicy"] != true
        self.finding = Finding(
            finding.code, "\(id) cannot be read: \(finding.message)", object: id, runbook: finding.runbook)
    }
}
