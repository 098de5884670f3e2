/// One field of an AWS object, before and after; absent is `null`.
package struct FieldChange: Sendable, Hashable, Codable {
    /// AWS's member names, `PolicyDetails.Schedules[daily].RetainRule.Count`; a tag is `Tags.KEY`.
    package let path: String
    package let before: JSON
    package let after: JSON

    package init(_ path: String, before: JSON, after: JSON) {
        self.path = path
        self.before = before
        self.after = after
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        path = try container.decode(String.self, forKey: .path)
        before = try container.decodeIfPresent(JSON.self, forKey: .before) ?? .null
        after = try container.decodeIfPresent(JSON.self, forKey: .after) ?? .null
    }
}

/// One thing that apply may do to one AWS object, with the calls that do it.
package struct Change: Sendable, Hashable, Codable {
    package enum Action: String, Sendable, Hashable, Codable {
        /// A new AWS object.
        case create
        /// Anything on an existing one.
        case update
    }

    package let action: Action
    /// AWS's short id or name of the object; the manifest's name for one that is still to be created.
    package let object: String
    /// Sorted by path.
    package let fields: [FieldChange]
    package let impact: Impact
    /// What follows for a person.
    package let reason: String
    /// `sha256:` over the object's identity, every observed value that the decision was made from, and all that the
    /// calls send back. Equal fingerprints mean that the decision would be made again.
    package let fingerprint: String
    /// What this change needs by itself, in order.
    package let calls: [APICall]
    /// Whether apply would carry it out.
    package var apply: Permission

    /// - Parameter basis: Every observed value that the decision was made from. What the calls send is added here.
    package init(
        _ action: Action, object: String, fields: [FieldChange], impact: Impact, reason: String,
        basis: JSON, calls: [APICall], apply: Permission = .yes
    ) {
        self.action = action
        self.object = object
        self.fields = fields.sorted { $0.path < $1.path }
        self.impact = impact
        self.reason = reason
        self.calls = calls
        self.apply = apply
        fingerprint = Self.fingerprint(of: [
            "object": .string(object), "basis": basis, "calls": .array(calls.map(\.json)),
        ])
    }

    private static func fingerprint(of value: JSON) -> String {
        "sha256:" + SHA256.hash(value.canonical).hexadecimal
    }

    /// True where the other change is the same decision about the same observation. Whether it may be carried out is not
    /// part of it, nor how it is put in words.
    package func isSameDecision(as other: Change) -> Bool {
        fingerprint == other.fingerprint && isSameWork(as: other)
    }

    /// True where the other change does the same with the same calls, whatever else was observed.
    package func isSameWork(as other: Change) -> Bool {
        (action, object, impact) == (other.action, other.object, other.impact)
            && fields == other.fields && calls == other.calls
    }
}

/// Whether apply carries a change out, and if not, what keeps it.
package enum Permission: String, Sendable, Hashable, Codable {
    case yes
    /// Its impact has to be allowed, by `--allow` or `metadata.allow`.
    case needsAllow = "needs-allow"
    /// The manifest's mode is `observe`.
    case observe
    /// The manifest is suspended.
    case suspended
    /// A limit on the number of changes, or a target without a declared account.
    case `guard`
}
