import Desired
import Engine
import ObjectSnapshotsReconciler
import Planning
import Testing

struct SpecTests {
    @Test func everyFieldIsRead() throws {
        let spec = try item(
            text(
                unit: "folder", every: "2h", retain: "{\"min\": 2, \"max\": 5}",
                "\"tolerance\": \"10m\", \"encrypted\": \"aws:kms\", \"minimumBytes\": 1024")
        ).spec
        #expect(spec.bucket == "ai-labelbox-prod" && spec.prefix == "db_snapshots/" && spec.unit == .folder)
        #expect(spec.every == minutes(120) && spec.tolerance == minutes(10))
        #expect(spec.retain == Bounds(min: 2, max: 5) && spec.depth == 5)
        #expect(spec.encrypted == .kms && spec.minimumBytes == 1024)
        #expect(spec.location == "s3://ai-labelbox-prod/db_snapshots/")
    }

    @Test func whatIsLeftOut() throws {
        let spec = try item(text()).spec
        #expect(spec.tolerance == minutes(15))
        #expect(spec.encrypted == nil && spec.minimumBytes == nil)
        #expect(spec.retain == Bounds(3))
    }

    @Test(arguments: [
        ("3", 3), ("{\"min\": 2}", 2), ("{\"max\": 4}", 4), ("{\"min\": 2, \"max\": 4}", 4), ("1", 1),
    ])
    func depthIsWhatIsKept(_ retain: String, _ depth: Int) throws {
        #expect(try item(text(retain: retain)).spec.depth == depth)
    }

    @Test(arguments: [
        ("true", EncryptionRule.any), ("\"aws:kms\"", .kms), ("\"\(keyARN)\"", .key(keyARN)),
    ])
    func encryption(_ written: String, _ rule: EncryptionRule) throws {
        #expect(try item(text("\"encrypted\": \(written)")).spec.encrypted == rule)
    }

    @Test(arguments: ["", "db", "db_snapshots", "a/b/", "daily-", "ü/", "a//b", "😀/"])
    func prefixes(_ prefix: String) throws {
        #expect(try item(text(prefix: prefix)).spec.prefix == prefix)
    }

    @Test(arguments: [
        (text(prefix: "/db_snapshots/"), "a prefix without \"/\" at its start, such as \"db_snapshots/\""),
        (text(prefix: "/"), "a prefix without \"/\" at its start"),
        (text(unit: "file"), "\"object\" or \"folder\""),
        (text(every: "30s"), "a duration of a minute to a year"),
        (text(every: "367d"), "a duration of a minute to a year"),
        (text(retain: "0"), "a whole number from 1 to 10000"),
        (text(retain: "{\"min\": 0, \"max\": 3}"), "a whole number from 1 to 10000"),
        (text(retain: "{}"), "min"),
        (text("\"encrypted\": false"), "true, \"aws:kms\" or the ARN of a KMS key"),
        (text("\"encrypted\": \"AES256\""), "true, \"aws:kms\" or the ARN of a KMS key"),
        (
            text("\"encrypted\": \"arn:aws:kms:us-west-2:123456789012:alias/backups\""),
            "the ARN of a KMS key (S3 names keys, not aliases)"
        ),
        (text("\"minimumBytes\": 0"), "a whole number from 1 up"),
        (text("\"minimunBytes\": 1"), "did you mean minimumBytes?"),
    ])
    func whatIsRefused(_ spec: String, _ advice: String) throws {
        let state = load(spec)
        let diagnostic = try #require(state.diagnostics.first)
        #expect(!state.isValid && state.diagnostics.count == 1)
        #expect(diagnostic.description.contains(advice), "\(diagnostic)")
        #expect(diagnostic.position?.line == 3)
    }

    @Test func aFeedIsClaimedOnce() throws {
        let state = load(text(), text(), text(prefix: "other/"))
        #expect(!state.isValid && state.diagnostics.count == 1)
        let diagnostic = try #require(state.diagnostics.first)
        #expect(
            diagnostic.message
                == "spec.prefix names the object prefix \"ai-labelbox-prod/db_snapshots/\" a second time")
        #expect(diagnostic.resource == "ObjectSnapshots/feed-1")
    }

    @Test func itOnlyReads() {
        #expect(ObjectSnapshots.operations.writes.isEmpty)
        #expect(ObjectSnapshots.operations.reads == ["s3:ListObjectsV2", "s3:HeadObject"])
    }
}

struct CheckTests {
    @Test func aSoundManifestHasNothingToSay() {
        #expect(load(text(), metadata: ", \"rpo\": \"1h\"").diagnostics.isEmpty)
    }

    @Test func rarerThanTheRPOIsAWarning() throws {
        let state = load(text(every: "2h"), metadata: ", \"rpo\": \"1h\"")
        let diagnostic = try #require(state.diagnostics.first)
        #expect(state.isValid && diagnostic.severity == .warning)
        #expect(diagnostic.message == "spec.every is 2h, more than the RPO of 1h")
    }

    @Test(arguments: [("59m", true), ("1h", false), ("2h", false)])
    func toleranceIsLessThanEvery(_ tolerance: String, _ isValid: Bool) {
        let state = load(text("\"tolerance\": \"\(tolerance)\""))
        #expect(state.isValid == isValid)
        #expect(state.diagnostics.allSatisfy { $0.message == "spec.tolerance is \(tolerance)" })
    }

    @Test func boundsThatNothingMeets() throws {
        let state = load(text(retain: "{\"min\": 4, \"max\": 3}"))
        let diagnostic = try #require(state.diagnostics.first)
        #expect(!state.isValid && diagnostic.message == "spec.retain.max is 3")
        #expect(diagnostic.advice == "expected no less than min, which is 4")
        #expect(load(text(retain: "{\"min\": 3, \"max\": 3}")).isValid)
    }
}
