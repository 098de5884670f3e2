/// What a change does to the chance of getting data back, from harmless to worst. A change has the worst that it does.
package enum Impact: String, Sendable, Hashable, Codable, CaseIterable {
    /// Recovery stays as it was: a description, a tag of snapshots, another time of day.
    case neutral
    /// More, longer or surer backups.
    case strengthens
    /// Fewer, shorter or less sure backups from now on; what exists stays.
    case weakens
    /// Something stops working for a while, or for somebody.
    case disrupts
    /// Recovery points that exist are lost.
    case destroys
}

extension Impact: Comparable {
    package static func < (left: Impact, right: Impact) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .neutral: 0
        case .strengthens: 1
        case .weakens: 2
        case .disrupts: 3
        case .destroys: 4
        }
    }

    /// True for what apply carries out without being told to.
    package var isAllowedByDefault: Bool { self <= .strengthens }
}
