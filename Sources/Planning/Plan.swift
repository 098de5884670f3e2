/// The difference between desired and observed state, and all that would remove it. The only thing that crosses from
/// thinking to acting.
package struct Plan: Sendable, Hashable, Codable {
    package static let formatVersion = "1"

    package struct Tool: Sendable, Hashable, Codable {
        package let name: String
        package let version: String
        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    /// Where the desired state was read.
    package struct Desired: Sendable, Hashable, Codable {
        /// 40 hexadecimal digits.
        package let commit: String
        package let ref: String
        package let path: String
        /// Read from files on disk rather than from the commit.
        package let dirty: Bool
        package init(commit: String, ref: String, path: String, dirty: Bool) {
            self.commit = commit
            self.ref = ref
            self.path = path
            self.dirty = dirty
        }
    }

    package struct Observed: Sendable, Hashable, Codable {
        package enum Source: String, Sendable, Hashable, Codable { case aws, recording }
        package let source: Source
        package let at: Instant
        package init(source: Source, at: Instant) {
            self.source = source
            self.at = at
        }
    }

    package struct Target: Sendable, Hashable, Codable {
        package let name: String
        package let region: String
        /// As observed; nil where it could not be.
        package let account: String?
        package init(name: String, region: String, account: String?) {
            self.name = name
            self.region = region
            self.account = account
        }
    }

    package let formatVersion: String
    package let tool: Tool
    package let createdAt: Instant
    package let desired: Desired
    package let observed: Observed
    /// Sorted by name.
    package let targets: [Target]
    package let summary: Summary
    /// Sorted by application, kind, name and target.
    package let resources: [PlannedResource]

    package init(
        tool: Tool, createdAt: Instant, desired: Desired, observed: Observed, targets: [Target],
        resources: [PlannedResource]
    ) {
        formatVersion = Self.formatVersion
        self.tool = tool
        self.createdAt = createdAt
        self.desired = desired
        self.observed = observed
        self.targets = targets.sorted { $0.name < $1.name }
        self.resources = resources.sorted(by: PlannedResource.precedes)
        summary = Summary(of: resources)
    }
}

/// One resource of a plan.
package struct PlannedResource: Sendable, Hashable, Codable {
    package struct Source: Sendable, Hashable, Codable {
        package let file: String
        /// From 1.
        package let line: Int
        package init(file: String, line: Int) {
            self.file = file
            self.line = line
        }
    }

    package let kind: String
    package let name: String
    package let target: String
    package let application: String?
    package let source: Source
    package let state: ResourceState
    package let issues: [String]
    package var changes: [Change]
    package let findings: [Finding]
    package let evidence: Evidence?

    package init(
        address: Address, application: String?, source: Source, state: ResourceState, issues: [String],
        changes: [Change], findings: [Finding], evidence: Evidence?
    ) {
        kind = address.kind
        name = address.name
        target = address.target
        self.application = application
        self.source = source
        self.state = state
        self.issues = issues
        self.changes = changes
        self.findings = findings
        self.evidence = evidence
    }

    package var address: Address { Address(kind: kind, name: name, target: target) }

    /// Those of no application come last.
    package static func precedes(_ left: PlannedResource, _ right: PlannedResource) -> Bool {
        if left.application != right.application {
            guard let first = left.application else { return false }
            guard let second = right.application else { return true }
            return first < second
        }
        return left.address < right.address
    }
}

/// The counts of a plan.
package struct Summary: Sendable, Hashable, Codable {
    package struct Changes: Sendable, Hashable, Codable {
        package var create = 0
        package var update = 0
        /// Stays 0: nothing is ever deleted.
        package var delete = 0
    }

    package var inSync = 0
    package var drifted = 0
    package var attention = 0
    package var pending = 0
    package var unknown = 0
    package var exempt = 0
    package var suspended = 0
    package var changes = Changes()
    /// Changes that apply would carry out.
    package var willApply = 0
    /// Changes that apply would leave out, for whatever cause.
    package var refused = 0

    package init(of resources: [PlannedResource]) {
        for resource in resources {
            switch resource.state {
            case .unknown: unknown += 1
            case .exempt: exempt += 1
            case .suspended: suspended += 1
            case .drifted: drifted += 1
            case .attention: attention += 1
            case .pending: pending += 1
            case .inSync: inSync += 1
            }
            for change in resource.changes {
                switch change.action {
                case .create: changes.create += 1
                case .update: changes.update += 1
                }
                if change.apply == .yes { willApply += 1 } else { refused += 1 }
            }
        }
    }
}
