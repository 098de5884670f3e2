package import Desired
package import Engine
import Planning

/// Judges the snapshots that a product writes to S3 by itself. It reads alone: no object is ever written or deleted.
package struct ObjectSnapshots: Reconciler {
    package static let kind = "ObjectSnapshots"
    package static let summary =
        "Snapshots that a product writes to S3: how fresh, how many, how large, encrypted."
    package static let operations = Operations(reads: ["s3:ListObjectsV2", "s3:HeadObject"])

    package init() {}

    package func claims(_ spec: ObjectSnapshotsSpec) -> [Claim] {
        [Claim("object prefix", "\(spec.bucket)/\(spec.prefix)", at: "prefix")]
    }

    package func inventory(_ items: [Item<ObjectSnapshotsSpec>]) -> [any Listing] {
        items.map { ObjectFeed($0.spec) }
    }
}
