package import AWS

/// An EBS volume, as far as backups care.
package struct Volume: Sendable, Hashable, Codable {
    package struct Attachment: Sendable, Hashable, Codable {
        package let instance: String
        /// `/dev/sdf`
        package let device: String

        package init(instance: String, device: String) {
            self.instance = instance
            self.device = device
        }
    }

    package let id: String
    /// In GiB.
    package let size: Int
    package let attachments: [Attachment]
    package let tags: [String: String]
    /// How many tags it has that are not AWS's own, of which it may have 50; also those that were left out of `tags`.
    package let ownTagCount: Int

    /// - Parameter ownTagCount: Nil where `tags` are all that there are.
    package init(
        id: String, size: Int, attachments: [Attachment], tags: [String: String], ownTagCount: Int? = nil
    ) {
        self.id = id
        self.size = size
        self.attachments = attachments
        self.tags = tags
        self.ownTagCount = ownTagCount ?? tags.keys.count { !$0.hasPrefix("aws:") }
    }
}

extension Volume {
    /// - Parameter tagKeys: The tags that are kept; nil = all.
    init(_ reader: inout XMLReader, keeping tagKeys: Set<String>?) throws {
        var id: String?
        var size: Int?
        var attachments: [Attachment] = []
        var tags: (kept: [String: String], own: Int) = ([:], 0)
        try reader.children { name, reader in
            switch name {
            case "volumeId": id = try reader.text()
            case "size": size = try reader.integer()
            case "attachmentSet":
                try reader.children { _, reader in
                    if let attachment = try Attachment(&reader) { attachments.append(attachment) }
                }
            case "tagSet": tags = try reader.tags(keeping: tagKeys)
            default: break
            }
        }
        self.init(
            id: try required(id, "volumeId"), size: try required(size, "size"), attachments: attachments,
            tags: tags.kept, ownTagCount: tags.own)
    }
}

extension Volume.Attachment {
    /// Nil for one without an instance: other services attach volumes too.
    fileprivate init?(_ reader: inout XMLReader) throws {
        var instance: String?
        var device: String?
        try reader.children { name, reader in
            switch name {
            case "instanceId": instance = try reader.text()
            case "device": device = try reader.text()
            default: break
            }
        }
        guard let instance else { return nil }
        self.init(instance: instance, device: device ?? "")
    }
}

extension XMLReader {
    /// EC2's list of tags: `item` elements with `key` and `value`.
    package mutating func tags() throws -> [String: String] { try tags(keeping: nil).kept }

    /// The tags of these keys, nil = of all, and how many there are that are not AWS's own.
    mutating func tags(keeping keys: Set<String>?) throws -> (kept: [String: String], own: Int) {
        var tags: [String: String] = [:]
        var own = 0
        try children { _, reader in
            var key: String?
            var value = ""
            try reader.children { name, reader in
                switch name {
                case "key": key = try reader.text()
                case "value":
                    // What is not kept is not copied out of the answer either.
                    if let keys, let key, !keys.contains(key) { return }
                    value = try reader.text()
                default: break
                }
            }
            let known = try required(key, "key")
            if !known.hasPrefix("aws:") { own += 1 }
            if keys?.contains(known) ?? true { tags[known] = value }
        }
        return (tags, own)
    }
}
