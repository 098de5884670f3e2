import Planning

/// The options that plan and apply share.
enum PlanOptions {
    static let observed = Option.value(
        "--observed", "FILE", .file, help: "compare with a recording; AWS is not asked at all")
    static let maxAge = Option.value(
        "--max-age", "DURATION", .period, default: Period(seconds: 86_400),
        help: "warn where the recording is older (default: 24h)")
    static let detailedExitCode = Option.flag(
        "--detailed-exitcode", help: "end with 2 where something drifted or needs a person")
}

extension ValueParser where Value == Period {
    /// `90s`, `15m`, `24h`, `7d`.
    static var period: Self {
        Self(expected: "a duration such as 90s, 15m, 24h or 7d") { Period($0) }
    }
}
