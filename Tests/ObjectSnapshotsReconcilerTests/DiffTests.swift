import Desired
import ObjectSnapshotsReconciler
import Planning
import Testing

struct DiffTests {
    private func codes(_ spec: String, _ objects: [StoredObject]) throws -> [String] {
        try assess(spec, feed(objects)).findings.map(\.code.rawValue)
    }

    private func only(_ assessment: Assessment) throws -> Finding {
        try #require(assessment.findings.count == 1, "\(assessment.findings)")
        return try #require(assessment.findings.first)
    }

    @Test func aHealthyFeed() throws {
        let assessment = try assess(text(), feed(hourly), rpo: "2h")
        #expect(assessment.findings.isEmpty && assessment.changes.isEmpty && !assessment.isPending)
        #expect(assessment.objects == ["s3://ai-labelbox-prod/db_snapshots/"])
        let evidence = try #require(assessment.evidence)
        #expect(evidence.newestRecoveryPoint == noon + minutes(-10) && evidence.met == true)
        #expect(evidence.rpo == minutes(120) && evidence.grace == minutes(15))
    }

    @Test func withoutAnRPOThereIsNoEvidence() throws {
        #expect(try assess(text(), feed(hourly)).evidence == nil)
    }

    @Test func noBucket() throws {
        let assessment = try assess(text(), nil, rpo: "2h")
        #expect(
            try only(assessment)
                == Finding(
                    .absent, "there is no bucket ai-labelbox-prod",
                    object: "s3://ai-labelbox-prod/db_snapshots/"))
        #expect(assessment.evidence?.met == false && assessment.evidence?.newestRecoveryPoint == nil)
    }

    @Test func nothingBelowThePrefix() throws {
        let assessment = try assess(text(), feed([]), rpo: "2h")
        let finding = try only(assessment)
        #expect(finding.code == .absent)
        #expect(finding.message == "nothing is there; one object is due every 1 h (+15 min)")
        #expect(assessment.evidence?.met == false)
    }

    @Test func stale() throws {
        let objects = [object("a", 312), object("b", 252), object("c", 192)]
        let assessment = try assess(text(), feed(objects), rpo: "2h")
        let finding = try only(assessment)
        #expect(finding.code == .stale)
        #expect(finding.message == "newest object is 3 h 12 min old, one is due every 1 h (+15 min)")
        #expect(finding.object == "s3://ai-labelbox-prod/db_snapshots/c")
        #expect(assessment.evidence?.met == false)
    }

    @Test func gap() throws {
        let finding = try only(
            try assess(text(), feed([object("a", 200), object("b", 70), object("c", 10)])))
        #expect(finding.code == .gap)
        #expect(
            finding.message
                == "no object for 2 h 10 min before \"b\", one is due every 1 h (+15 min); 1 gap among the newest 3 objects"
        )
        #expect(finding.object == "s3://ai-labelbox-prod/db_snapshots/b")
    }

    @Test func gapsAreOfTheNewestAlone() throws {
        let old = object("0", 600)
        #expect(try codes(text(), [old] + hourly) == [])
        #expect(try codes(text(retain: "{\"min\": 3}"), [old] + hourly) == [])
        #expect(try codes(text(retain: "{\"max\": 4}"), [old] + hourly) == ["gap"])
    }

    @Test(arguments: [
        // Exactly n; one more while the newest is younger than the tolerance of 15 minutes.
        ("3", 2, 5, ["too-few"]), ("3", 3, 5, []), ("3", 4, 5, []), ("3", 5, 5, ["too-many"]),
        ("3", 4, 14, []), ("3", 4, 15, ["too-many"]), ("3", 3, 60, []),
        ("{\"min\": 3}", 2, 5, ["too-few"]), ("{\"min\": 3}", 3, 60, []), ("{\"min\": 3}", 9, 60, []),
        ("{\"max\": 3}", 1, 60, []), ("{\"max\": 3}", 4, 5, []), ("{\"max\": 3}", 4, 60, ["too-many"]),
        ("{\"min\": 2, \"max\": 4}", 1, 5, ["too-few"]), ("{\"min\": 2, \"max\": 4}", 2, 60, []),
        ("{\"min\": 2, \"max\": 4}", 5, 5, []), ("{\"min\": 2, \"max\": 4}", 5, 60, ["too-many"]),
        ("{\"min\": 2, \"max\": 4}", 6, 5, ["too-many"]),
    ])
    func count(_ retain: String, _ count: Int, _ newest: Int, _ expected: [String]) throws {
        let objects = (0..<count).map { object("\($0)", newest + $0 * 60) }
        #expect(try codes(text(retain: retain), objects) == expected)
    }

    @Test(arguments: [
        ("3", 2, "2 objects are kept; 3 are desired"), ("3", 1, "1 object is kept; 3 are desired"),
        ("{\"min\": 3, \"max\": 4}", 2, "2 objects are kept; at least 3 are desired"),
        ("3", 5, "5 objects are kept; 3 are desired: old ones are not deleted"),
        (
            "{\"min\": 1, \"max\": 3}", 5,
            "5 objects are kept; at most 3 are desired: old ones are not deleted"
        ),
        ("1", 3, "3 objects are kept; 1 is desired: old ones are not deleted"),
    ])
    func countInWords(_ retain: String, _ count: Int, _ message: String) throws {
        let objects = (0..<count).map { object("\($0)", 30 + $0 * 60) }
        let finding = try only(try assess(text(retain: retain), feed(objects)))
        #expect(finding.message == message && finding.object == "s3://ai-labelbox-prod/db_snapshots/")
    }

    @Test func tooSmall() throws {
        let spec = text("\"minimumBytes\": 1000")
        var objects = [object("a", 130, size: 1_000), object("b", 70, size: 999), object("c", 10)]
        var finding = try only(try assess(spec, feed(objects)))
        #expect(finding.code == .tooSmall)
        #expect(finding.message == "\"b\" holds 999 bytes, at least 1000 are expected")
        #expect(finding.object == "s3://ai-labelbox-prod/db_snapshots/b")
        objects[2] = object("c", 10, size: 1)
        finding = try only(try assess(spec, feed(objects)))
        #expect(
            finding.message
                == "\"c\" holds 1 byte, at least 1000 are expected (2 of the newest 3 objects)")
    }

    @Test func aFolderMayStillGrow() throws {
        let spec = text(unit: "folder", "\"minimumBytes\": 1000")
        func live(_ age: Int) -> Feed {
            feed(
                [object("1/x", age + 120), object("2/x", age + 60), object("3/x", age, size: 10)], as: .folder
            )
        }
        #expect(try assess(spec, live(14)).findings.isEmpty)
        #expect(try assess(spec, live(15)).findings.map(\.code) == [.tooSmall])
    }

    @Test(
        arguments: [
            ("true", nil, nil, "\"c\" is not encrypted"),
            ("true", "AES256", nil, nil),
            ("true", "aws:fsx", nil, nil),
            ("\"aws:kms\"", nil, nil, "\"c\" is not encrypted; aws:kms is desired"),
            ("\"aws:kms\"", "AES256", nil, "\"c\" is encrypted by AES256; aws:kms is desired"),
            ("\"aws:kms\"", "aws:kms", keyARN, nil),
            ("\"aws:kms\"", "aws:kms:dsse", keyARN, nil),
            ("\"\(keyARN)\"", "aws:kms", keyARN, nil),
            ("\"\(keyARN)\"", "aws:kms:dsse", keyARN, nil),
            ("\"\(keyARN)\"", "aws:kms", "k", "\"c\" is encrypted by aws:kms with k; \(keyARN) is desired"),
            ("\"\(keyARN)\"", "AES256", nil, "\"c\" is encrypted by AES256; \(keyARN) is desired"),
        ] as [(String, String?, String?, String?)])
    func encryption(_ rule: String, _ algorithm: String?, _ key: String?, _ message: String?) throws {
        var encryption = [
            "db_snapshots/a": ObjectEncryption(algorithm: "aws:kms", kmsKey: keyARN),
            "db_snapshots/b": ObjectEncryption(algorithm: "aws:kms", kmsKey: keyARN),
        ]
        encryption["db_snapshots/c"] = ObjectEncryption(algorithm: algorithm, kmsKey: key)
        let findings = try assess(text("\"encrypted\": \(rule)"), feed(hourly, encryption: encryption))
            .findings
        #expect(findings.map(\.message) == [message].compactMap(\.self))
        #expect(findings.allSatisfy { $0.code == .unencrypted })
        #expect(findings.allSatisfy { $0.object == "s3://ai-labelbox-prod/db_snapshots/c" })
    }

    @Test func encryptionThatWasNotSeenIsUnknown() throws {
        let finding = try only(try assess(text("\"encrypted\": true"), feed(hourly)))
        #expect(finding.code.isUnknown)
    }

    @Test func aClockThatRunsAhead() throws {
        let objects = [object("a", 118), object("b", 58), object("c", -2)]
        let assessment = try assess(text(), feed(objects), rpo: "1h")
        #expect(assessment.findings.isEmpty && assessment.evidence?.met == true)
    }

    @Test func everythingAtOnceInTheOrderOfQuestions() throws {
        let encryption = Dictionary(
            uniqueKeysWithValues: "ab".map {
                ("db_snapshots/\($0)", ObjectEncryption(algorithm: nil, kmsKey: nil))
            })
        let live = feed([object("a", 500, size: 1), object("b", 200, size: 1)], encryption: encryption)
        let spec = text("\"encrypted\": true, \"minimumBytes\": 10")
        let codes = try assess(spec, live).findings.map(\.code)
        #expect(codes == [.stale, .gap, .tooFew, .tooSmall, .unencrypted])
        #expect(try assess(spec, live) == assess(spec, live))
    }

    @Test func keysThatWouldSpoilATerminal() throws {
        let finding = try only(
            try assess(
                text("\"minimumBytes\": 10"), feed(hourly.dropLast() + [object("\u{1B}[2J", 10, size: 1)])))
        #expect(finding.message == "\"\\u{001B}[2J\" holds 1 byte, at least 10 are expected")
    }
}
