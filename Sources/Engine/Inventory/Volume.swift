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

    package init(id: String, size: Int, attachments: [Attachment], tags: [String: String]) {
        self.id = id
        self.size = size
        self.attachments = attachments
        self.tags = tags
    }

    /// AWS's own tags do not count.
    package var ownTagCount: Int { tags.keys.count { !$0.hasPrefix("aws:") } }
}

extension Volume {
    init(_ reader: inout XMLReader) throws {
        var id: String?
        var size: Int?
        var attachments: [Attachment] = []
        var tags: [String: String] = [:]
        try reader.children { name, reader in
            switch name {
            case "volumeId": id = try reader.text()
            case "size": size = try reader.integer()
            case "attachmentSet":
                try reader.children { _, reader in
                    if let attachment = try Attachment(&reader) { attachments.append(attachment) }
                }
            case "tagSet": tags = try reader.tags()
            default: break
            }
        }
        self.init(
            id: try required(id, "volumeId"), size: try required(size, "size"), attachments: attachments,
            tags: tags)
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
    package mutating func tags() throws -> [String: String] {
        var tags: [String: String] = [:]
        try children { _, reader in
            var key: String?
            var value = ""
            try reader.children { name, reader in
                switch name {
                case "key": key = try reader.text()
                case "value": value = try reader.text()
                default: break
                }
            }
            tags[try required(key, "key")] = value
        }
        return tags
    }
}
