import Desired
import Engine
import ObjectSnapshotsReconciler
import Planning
import Testing

struct ObserveTests {
    private let three = [
        StoredXML("a", "2026-11-22T09:50:00.000Z"), StoredXML("b", "2026-11-22T10:50:00.000Z"),
        StoredXML("c", "2026-11-22T11:50:00.000Z"),
    ]

    private func observe(
        _ specs: [String], _ transport: RecordedS3, account: String? = "123456789012"
    ) async throws -> [Observed<Feed>] {
        let items = try specs.map { try item($0) }
        return await reconciler.observe(
            items, in: live(transport, account: account), scope: Scope(facts: Facts()))
    }

    @Test func allPagesAndNoHeads() async throws {
        let transport = RecordedS3([
            .page([three[0]], next: "1/=="),
            .page([three[1], three[2]], after: "1%2F%3D%3D"),
        ])
        let observed = try await observe([text()], transport)
        #expect(transport.mismatches == [])
        guard case .known(let feed)? = observed.first else {
            Issue.record("\(observed)")
            return
        }
        #expect(feed.units.map(\.name) == ["db_snapshots/c", "db_snapshots/b", "db_snapshots/a"])
        #expect(feed.units.map(\.size) == [2_000_000, 2_000_000, 2_000_000] && feed.encryption.isEmpty)
        #expect(feed.units.first?.time == Instant(iso8601: "2026-11-22T11:50:00Z"))
        #expect(transport.hosts == ["ai-labelbox-prod.s3.us-west-2.amazonaws.com"])
        #expect(transport.owners == ["123456789012"])
    }

    @Test func withoutAnAccountNoOwnerIsExpected() async throws {
        let transport = RecordedS3([.page(three)])
        _ = try await observe([text()], transport, account: nil)
        #expect(transport.owners == [""] && transport.mismatches == [])
    }

    @Test func theNewestAreLookedAt() async throws {
        let transport = RecordedS3([
            .page(three), .head("c", ["x-amz-server-side-encryption": "AES256"]),
            .head(
                "b",
                [
                    "X-Amz-Server-Side-Encryption": "aws:kms",
                    "x-amz-server-side-encryption-aws-kms-key-id": keyARN,
                ]),
        ])
        let observed = try await observe([text(retain: "{\"max\": 2}", "\"encrypted\": true")], transport)
        #expect(transport.mismatches == [] && transport.owners == ["123456789012"])
        guard case .known(let feed)? = observed.first else {
            Issue.record("\(observed)")
            return
        }
        #expect(
            feed.encryption == [
                "db_snapshots/c": ObjectEncryption(algorithm: "AES256", kmsKey: nil),
                "db_snapshots/b": ObjectEncryption(algorithm: "aws:kms", kmsKey: keyARN),
            ])
    }

    @Test func ofAFolderTheNewestObject() async throws {
        let transport = RecordedS3([
            .page([
                StoredXML("1%2Fx", "2026-11-22T10:50:00.000Z"),
                StoredXML("2%2Fx", "2026-11-22T11:50:00.000Z"),
                StoredXML("2%2Fy+%C3%A9", "2026-11-22T11:51:00.000Z"),
            ]), .head("2/y%20%C3%A9"),
        ])
        let observed = try await observe(
            [text(unit: "folder", retain: "1", "\"encrypted\": true")], transport)
        #expect(transport.mismatches == [])
        guard case .known(let feed)? = observed.first else {
            Issue.record("\(observed)")
            return
        }
        #expect(feed.encryption.keys.sorted() == ["db_snapshots/2/y é"])
    }

    @Test func aFewAtATime() async throws {
        let names = (10..<40).map(String.init)
        let transport = RecordedS3(
            [.page(names.map { StoredXML($0, "2026-11-22T10:50:\($0).000Z") })] + names.map { .head($0) })
        let observed = try await observe([text(retain: "30", "\"encrypted\": true")], transport)
        #expect(transport.mismatches == [] && transport.mostAtOnce <= 8)
        guard case .known(let feed)? = observed.first else {
            Issue.record("\(observed)")
            return
        }
        #expect(feed.encryption.count == 30)
    }

    @Test func whatIsDeletedMeanwhileIsListedAgain() async throws {
        let transport = RecordedS3([
            .page(three), .page([three[1], three[2], StoredXML("d", "2026-11-22T11:59:59.000Z")]),
            .head("a", status: 404), .head("b"), .head("c"), .head("b"), .head("c"), .head("d"),
        ])
        let observed = try await observe([text("\"encrypted\": true")], transport)
        guard case .known(let feed)? = observed.first else {
            Issue.record("\(observed)")
            return
        }
        #expect(feed.units.map(\.name) == ["db_snapshots/d", "db_snapshots/c", "db_snapshots/b"])
        #expect(feed.encryption.count == 3)
    }

    @Test func listedAndNeverThereIsUnknown() async throws {
        let transport = RecordedS3(
            (0..<3).flatMap { _ in [.page([three[0]]), .head("a", status: 404)] })
        let observed = try await observe([text("\"encrypted\": true")], transport)
        #expect(transport.mismatches == [])
        #expect(unknown(observed.first) == .unreadable)
    }

    @Test(arguments: [
        (RecordedS3.Answer.head("a", status: 403), Finding.Code.denied),
        (.head("a", status: 400), .unreadable), (.head("a", status: 503), .unreachable),
    ])
    func aLookThatFailsMakesAllUnknown(_ head: RecordedS3.Answer, _ code: Finding.Code) async throws {
        let transport = RecordedS3([.page([three[0]]), head])
        #expect(unknown(try await observe([text("\"encrypted\": true")], transport).first) == code)
        #expect(transport.mismatches == [])
    }

    @Test func noBucketIsAbsent() async throws {
        let transport = RecordedS3([.refusedListing("NoSuchBucket", status: 404)])
        #expect(try await observe([text()], transport) == [.absent])
    }

    @Test(arguments: [
        ("AccessDenied", 403, Finding.Code.denied), ("SlowDown", 503, .throttled),
        ("NoSuchKey", 404, .unreadable),
    ])
    func noAnswerIsUnknown(_ error: String, _ status: Int, _ code: Finding.Code) async throws {
        let transport = RecordedS3([.refusedListing(error, status: status)])
        #expect(unknown(try await observe([text()], transport).first) == code)
    }

    @Test(arguments: [
        ("%FF", "2026-11-22T11:50:00.000Z"), ("a", "yesterday"),
        ("a</Key><Size/><Key>", "2026-11-22T11:50:00.000Z"),
    ])
    func aGarbledListingIsUnknown(_ key: String, _ modified: String) async throws {
        // A page that cannot be read is asked for once more.
        let page = RecordedS3.Answer.page([StoredXML(key, modified)])
        let transport = RecordedS3([page, page])
        #expect(unknown(try await observe([text()], transport).first) == .unreadable)
        #expect(transport.mismatches == [])
    }

    @Test func oneFailureDoesNotStopTheOthers() async throws {
        let transport = RecordedS3([.page(three)])
        let observed = try await observe([text(prefix: "other/"), text()], transport)
        #expect(unknown(observed.first) == .unreachable)
        guard case .known? = observed.last else {
            Issue.record("\(observed)")
            return
        }
    }

    private func unknown(_ observed: Observed<Feed>?) -> Finding.Code? {
        guard case .unknown(let finding)? = observed else { return nil }
        return finding.code
    }
}

