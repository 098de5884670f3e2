import Desired
import FoundationEssentials
package import Planning

/// What was observed of an account, kept in a file, so that plans can be made without AWS.
package struct Recording: Sendable, Codable {
    package static let formatVersion = "1"

    package let formatVersion: String
    package let tool: Plan.Tool
    /// The clock of every answer from it.
    package let at: Instant
    /// Sorted by name.
    package let targets: [RecordedTarget]

    package init(tool: Plan.Tool, at: Instant, targets: [RecordedTarget]) {
        formatVersion = Self.formatVersion
        self.tool = tool
        self.at = at
        self.targets = targets.sorted { $0.name < $1.name }
    }
}

/// One target of a recording.
package struct RecordedTarget: Sendable, Codable {
    /// A listing's value, or why it could not be seen.
    package struct Entry: Sendable, Codable {
        package let value: JSON?
        package let unknown: Finding?
    }

    package let name: String
    package let region: String
    package let account: String?
    /// By the listing's name. What is not here was not looked at.
    package let listings: [String: Entry]

    package init(name: String, region: String, account: String?, listings: [String: Entry]) {
        self.name = name
        self.region = region
        self.account = account
        self.listings = listings
    }

    /// The listing as recorded, or its part of a recorded whole; what was not recorded is unknown.
    func value<L: Listing>(of listing: L) -> Result<L.Value, Finding> {
        if let entry = listings[listing.name] { return decoded(entry, listing) }
        if let whole = listing.whole, let entry = listings[whole.name] {
            return decoded(entry, whole).map(listing.part)
        }
        return .failure(Finding(.notRecorded, "the recording does not cover \(listing.name)"))
    }

    private func decoded<L: Listing>(_ entry: Entry, _ listing: L) -> Result<L.Value, Finding> {
        if let unknown = entry.unknown { return .failure(unknown) }
        do {
            let value = try JSONDecoder().decode(L.Value.self, from: Data((entry.value ?? .null).canonical))
            return .success(value)
        } catch {
            return .failure(Finding(.unreadable, "the recording's \(listing.name) cannot be read"))
        }
    }
}

extension TargetView {
    /// Looks at the listings and keeps what they say.
    package func recorded(_ listings: [any Listing]) async -> RecordedTarget {
        var entries: [String: RecordedTarget.Entry] = [:]
        await withTaskGroup(of: (String, RecordedTarget.Entry).self) { group in
            for listing in listings { group.addTask { (listing.name, await self.entry(listing)) } }
            for await (name, entry) in group { entries[name] = entry }
        }
        return RecordedTarget(name: target.name, region: target.region, account: account, listings: entries)
    }

    private func entry(_ listing: some Listing) async -> RecordedTarget.Entry {
        switch await reading(listing) {
        case .failure(let finding): return .init(value: nil, unknown: finding)
        case .success(let value):
            do {
                return .init(
                    value: try JSONDecoder().decode(JSON.self, from: JSONEncoder().encode(value)),
                    unknown: nil)
            } catch {
                return .init(
                    value: nil, unknown: Finding(.unreadable, "\(listing.name) cannot be written down"))
            }
        }
    }
}
