package import Engine

/// What was seen of the volumes that one manifest means.
package struct VolumeBackupLive: Sendable, Equatable {
    /// A DLM policy that exists, whatever its state.
    package struct Policy: Sendable, Hashable {
        package let id: String
        /// Its description; may be empty.
        package let summary: String

        package init(id: String, summary: String) {
            self.id = id
            self.summary = summary
        }

        /// `policy-03c6dcc7e7b83d702 (Default EBS backups)`
        var words: String { summary.isEmpty ? id : "\(id) (\(summary))" }
    }

    /// Another manifest that wants another value of a tag.
    package struct Rival: Sendable, Hashable {
        /// The other manifest's name.
        package let name: String
        /// What it wants.
        package let theirs: Tag
        /// What this manifest wants.
        package let ours: Tag

        package init(name: String, theirs: Tag, ours: Tag) {
            self.name = name
            self.theirs = theirs
            self.ours = ours
        }
    }

    /// The selected ones, sorted by id. Of their tags only those that are wanted or selected by have to be there.
    package var volumes: [Volume]
    /// Ids of volumes and instances that the manifest names and that do not exist, sorted.
    package var missing: [String]
    /// False where only some volumes were looked at again; their number then says nothing.
    package var isWhole: Bool
    /// The live policies that target a value that would be replaced, sorted by id.
    package var policies: [Tag: [Policy]]
    /// The tags of instances whose volumes lack a wanted key, by instance id.
    package var instanceTags: [String: [String: String]]
    /// By volume id.
    package var rivals: [String: [Rival]]

    package init(
        volumes: [Volume], missing: [String] = [], isWhole: Bool = true, policies: [Tag: [Policy]] = [:],
        instanceTags: [String: [String: String]] = [:], rivals: [String: [Rival]] = [:]
    ) {
        self.volumes = volumes
        self.missing = missing
        self.isWhole = isWhole
        self.policies = policies
        self.instanceTags = instanceTags
        self.rivals = rivals
    }
}
