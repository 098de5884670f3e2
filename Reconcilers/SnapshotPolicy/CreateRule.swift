import Planning

/// When a schedule takes snapshots.
package enum CreateRule: Sendable, Hashable {
    /// Every so many hours; `at` is `HH:MM` in UTC, nil = at any time.
    case every(hours: Int, at: String?)
    /// `cron(…)`
    case cron(String)

    /// The intervals that DLM has, in hours. All divide a day.
    package static let intervals = [1, 2, 3, 4, 6, 8, 12, 24]

    /// Minutes since midnight of `HH:MM`.
    static func minute(ofDay text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}

extension CreateRule {
    /// DLM's CreateRule; nil where it holds neither an interval of hours nor an expression.
    init?(live rule: JSON) {
        if let cron = rule["CronExpression"]?.string, !cron.isEmpty {
            self = .cron(cron)
        } else if let hours = rule["Interval"]?.int, rule["IntervalUnit"]?.string ?? "HOURS" == "HOURS" {
            self = .every(hours: hours, at: rule["Times"]?.array?.first?.string)
        } else {
            return nil
        }
    }

    /// The rule that takes the live one's place. It is a unit: nothing of the other's timing stays but the time of day
    /// where any is right. Where snapshots are kept and which scripts run is no timing, and stays.
    func json(replacing live: JSON?) -> [String: JSON] {
        var json: [String: JSON] = [:]
        switch self {
        case .every(let hours, let at):
            json["Interval"] = .int(hours)
            json["IntervalUnit"] = "HOURS"
            json["Times"] = at.map { [.string($0)] } ?? live?["Times"]
        case .cron(let text): json["CronExpression"] = .string(text)
        }
        for member in ["Location", "Scripts"] { json[member] = live?[member] }
        return json
    }

    /// True where the live rule takes snapshots when this one wants them.
    func isMet(by live: CreateRule) -> Bool {
        if self == live { return true }
        if let rhythm = Rhythm(self), let liveRhythm = Rhythm(live) { return rhythm.isMet(by: liveRhythm) }
        guard case .cron(let text) = self, case .cron(let liveText) = live, let cron = Cron(text) else {
            return false
        }
        return cron == Cron(liveText)
    }

    func impact(replacing live: CreateRule) -> Impact {
        guard let rhythm = Rhythm(self), let liveRhythm = Rhythm(live) else { return .weakens }
        return rhythm.impact(replacing: liveRhythm)
    }

    /// `every 24 h at 13:00`
    var spoken: String {
        switch self {
        case .every(let hours, let at): "every \(hours) h" + (at.map { " at \($0)" } ?? "")
        case .cron(let text): text
        }
    }
}
