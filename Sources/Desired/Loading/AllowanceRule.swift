import Planning

/// An allowance is a matter of weeks: it ends at most 30 days after the commit that holds it.
struct AllowanceRule {
    private static let longestInDays = 30
    private static let day = 86_400

    let written: Instant
    let now: Instant?

    func faults(in metadata: Metadata, of manifest: Manifest) -> [Diagnostic] {
        let start = Instant(secondsSince1970: written.secondsSince1970 - written.secondOfDay)
        let latest = start + Period(seconds: Self.longestInDays * Self.day)
        return metadata.allow.enumerated().compactMap { index, allowance in
            let path = "metadata.allow[\(index)].until"
            if allowance.until.day > latest {
                let days = allowance.until.day.since(start).seconds / Self.day
                return manifest.diagnostic(
                    at: path,
                    "\(path) is \(allowance.until), \(days) days after \(start.date), the date of the commit",
                    advice: "at most \(Self.longestInDays) days are possible: \(latest.date)")
            }
            if let now, allowance.until.hasPassed(at: now) {
                return manifest.diagnostic(
                    .warning, at: path, "\(path) is over since the end of \(allowance.until)",
                    advice: "it allows nothing any more")
            }
            return nil
        }
    }
}
