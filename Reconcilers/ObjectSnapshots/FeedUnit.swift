package import Planning

/// One snapshot of a feed.
package struct FeedUnit: Sendable, Hashable {
    package enum Form: String, Sendable, Hashable, Decodable, CaseIterable {
        /// Every object below the prefix.
        case object
        /// Everything up to the next slash below the prefix; what lies beside folders is none.
        case folder
    }

    /// The object's key, or the folder's with the slash at its end.
    package let name: String
    /// When it was written; of a folder, its newest object.
    package let time: Instant
    /// In bytes; of a folder, the sum.
    package let size: Int
    /// The object itself, or the folder's newest.
    package let newestKey: String
}

extension FeedUnit {
    /// The snapshots among objects, newest first.
    ///
    /// Empty objects that stand for a folder, as consoles make them, are none.
    package static func units(
        of objects: [StoredObject], below prefix: String, as form: Form
    ) -> [FeedUnit] {
        let real = objects.filter { !$0.isMarker(of: prefix) }
        let units =
            switch form {
            case .object: real.map { FeedUnit(name: $0.key, of: [$0]) }
            case .folder:
                Dictionary(grouping: real) { $0.folder(below: prefix) }.map { name, objects in
                    name.flatMap { FeedUnit(name: $0, of: objects) }
                }
            }
        return units.compactMap(\.self).sorted { ($0.time, $0.name) > ($1.time, $1.name) }
    }

    /// Nil where there are no objects.
    private init?(name: String, of objects: [StoredObject]) {
        guard let newest = objects.max(by: { ($0.modified, $0.key) < ($1.modified, $1.key) }) else {
            return nil
        }
        self.name = name
        time = newest.modified
        size = objects.reduce(0) { sum, object in
            let (larger, isTooLarge) = sum.addingReportingOverflow(object.size)
            return isTooLarge ? .max : larger
        }
        newestKey = newest.key
    }
}

/// An object as a listing of its bucket tells it.
package struct StoredObject: Sendable, Hashable, Codable {
    package let key: String
    /// In bytes.
    package let size: Int
    package let modified: Instant

    package init(key: String, size: Int, modified: Instant) {
        self.key = key
        self.size = size
        self.modified = modified
    }
}

// Keys are bytes to S3: a slash counts whatever follows it.
extension StoredObject {
    private static let slash = UInt8(ascii: "/")

    fileprivate func isMarker(of prefix: String) -> Bool {
        size == 0 && (key.utf8.last == Self.slash || key.utf8.elementsEqual(prefix.utf8))
    }

    /// The key up to the first slash below the prefix; nil where there is none.
    fileprivate func folder(below prefix: String) -> String? {
        guard let slash = key.utf8.dropFirst(prefix.utf8.count).firstIndex(of: Self.slash) else { return nil }
        return String(decoding: key.utf8[...slash], as: UTF8.self)
    }
}
