import AWS
import Desired
import Planning
import Testing

@testable import Engine
@testable import SnapshotPolicyReconciler

/// A policy that AWS lists is there, whatever else is known of it; and it hides none of the others.
struct UnreadPolicyTests {
    private static let ours: JSON = [
        "reconcile/name": "prod/default-ebs", "reconcile/repository": "ops/dr",
    ]
    private let unread = "policy-0a"
    private let byTags = spec(policyId: nil, executionRoleArn: role)

    private func observe(
        _ answers: [RecordedAnswers.Answer], _ items: [Item<SnapshotPolicySpec>]
    ) async -> [Observed<LivePolicy>] {
        let transport = RecordedAnswers(answers)
        let observed = await SnapshotPolicy().observe(
            items, in: live(transport), scope: Scope(facts: Facts(), repository: "ops/dr"))
        #expect(transport.mismatches.isEmpty)
        return observed
    }

    private func refusal(_ code: String = "AccessDeniedException", _ status: Int = 403)
        -> RecordedAnswers.Answer
    {
        .refusal("GET /policies/\(unread)", code, status: status)
    }

    @Test func `One that is listed and not found is not created again`() async {
        let listed = RecordedAnswers.Answer.summaries([(unread, ["Tags": Self.ours])])
        let observed = await observe(
            [listed, refusal("ResourceNotFoundException", 404), listed], [item(byTags)])
        #expect(observed.map(\.finding?.code) == [.unreadable])
        #expect(observed.first?.finding?.object == unread)
    }

    @Test func `One that is gone from the list as well is absent`() async {
        let observed = await observe(
            [.summaries([unread]), refusal("ResourceNotFoundException", 404), .summaries([String]())],
            [item(byTags)])
        #expect(observed == [.known(.vacant(repository: "ops/dr"))])
    }

    @Test func `Where the second list cannot be read nothing is known`() async {
        let observed = await observe(
            [
                .summaries([unread]), refusal("ResourceNotFoundException", 404),
                .refusal("GET /policies", "AccessDeniedException", status: 403),
            ], [item(byTags)])
        #expect(observed.map(\.finding?.code) == [.denied])
    }

    @Test func `It hides neither what is declared nor what is found by its tags`() async {
        let tagged = livePolicy("policy-0c", tags: (Self.ours.object ?? [:]).compactMapValues(\.string))
        let observed = await observe(
            [.summaries([policyID, unread, tagged.id]), .policy(livePolicy()), refusal(), .policy(tagged)],
            [item(spec(), name: "by-id"), item(spec(policyId: unread), name: "unread"), item(byTags)])
        #expect(observed.map(\.finding?.code) == [nil, .denied, nil])
        #expect(observed.first == .known(.found(livePolicy(), held: [:])))
        #expect(observed.last == .known(.found(tagged, held: [:])))
    }

    static let summaries: [([String: JSON], isInTheWay: Bool)] = [
        ([:], true), (["PolicyType": "EBS_SNAPSHOT_MANAGEMENT"], true), (["Tags": ["a": 1]], true),
        (["Tags": ["reconcile/name": "prod/old-name", "reconcile/repository": "ops/dr"]], true),
        (["Tags": ours, "PolicyType": "IMAGE_MANAGEMENT"], true),
        (["PolicyType": "IMAGE_MANAGEMENT"], false), (["PolicyType": "EVENT_BASED_POLICY"], false),
        (["DefaultPolicy": true, "PolicyType": "EBS_SNAPSHOT_MANAGEMENT"], false),
        (["Tags": ["reconcile/name": "prod/by-name", "reconcile/repository": "ops/dr"]], false),
    ]

    @Test(arguments: summaries)
    func `Nothing is created beside one that may be the same`(
        summary: [String: JSON], isInTheWay: Bool
    ) async {
        let observed = await observe(
            [.summaries([(unread, summary)]), refusal()],
            [item(byTags), item(spec(policyId: nil, targetTags: ["a": ["b"]]), name: "by-name")])
        #expect(
            observed.first?.finding?.code == (isInTheWay ? .denied : nil), "\(summary)")
        if !isInTheWay { #expect(observed.first == .known(.vacant(repository: "ops/dr"))) }
    }

    @Test func `A garbled answer is one policy's`() async {
        let garbled = RecordedAnswers.Answer(operation: "GET /policies/\(unread)", body: "{}")
        let observed = await observe(
            [.summaries([policyID, unread]), .policy(livePolicy()), garbled],
            [item(spec(), name: "by-id"), item(byTags)])
        #expect(observed.map(\.finding?.code) == [nil, .unreadable])
    }

    @Test func `A recording has it`() async {
        let transport = RecordedAnswers([
            .summaries([policyID, unread]), .policy(livePolicy()), refusal(),
        ])
        let recorded = await live(transport).recorded([LifecyclePolicies()])
        let byID = item(spec(), name: "by-id")
        for items in [[byID, item(spec(policyId: unread), name: "unread")], [byID, item(byTags)]] {
            let observed = await SnapshotPolicy().observe(
                items, in: view(.recording(recorded)), scope: Scope(facts: Facts(), repository: "ops/dr"))
            #expect(observed.first == .known(.found(livePolicy(), held: [:])))
            #expect(observed.last?.finding?.object == unread)
            #expect(observed.last?.finding?.code == .denied)
        }
    }
}
