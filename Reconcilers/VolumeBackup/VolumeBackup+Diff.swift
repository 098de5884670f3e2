package import Desired
package import Engine
package import Planning

extension VolumeBackup {
    /// How many tags of its owner AWS lets a resource have.
    private static let mostTags = 50

    package func diff(
        _ item: Item<VolumeBackupSpec>, _ live: VolumeBackupLive?, facts: Facts, at instant: Instant
    ) -> Assessment {
        guard let live else {
            return Assessment(findings: [
                Finding(.absent, "none of the volumes exists in \(item.address.target)")
            ])
        }
        var assessment = Assessment(objects: live.volumes.map(\.id))
        assessment.findings = live.missing.map { id in
            let what = id.hasPrefix("i-") ? "does not exist or is terminated" : "does not exist"
            return Finding(.absent, "\(id) \(what) in \(item.address.target)", object: id)
        }
        if live.isWhole, let finding = selectionFinding(item.spec, live) {
            assessment.findings += finding
            return assessment
        }
        guard let wish = Wish(item.spec, facts) else {
            assessment.findings.append(
                Finding(
                    .absent,
                    "SnapshotPolicy/\(item.spec.policy ?? "") names no target tags: "
                        + "what the volumes need is not known"
                ))
            return assessment
        }
        for index in live.volumes.indices {
            // Most volumes are fine: of those nothing but the tags is touched, for there may be a million.
            let missing = wish.missing(in: live.volumes[index].tags)
            guard !missing.isEmpty || !live.rivals.isEmpty else { continue }
            let volume = live.volumes[index]
            if let rivals = live.rivals[volume.id] {
                assessment.findings += rivals.map { conflict($0, over: volume) }
                continue
            }
            guard !missing.isEmpty else { continue }
            let new = missing.count { volume.tags[$0.key] == nil }
            if new > 0, volume.ownTagCount + new > Self.mostTags {
                assessment.findings.append(tagLimit(volume, missing))
            } else {
                assessment.changes += Retagging(volume, missing, item.spec, wish, live).changes
            }
        }
        return assessment
    }

    /// Nil where as many volumes are selected as are expected. Empty where ids that do not exist say it all.
    private func selectionFinding(_ spec: VolumeBackupSpec, _ live: VolumeBackupLive) -> [Finding]? {
        let count = live.volumes.count
        guard !spec.expectation.contains(count) else { return nil }
        if spec.expect == nil, !live.missing.isEmpty { return [] }
        let found =
            count == 0
            ? "no volume matches \(spec.select.words)"
            : "\(count) \(count == 1 ? "volume matches" : "volumes match") \(spec.select.words) "
                + "(\(live.volumes.lazy.map(\.id).enumeration(of: count)))"
        return [Finding(.selection, "\(found); \(spec.expectation.words) expected. Nothing is changed")]
    }

    private func conflict(_ rival: VolumeBackupLive.Rival, over volume: Volume) -> Finding {
        Finding(
            .conflict,
            "VolumeBackup/\(rival.name) wants \(rival.theirs) on \(volume.id), and this one \(rival.ours): "
                + "neither is set until one of them gives way", object: volume.id)
    }

    private func tagLimit(_ volume: Volume, _ missing: [Tag]) -> Finding {
        Finding(
            .tagLimit,
            "\(volume.id) has \(volume.ownTagCount) tags of the \(Self.mostTags) that AWS allows: "
                + "\(missing.map(\.description).joined(separator: ", ")) cannot be set "
                + "until another one is removed",
            object: volume.id)
    }
}

extension Expectation {
    /// Completes "… expected": `exactly 1 is`.
    fileprivate var words: String {
        guard let max else { return "at least \(min) \(min == 1 ? "is" : "are")" }
        if min == max { return "exactly \(max) \(max == 1 ? "is" : "are")" }
        return min == 0 ? "at most \(max) \(max == 1 ? "is" : "are")" : "\(min) to \(max) are"
    }
}
