import Desired
import Planning
import Testing

@testable import Engine
@testable import SnapshotPolicyReconciler

struct ObserveTests {
    private let other = "policy-0a"

    private static func refused(_ id: String, _ code: String, _ status: Int) -> RecordedAnswers.Answer {
        .refusal("GET /policies/\(id)", code, status: status)
    }

    private func observe(
        _ specs: [SnapshotPolicySpec], in view: TargetView, objects: Set<String>? = nil
    ) async -> [Observed<LivePolicy>] {
        let items = specs.enumerated().map { item($1, name: "policy-\($0)") }
        return await SnapshotPolicy().observe(
            items, in: view, scope: Scope(facts: Facts(), objects: objects, repository: "ops/dr"))
    }

    @Test func `All policies are read once for all manifests`() async {
        let transport = RecordedAnswers([
            .summaries([policyID, other]), .policy(livePolicy()), .policy(livePolicy(other)),
        ])
        let observed = await observe(
            [spec(), spec(policyId: other), spec(policyId: "policy-0b"), spec(policyId: nil)],
            in: live(transport))
        #expect(
            observed == [
                .known(.found(livePolicy(), held: [:])), .known(.found(livePolicy(other), held: [:])),
                .absent, .known(.vacant(repository: "ops/dr")),
            ])
        #expect(transport.mismatches.isEmpty)
    }

    @Test func `Where all are declared by their ids nothing else is read`() async {
        let missing = "policy-0b"
        let transport = RecordedAnswers([
            .policy(livePolicy()), Self.refused(other, "AccessDeniedException", 403),
            Self.refused(missing, "ResourceNotFoundException", 404),
        ])
        let observed = await observe(
            [spec(), spec(policyId: other), spec(policyId: missing)], in: live(transport))
        #expect(observed.map(\.finding?.code) == [nil, .denied, nil])
        #expect(observed.first == .known(.found(livePolicy(), held: [:])))
        #expect(observed.last == .absent)
        #expect(transport.mismatches.isEmpty)
    }

    @Test func `Declared policies are looked at alone where only they are meant`() async {
        let transport = RecordedAnswers([.policy(livePolicy())])
        let observed = await observe(
            [spec(), spec(policyId: other), spec(policyId: nil)], in: live(transport), objects: [policyID])
        #expect(observed.first == .known(.found(livePolicy(), held: [:])))
        for item in observed.dropFirst() {
            guard case .unknown(let finding) = item else {
                Issue.record("what was not looked at is not known")
                continue
            }
            #expect(finding.code == .notRecorded)
        }
        #expect(transport.mismatches.isEmpty)
    }

    @Test(arguments: [
        ("AccessDeniedException", 403, Finding.Code.denied), ("LimitExceededException", 429, .throttled),
    ])
    func `What could not be read is unknown, never absent`(
        code: String, status: Int, finding: Finding.Code
    ) async {
        let transports = [
            RecordedAnswers([.refusal("GET /policies", code, status: status)]),
            RecordedAnswers([.summaries([other]), Self.refused(other, code, status)]),
        ]
        for transport in transports {
            let observed = await observe([spec(policyId: nil)], in: live(transport))
            #expect(observed.map(\.finding?.code) == [finding])
            #expect(transport.mismatches.isEmpty)
        }
    }

    @Test(arguments: [
        ["PolicyDetails": nil] as [String: JSON], ["PolicyDetails": ["Schedules": []]],
        ["PolicyDetails": ["TargetTags": [["Key": "a"]], "Schedules": []]],
        ["PolicyDetails": ["TargetTags": [], "Schedules": ["daily"]]], ["Tags": ["reconcile/name": 1]],
    ])
    func `Details that cannot be read make the policy unknown`(members: [String: JSON]) async throws {
        let garbled = livePolicy(members: members)
        let observed = try await observe(
            [spec(), spec(policyId: other)], in: recorded([garbled, livePolicy(other)]))
        #expect(observed.first?.finding?.code == .unreadable)
        #expect(observed.last == .known(.found(livePolicy(other), held: [:])))
        // And none is created beside it.
        let creation = try await observe([spec(policyId: nil)], in: recorded([garbled]))
        #expect(creation.first?.finding?.code == .unreadable)
    }

    @Test func `Snapshots are counted where a policy is to be enabled`() async throws {
        let disabled = livePolicy(state: "DISABLED")
        let snapshots = [
            snapshot("snap-1", volume: "vol-1"), snapshot("snap-2", volume: "vol-1"),
            snapshot("snap-3", volume: "vol-1", schedule: nil), snapshot("snap-4", volume: "vol-2"),
            snapshot("snap-5", volume: "vol-1", schedule: "weekly"),
            snapshot("snap-6", volume: "vol-1", policy: other),
        ]
        let view = try recorded([disabled, livePolicy(other)], snapshots: snapshots)
        #expect(
            await observe([spec(), spec(policyId: other)], in: view) == [
                .known(.found(disabled, held: ["daily": 3])), .known(.found(livePolicy(other), held: [:])),
            ])
    }

    @Test func `Where they cannot be counted the policy is unknown`() async throws {
        let policies = [
            livePolicy(state: "DISABLED"), livePolicy(other, state: "ERROR"), livePolicy("policy-0b"),
            livePolicy(
                "policy-0c", state: "DISABLED",
                schedules: [liveSchedule(retain: ["Interval": 7, "IntervalUnit": "DAYS"])]),
            livePolicy("policy-0d", state: "DISABLED"),
        ]
        let specs = policies.map { spec(policyId: $0.id, enabled: $0.id != "policy-0d") }
        let observed = await observe(specs, in: try recorded(policies))
        #expect(
            observed.map(\.finding?.code) == [.notRecorded, .notRecorded, nil, nil, nil])
    }

    @Test func `The counting asks for the snapshots of these policies alone`() async {
        let transport = RecordedAnswers([
            .policy(livePolicy(state: "DISABLED")),
            .init(
                operation: "DescribeSnapshots",
                body: """
                    <DescribeSnapshotsResponse><snapshotSet><item><snapshotId>snap-1</snapshotId>\
                    <volumeId>vol-1</volumeId><status>completed</status>\
                    <startTime>2026-11-22T13:00:00.000Z</startTime><volumeSize>8</volumeSize><tagSet>\
                    <item><key>aws:dlm:lifecycle-policy-id</key><value>\(policyID)</value></item>\
                    <item><key>aws:dlm:lifecycle-schedule-name</key><value>daily</value></item>\
                    </tagSet></item></snapshotSet></DescribeSnapshotsResponse>
                    """),
        ])
        #expect(
            await observe([spec()], in: live(transport))
                == [.known(.found(livePolicy(state: "DISABLED"), held: ["daily": 1]))])
        #expect(transport.mismatches.isEmpty)
    }
}

extension Observed {
    var finding: Finding? {
        if case .unknown(let finding) = self { finding } else { nil }
    }
}