struct RecordingTests {
    private let specs = [text(), text("\"encrypted\": true")]

    @Test(arguments: [0, 1])
    func aRecordingGivesTheSame(_ index: Int) async throws {
        let heads: [RecordedS3.Answer] = [
            .head("%C3%A9"), .head("b", ["x-amz-server-side-encryption": "aws:kms"]),
        ]
        let transport = RecordedS3(
            [
                .page([
                    StoredXML("%C3%A9", "2026-11-22T11:50:00.000Z"),
                    StoredXML("b", "2026-11-22T10:50:00.000Z"),
                ])
            ] + (index == 0 ? [] : heads))
        let item = try item(specs[index])
        let seen = live(transport)
        let scope = Scope(facts: Facts())
        let now = await reconciler.observe([item], in: seen, scope: scope)
        let recorded = await seen.recorded(reconciler.inventory([item]))
        #expect(transport.mismatches == [])
        #expect(recorded.account == "123456789012" && recorded.listings.count == 1)
        let later = await reconciler.observe([item], in: view(.recording(recorded)), scope: scope)
        guard case .known? = now.first else {
            Issue.record("\(now)")
            return
        }
        #expect(later == now)
    }

    @Test func thatThereIsNoBucketIsRecorded() async throws {
        let item = try item(text())
        let recorded = await live(RecordedS3([.refusedListing("NoSuchBucket", status: 404)]))
            .recorded(reconciler.inventory([item]))
        let later = await reconciler.observe(
            [item], in: view(.recording(recorded)), scope: Scope(facts: Facts()))
        #expect(later == [.absent])
    }

    @Test func whatWasNotRecordedIsUnknown() async throws {
        let recorded = RecordedTarget(
            name: "prod", region: "us-west-2", account: "123456789012", listings: [:])
        let later = await reconciler.observe(
            [try item(text())], in: view(.recording(recorded)), scope: Scope(facts: Facts()))
        guard case .unknown(let finding)? = later.first else {
            Issue.record("\(later)")
            return
        }
        #expect(finding.code == .notRecorded)
        #expect(
            finding.message == "the recording does not cover s3/objects/ai-labelbox-prod/db_snapshots/")
    }

    @Test func namesTellFeedsApart() throws {
        let specs = [
            text(), text(prefix: "db"), text("\"encrypted\": true"), text(retain: "4", "\"encrypted\": true"),
            text(unit: "folder", "\"encrypted\": true"),
        ]
        let names = try specs.map { try reconciler.inventory([item($0)]).map(\.name) }
        #expect(Set(names).count == specs.count)
        #expect(names[3] == ["s3/objects/objects=4/ai-labelbox-prod/db_snapshots/"])
        // What is not asked of S3 does not make another feed.
        #expect(try reconciler.inventory([item(text(unit: "folder"))]).map(\.name) == names[0])
    }
}
