/// A cron expression of AWS: minutes, hours, day of month, month, day of week, year. Only as much of it is
/// understood as intervals can say; the rest is compared as text.
struct Cron: Hashable {
    /// In capitals, without surplus blanks.
    private let fields: [String]

    /// Nil where it is no list of six fields in `cron(…)`.
    init?(_ text: String) {
        guard text.hasPrefix("cron("), text.hasSuffix(")") else { return nil }
        let fields = text.dropFirst(5).dropLast().split(separator: " ").map { $0.uppercased() }
        guard fields.count == 6, fields.allSatisfy({ $0.utf8.allSatisfy(Self.isAllowed) }) else { return nil }
        self.fields = fields
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: "*?,/-#".utf8.contains(byte)
        }
    }

    /// What AWS asks of all expressions, and DLM of its own: one minute of an hour, and a day of the month or of the
    /// week, not both.
    var isPlausible: Bool {
        minute != nil && hours != nil && (fields[2] == "?") != (fields[4] == "?")
    }

    /// Nil where it is not one minute of the hour.
    var minute: Int? { Int(fields[0]).flatMap { (0..<60).contains($0) ? $0 : nil } }

    /// The hours of a day, sorted; nil where they cannot be understood.
    var hours: [Int]? {
        var hours: Set<Int> = []
        for part in fields[1].split(separator: ",", omittingEmptySubsequences: false) {
            guard let some = Self.hours(part) else { return nil }
            hours.formUnion(some)
        }
        return hours.sorted()
    }

    /// `*`, `13`, `8-18`, and each of them with `/STEP`; a single hour with a step goes on to the day's end.
    private static func hours(_ part: Substring) -> [Int]? {
        let pieces = part.split(separator: "/", omittingEmptySubsequences: false)
        guard pieces.count <= 2, let step = pieces.count == 2 ? Int(pieces[1]) : 1, (1...24).contains(step)
        else { return nil }
        if pieces[0] == "*" { return Array(stride(from: 0, to: 24, by: step)) }
        let ends = pieces[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(ends.count), let first = ends[0], (0..<24).contains(first) else { return nil }
        guard ends.count == 2 else {
            return pieces.count == 2 ? Array(stride(from: first, to: 24, by: step)) : [first]
        }
        guard let last = ends[1], (first..<24).contains(last) else { return nil }
        return Array(stride(from: first, through: last, by: step))
    }

    /// The days, months and years that it means; nil where it means every day.
    var days: [String]? {
        let (date, month, weekday, year) = (fields[2], fields[3], fields[4], fields[5])
        let isDaily =
            ["*", "?", "*/1", "1/1"].contains(date) && month == "*" && ["*", "?"].contains(weekday)
            && year == "*"
        return isDaily ? nil : [date, month, weekday, year]
    }
}
