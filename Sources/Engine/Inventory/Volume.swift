import AWS

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
    init(_ reader: inout XMLReader, _ tagReader: inout TagReader) throws {
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
            case "tagSet": tags = try tagReader.read(&reader)
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
