import Desired

extension VolumeSelection {
    /// For people who have to find out why a selection finds what it finds:
    /// `vol-…, instance tag Name=legit, device /dev/sdf, 100 GiB`
    var words: String {
        var parts: [String] = []
        if let volumeIds { parts.append(volumeIds.sorted().enumeration(of: volumeIds.count)) }
        if let ids = instance?.ids { parts.append("instance \(ids.sorted().enumeration(of: ids.count))") }
        parts += Tag.sorted(instance?.tags ?? [:]).map { "instance tag \($0)" }
        if let device { parts.append("device \(device)") }
        parts += Tag.sorted(tags ?? [:]).map { "tag \($0)" }
        if let sizeGiB { parts.append("\(sizeGiB) GiB") }
        return parts.joined(separator: ", ")
    }
}

extension Sequence<String> {
    /// The first few, and how many more there are: `vol-1, vol-2 and 98 more`.
    ///
    /// - Parameter count: Of all elements.
    func enumeration(of count: Int) -> String {
        let shown = 3
        let some = prefix(shown).joined(separator: ", ")
        return count > shown ? "\(some) and \(count - shown) more" : some
    }
}
