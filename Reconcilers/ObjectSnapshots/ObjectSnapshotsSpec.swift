package import Desired
package import Planning

/// What a product is expected to write below one prefix of a bucket, and to keep there.
package struct ObjectSnapshotsSpec: Sendable, Hashable {
    package let bucket: String
    /// Taken literally, with or without a slash at its end.
    package let prefix: String
    package let unit: FeedUnit.Form
    package let every: Period
    /// How late a snapshot may be; a quarter of `every` where the manifest says nothing.
    package let tolerance: Period
    /// How many snapshots are kept; at least one bound is there.
    package let retain: Bounds
    package let encrypted: EncryptionRule?
    package let minimumBytes: Int?
}

extension ObjectSnapshotsSpec {
    /// How many of the newest snapshots are looked at one by one.
    package var depth: Int { max(1, retain.max ?? retain.min ?? 1) }

    /// The longest time from one snapshot to the next.
    package var longestPause: Period { every + tolerance }

    /// `s3://bucket/prefix`
    package var location: String { location(of: prefix) }

    /// The address of a key, or of a folder.
    func location(of key: String) -> String { "s3://\(bucket)/\(key)" }
}

extension ObjectSnapshotsSpec: Decodable {
    private enum CodingKeys: CodingKey {
        case bucket, prefix, unit, every, tolerance, retain, encrypted, minimumBytes
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        bucket = try container.decode(String.self, forKey: .bucket)
        prefix = try container.decode(String.self, forKey: .prefix)
        unit = try container.decode(FeedUnit.Form.self, forKey: .unit)
        every = try container.decode(Period.self, forKey: .every)
        tolerance =
            try container.decodeIfPresent(Period.self, forKey: .tolerance)
            ?? Period(seconds: every.seconds / 4)
        retain = try container.decode(Bounds.self, forKey: .retain)
        encrypted = try container.decodeIfPresent(EncryptionRule.self, forKey: .encrypted)
        minimumBytes = try container.decodeIfPresent(Int.self, forKey: .minimumBytes)
    }
}
