package import AWS

/// Reads the tags of many objects. Those of equal tags share one dictionary: a fleet has few different sets of the tags
/// that are asked for.
struct TagReader {
    /// As bytes: an answer's keys are compared before Strings are made of them. Nil = all are kept.
    private let keys: [[UInt8]]?
    private var pairs: [(key: String, value: String)] = []
    /// The pairs as bytes, each ended by 0: for Swift, texts that only look alike are the same, for AWS they are not.
    private var bytes: [UInt8] = []
    private var last: (bytes: [UInt8], tags: [String: String]) = ([], [:])

    /// - Parameter keys: Which tags are kept; nil = all.
    init(keeping keys: Set<String>?) { self.keys = keys?.map { Array($0.utf8) } }

    /// The kept tags of EC2's list, `item` elements with `key` and `value`, and how many there are in it that are not
    /// AWS's own.
    mutating func read(_ reader: inout XMLReader) throws -> (kept: [String: String], own: Int) {
        pairs.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        var own = 0
        try reader.children { _, reader in
            var hasKey = false
            var key: String?
            var value = ""
            try reader.children { name, reader in
                switch name {
                case "key":
                    hasKey = true
                    key = try reader.text { bytes in
                        if !bytes.starts(with: "aws:".utf8) { own += 1 }
                        return isKept(bytes)
                    }
                case "value":
                    // What is not kept is not copied out of the answer either.
                    if key != nil || !hasKey { value = try reader.text() }
                default: break
                }
            }
            if let key {
                pairs.append((key, value))
                bytes.append(contentsOf: key.utf8)
                bytes.append(0)
                bytes.append(contentsOf: value.utf8)
                bytes.append(0)
            } else if !hasKey {
                throw XMLError.missing("key")
            }
        }
        if bytes != last.bytes { last = (bytes, Dictionary(pairs, uniquingKeysWith: { $1 })) }
        return (last.tags, own)
    }

    private func isKept(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        keys?.contains { $0.count == key.count && $0.elementsEqual(key) } ?? true
    }
}

extension XMLReader {
    /// EC2's list of tags: `item` elements with `key` and `value`.
    package mutating func tags() throws -> [String: String] {
        var tags = TagReader(keeping: nil)
        return try tags.read(&self).kept
    }
}
