import Planning

/// How often and when on its days a rule takes snapshots: what an interval and a cron expression have in common.
struct Rhythm {
    /// How many a day.
    let count: Int
    /// The longest time between two neighbours, in minutes.
    let gap: Int
    /// The minutes of the day; nil where any time may be taken.
    let slots: Set<Int>?
    /// On which days; nil = on all.
    let days: [String]?
}

extension Rhythm {
    /// Nil where the rule cannot be understood.
    init?(_ rule: CreateRule) {
        switch rule {
        case .every(let hours, let at):
            guard CreateRule.intervals.contains(hours) else { return nil }
            guard let at else {
                self.init(count: 24 / hours, gap: hours * 60, slots: nil, days: nil)
                return
            }
            guard let start = CreateRule.minute(ofDay: at) else { return nil }
            let slots = stride(from: start, to: start + 1_440, by: hours * 60).map { $0 % 1_440 }
            self.init(count: 24 / hours, gap: hours * 60, slots: Set(slots), days: nil)
        case .cron(let text):
            guard let cron = Cron(text), let minute = cron.minute, let hours = cron.hours,
                let first = hours.first
            else { return nil }
            let next = hours.dropFirst() + [first + 24]
            let gap = zip(hours, next).map { $1 - $0 }.max() ?? 24
            self.init(
                count: hours.count, gap: gap * 60, slots: Set(hours.map { $0 * 60 + minute }), days: cron.days
            )
        }
    }

    /// True where a live rhythm is what this one asks for. Without slots any time is right.
    func isMet(by live: Rhythm) -> Bool {
        guard days == live.days else { return false }
        return slots.map { $0 == live.slots } ?? (count == live.count && gap == live.gap)
    }

    /// What replacing the other one by this one does; what is not surely more often is rarer.
    func impact(replacing live: Rhythm) -> Impact {
        guard days == nil || days == live.days, count >= live.count, gap <= live.gap else { return .weakens }
        return days == live.days && count == live.count && gap == live.gap ? .neutral : .strengthens
    }
}
