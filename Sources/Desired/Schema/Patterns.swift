/// How the texts look that many manifests hold.
package enum Patterns {
    /// Of manifests, targets and applications.
    package static let name: Pattern = .some("a-z0-9-", 1...63)
    /// `KIND/NAME`
    package static let component: Pattern = [.one("A-Z"), .some("A-Za-z0-9", 0...63), "/", name]
    package static let duration: Pattern = [.one("1-9"), .some("0-9", 0...8), .one("smhd")]
    package static let date: Pattern = [
        .some("0-9", 4...4), "-", .either([["0", .one("1-9")], ["1", .one("0-2")]]), "-",
        .either([["0", .one("1-9")], [.one("12"), .one("0-9")], ["3", .one("01")]]),
    ]
    package static let time: Pattern = [
        .either([[.one("01"), .one("0-9")], ["2", .one("0-3")]]), ":", .one("0-5"), .one("0-9"),
    ]
    package static let window: Pattern = [time, "-", time]
    package static let account: Pattern = .some("0-9", 12...12)
    package static let region: Pattern = [
        .some("a-z", 2...4), .repeated(["-", .some("a-z", 1...12)], 1...3), "-", .some("0-9", 1...2),
    ]
    package static let bucket: Pattern = [
        .one("a-z0-9"), .some("a-z0-9.-", 1...61), .one("a-z0-9"),
    ]
    package static let webAddress: Pattern = [
        "http", .maybe("s"), "://", .some("A-Za-z0-9._~:@%[]-", 1...255),
        .maybe([.one("/?#"), .some("!-~", 0...2_000)]),
    ]
    package static let issue: Pattern = [
        .maybe([
            .some("A-Za-z0-9_.-", 1...100), .repeated(["/", .some("A-Za-z0-9_.-", 1...100)], 1...20),
        ]),
        "#", .one("1-9"), .some("0-9", 0...11),
    ]
    package static let volumeID: Pattern = ["vol-", .some("0-9a-f", 8...17)]
    package static let instanceID: Pattern = ["i-", .some("0-9a-f", 8...17)]

    /// An ARN of one of the services, in any partition.
    package static func arn(_ services: [String]) -> Pattern {
        [
            "arn:aws", .maybe(["-", .some("a-z0-9-", 1...20)]), ":", .either(services.map(Pattern.literal)),
            ":",
            .some("a-z0-9-", 0...25), ":", .some("0-9", 0...12), ":", .some("!-~", 1...1_500),
        ]
    }
}
