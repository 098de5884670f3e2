import Planning

extension JSON {
    /// A field's value as a person reads it: text without quotes, absence in words, lists and objects cut.
    var shown: String {
        switch self {
        case .null: "(absent)"
        case .string(let text): text.isEmpty ? "\"\"" : text.sanitized()
        case .array, .object: text.sanitized().truncated(to: 60)
        case .bool, .int, .double: text
        }
    }
}

extension Change {
    /// `BackupRetentionPeriod 1 → 7, …`
    var fieldsShown: String {
        fields.map { "\($0.path.sanitized()) \($0.before.shown) → \($0.after.shown)" }.joined(separator: ", ")
    }
}

extension Permission {
    /// What keeps apply from making the change, and what would let it.
    func refusal(of impact: Impact) -> String? {
        switch self {
        case .yes: nil
        case .needsAllow: "Refused until allowed: metadata.allow or --allow \(impact.rawValue)"
        case .observe: "Reported alone: the manifest's mode is observe"
        case .suspended: "Left alone: the manifest is suspended"
        case .guard: "Held back, for the reason at the end"
        }
    }
}
