/// An instant as signatures write it.
struct SigningDate {
    /// `20261122T150000Z`
    let timestamp: String
    /// `20261122`
    var day: Substring { timestamp.prefix(8) }

    init(secondsSince1970: Int) {
        let (days, seconds) = Self.divide(secondsSince1970, 86_400)
        let (year, month, day) = Self.civil(days)
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { Self.pad($0, 2) }.joined()
        timestamp = "\(Self.pad(year, 4))\(Self.pad(month, 2))\(Self.pad(day, 2))T\(clock)Z"
    }

    /// Days since 1970 in the Gregorian calendar, by years that begin in March and eras of 400 of them.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = divide(days + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month < 10 ? 0 : 1), month < 10 ? month + 3 : month - 9, day)
    }

    /// Rounds towards minus infinity.
    private static func divide(_ number: Int, _ divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func pad(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
