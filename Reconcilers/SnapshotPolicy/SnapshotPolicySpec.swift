import Planning

/// What a manifest says of a DLM policy.
package struct SnapshotPolicySpec: Sendable, Hashable, Decodable {
    /// Nil: found by the tags that this program gave it, and created where it is not there.
    package var policyId: String?
    package var description: String
    package var enabled: Bool
    /// Nil: left as it is; needed to create.
    package var executionRoleArn: String?
    /// By key, every value that is targeted; a volume with any of these tags is.
    package var targetTags: [String: [String]]
    package var schedules: [Schedule]

    package init(
        policyId: String? = nil, description: String, enabled: Bool = true, executionRoleArn: String? = nil,
        targetTags: [String: [String]], schedules: [Schedule]
    ) {
        self.policyId = policyId
        self.description = description
        self.enabled = enabled
        self.executionRoleArn = executionRoleArn
        self.targetTags = targetTags
        self.schedules = schedules
    }

    /// When snapshots are taken, and how long they are kept.
    package struct Schedule: Sendable, Hashable {
        /// Live schedules are matched by it.
        package var name: String
        package var rule: CreateRule
        package var retain: Retention
        /// Nil: left as it is.
        package var copyTags: Bool?
        /// Nil: left as they are.
        package var tagsToAdd: [String: String]?

        package init(
            name: String, rule: CreateRule, retain: Retention, copyTags: Bool? = nil,
            tagsToAdd: [String: String]? = nil
        ) {
            self.name = name
            self.rule = rule
            self.retain = retain
            self.copyTags = copyTags
            self.tagsToAdd = tagsToAdd
        }
    }

    private enum CodingKeys: CodingKey {
        case policyId, description, enabled, executionRoleArn, targetTags, schedules
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        policyId = try container.decodeIfPresent(String.self, forKey: .policyId)
        description = try container.decode(String.self, forKey: .description)
        enabled = try container.decode(Bool.self, forKey: .enabled)
        executionRoleArn = try container.decodeIfPresent(String.self, forKey: .executionRoleArn)
        targetTags = try container.decode([String: OneOrMany].self, forKey: .targetTags).mapValues(\.values)
        schedules = try container.decode([Schedule].self, forKey: .schedules)
    }

    private struct OneOrMany: Decodable {
        let values: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(String.self) {
                values = [one]
            } else {
                values = try container.decode([String].self)
            }
        }
    }
}

extension SnapshotPolicySpec.Schedule: Decodable {
    private enum CodingKeys: CodingKey { case name, every, at, cron, retain, copyTags, tagsToAdd }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decode(String.self, forKey: .name)
        if let cron = try container.decodeIfPresent(String.self, forKey: .cron) {
            rule = .cron(cron)
        } else {
            let every = try container.decode(Period.self, forKey: .every)
            rule = .every(
                hours: every.seconds / 3_600, at: try container.decodeIfPresent(String.self, forKey: .at))
        }
        retain = try container.decode(Retention.self, forKey: .retain)
        copyTags = try container.decodeIfPresent(Bool.self, forKey: .copyTags)
        tagsToAdd = try container.decodeIfPresent([String: String].self, forKey: .tagsToAdd)
    }
}
