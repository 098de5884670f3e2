import Desired
import Planning

/// A retention that is not as desired: where it goes, what that does, and what follows for a person.
struct Retention {
    /// Days, as they are.
    let now: Int
    /// As they will be when what is pending has been applied.
    let next: Int
    let desired: Bounds

    /// The nearer bound. Where the days are right and only the pending ones are not, that is the days as they
    /// are: sending them takes the pending ones back.
    var target: Int { desired.nearest(to: now) }

    private var isRecall: Bool { target == now }

    var field: FieldChange {
        isRecall
            ? FieldChange("PendingModifiedValues.BackupRetentionPeriod", before: .int(next), after: .null)
            : FieldChange("BackupRetentionPeriod", before: .int(now), after: .int(target))
    }

    var impact: Impact {
        if target < (isRecall ? next : now) { return .destroys }
        // Switching backups on is an outage:
        // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html
        return now == 0 ? .disrupts : .strengthens
    }

    var reason: String {
        switch (now, target) {
        case _ where isRecall: "\(days(next)) kept once RDS applies what is pending; \(wish)"
        case (0, _):
            "no automated backups exist; switching them on takes the database offline for minutes"
        case (_, 0):
            "\(days(now)) kept; \(wish): all automated backups are deleted, and the database is offline for "
                + "minutes"
        case (_, ..<now):
            "\(days(now)) kept; \(wish): what is older is deleted"
        default: "\(days(now)) kept; \(wish)"
        }
    }
}

extension Retention {
    private func days(_ count: Int) -> String {
        count == 1 ? "1 day of backups is" : "\(count) days of backups are"
    }

    private var wish: String {
        switch (desired.min, desired.max) {
        case (0?, 0?): "none are desired"
        case (1?, 1?): "1 is desired"
        case (let min?, let max?) where min == max: "\(min) are desired"
        case (let min?, let max?): "\(min) to \(max) are desired"
        case (let min?, nil): "\(min) or more are desired"
        case (nil, let max?): "\(max) at the most are desired"
        case (nil, nil): "any number is desired"
        }
    }
}
