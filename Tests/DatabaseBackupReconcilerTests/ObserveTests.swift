import DatabaseBackupReconciler
import Desired
import Engine
import Planning
import Testing

struct ObserveTests {
    private let items: [Item<DatabaseBackupSpec>]

    init() throws {
        items = try [
            ["instance": "Algorithmia-Prod", "retentionDays": 7], ["cluster": "spell", "retentionDays": 7],
            ["instance": "spell", "retentionDays": 7],
        ].map { try item($0) }
    }

    private func observe(_ view: TargetView, only objects: Set<String>? = nil) async -> [Observed<Database>] {
        await reconciler.observe(items, in: view, scope: Scope(facts: Facts(), objects: objects))
    }

    private func code(_ observed: Observed<Database>) -> Finding.Code? {
        if case .unknown(let finding) = observed { finding.code } else { nil }
    }

    private func id(_ observed: Observed<Database>) -> String? {
        if case .known(let database) = observed { "\(database.key)" } else { nil }
    }

    @Test func oneCallAFormAnswersForAll() async {
        let transport = RecordedAnswers([
            .listing(.instance, [xml(.instance, "algorithmia-prod")]),
            .listing(.cluster, [xml(.cluster, "spell")]),
        ])
        let observed = await observe(live(transport))
        #expect(observed.map(id) == ["DB instance algorithmia-prod", "DB cluster spell", nil])
        #expect(observed[2] == .absent)
        #expect(transport.mismatches.isEmpty && transport.requests.count == 2)
    }

    @Test func whatIsNotDeclaredIsNotAskedFor() async throws {
        let transport = RecordedAnswers([.listing(.cluster, [])])
        let clusters = [items[1]]
        let observed = await reconciler.observe(clusters, in: live(transport), scope: Scope(facts: Facts()))
        #expect(observed == [.absent])
        #expect(transport.mismatches.isEmpty)
    }

    @Test func whatFailsForOneFormDoesNotStopTheOther() async {
        let transport = RecordedAnswers([
            .error("DescribeDBInstances", "AccessDenied", status: 403),
            .listing(.cluster, [xml(.cluster, "spell")]),
        ])
        let observed = await observe(live(transport))
        #expect(observed.map(code) == [.denied, nil, .denied])
        #expect(id(observed[1]) == "DB cluster spell")
        #expect(transport.mismatches.isEmpty)
    }

    @Test func onlyWhatIsMeantIsLookedAtAgain() async {
        let transport = RecordedAnswers([.listing(.instance, [xml(.instance, "algorithmia-prod")])])
        let observed = await observe(live(transport), only: ["algorithmia-prod"])
        #expect(observed.map(id) == ["DB instance algorithmia-prod", nil, nil])
        #expect(observed.dropFirst().allSatisfy { $0 != .absent })
        #expect(transport.mismatches.isEmpty)
        #expect(transport.requests.first?.contains("Values.Value.2") == false)
    }

    private func recording(_ answers: [RecordedAnswers.Answer]) async -> TargetView {
        let transport = RecordedAnswers(answers)
        let recorded = await live(transport).recorded(reconciler.inventory(items))
        #expect(transport.mismatches.isEmpty)
        return view(.recording(recorded))
    }

    @Test func aRecordingOfWholeListingsAnswersTheSame() async {
        let members =
            "<BackupRetentionPeriod>7</BackupRetentionPeriod><PendingModifiedValues><Port>1</Port>"
            + "</PendingModifiedValues><LatestRestorableTime>2026-11-22T11:55:00Z</LatestRestorableTime>"
        let instances = [xml(.instance, "algorithmia-prod", members)]
        let clusters = [xml(.cluster, "spell")]
        let now = await observe(
            live(RecordedAnswers([.listing(.instance, instances), .listing(.cluster, clusters)])))
        let later = await recording([
            .listing(.instance, instances + [xml(.instance, "other")]), .listing(.cluster, clusters),
        ])
        #expect(await observe(later) == now)
        #expect(now.map(id) == ["DB instance algorithmia-prod", "DB cluster spell", nil])
    }

    @Test func whatARecordingLacksIsUnknown() async {
        let partial = await recording([
            .listing(.instance, []), .error("DescribeDBClusters", "AccessDenied", status: 403),
        ])
        let observed = await observe(partial)
        #expect(observed.map(code) == [nil, .denied, nil])
        #expect(observed[0] == .absent)
        let nothing = view(
            .recording(RecordedTarget(name: "prod", region: "us-west-2", account: nil, listings: [:])))
        #expect(await observe(nothing).map(code) == [.notRecorded, .notRecorded, .notRecorded])
    }

    @Test func anUnseenTargetIsUnknown() async {
        let unseen = view(.unseen(Finding(.wrongAccount, "another account")))
        #expect(await observe(unseen).map(code) == [.wrongAccount, .wrongAccount, .wrongAccount])
    }
}
