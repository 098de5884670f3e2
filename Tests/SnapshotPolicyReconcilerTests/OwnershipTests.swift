import Desired
import Engine
import Planning
import Testing

@testable import SnapshotPolicyReconciler

/// Which policy a manifest without a policyId means, and whether one may be created.
struct OwnershipTests {
    private let ours = ["reconcile/name": "prod/default-ebs", "reconcile/repository": "ops/dr"]
    private let desired = spec(policyId: nil, executionRoleArn: role)

    private func assess(
        _ policies: [LifecyclePolicy], beside others: [Item<SnapshotPolicySpec>] = [],
        repository: String? = "ops/dr"
    ) async throws -> Assessment {
        let items = [item(desired)] + others
        let observed = await SnapshotPolicy().observe(
            items, in: try recorded(policies), scope: Scope(facts: Facts(), repository: repository))
        switch try #require(observed.first) {
        case .known(let live):
            return SnapshotPolicy().diff(items[0], live, facts: Facts(), at: noon)
        case .absent: return SnapshotPolicy().diff(items[0], nil, facts: Facts(), at: noon)
        case .unknown(let finding): return Assessment(findings: [finding])
        }
    }

    @Test func `Where there is none it is created, with the tags by which it is found`() async throws {
        let unrelated = [
            livePolicy("policy-0a", targetTags: [("Backup", "default")]),
            livePolicy("policy-0b", details: ["ResourceTypes": ["INSTANCE"]]),
            livePolicy("policy-0c", targetTags: [("Backup", "Default"), ("Tier", "gold")]),
        ]
        let assessment = try await assess(unrelated)
        let change = try #require(assessment.changes.first)
        #expect(assessment.changes.count == 1)
        #expect(assessment.findings.isEmpty)
        #expect(change.action == .create)
        #expect(change.object == "default-ebs")
        #expect(change.impact == .strengthens)
        #expect(
            change.paths == [
                "Description", "ExecutionRoleArn", "PolicyDetails.Schedules[daily]",
                "PolicyDetails.TargetTags[Backup=Default]", "State",
            ])
        #expect(
            change.calls == [
                APICall(
                    "dlm", "CreateLifecyclePolicy",
                    [
                        "Description": "Default policy", "ExecutionRoleArn": .string(role),
                        "State": "ENABLED", "Tags": .object(ours.mapValues(JSON.string)),
                        "PolicyDetails": [
                            "PolicyType": "EBS_SNAPSHOT_MANAGEMENT", "ResourceTypes": ["VOLUME"],
                            "TargetTags": [["Key": "Backup", "Value": "Default"]],
                            "Schedules": [
                                [
                                    "Name": "daily", "RetainRule": ["Count": 7],
                                    "CreateRule": [
                                        "Interval": 24, "IntervalUnit": "HOURS", "Times": ["13:00"],
                                    ],
                                ]
                            ],
                        ],
                    ])
            ])
    }

    @Test func `What was created is found, and is in sync`() async throws {
        let call = try #require(try await assess([]).changes.first?.calls.first)
        let created = LifecyclePolicy(
            .object(
                call.parameters.merging(["PolicyId": .string(policyID), "StatusMessage": "ENABLED"]) { $1 }))
        #expect(try await assess([created]) == Assessment(objects: [policyID]))
    }

    @Test func `Without a repository only policies that name none are ours`() async throws {
        let call = try #require(try await assess([], repository: nil).changes.first?.calls.first)
        #expect(call.parameters["Tags"] == ["reconcile/name": "prod/default-ebs"])
        let nameless = livePolicy(tags: ["reconcile/name": "prod/default-ebs"])
        #expect(try await assess([nameless], repository: nil).objects == [policyID])
        #expect(try await assess([livePolicy(tags: ours)], repository: nil).findings.map(\.code) == [.adopt])
        #expect(try await assess([nameless]).findings.map(\.code) == [.adopt])
    }

    @Test func `Ours is found beside look-alikes`() async throws {
        let policies = [
            livePolicy(tags: ours, members: ["Novelty": 1]), livePolicy("policy-0a"),
            livePolicy("policy-0b", tags: ours.merging(["reconcile/repository": "ops/else"]) { $1 }),
        ]
        #expect(try await assess(policies) == Assessment(objects: [policyID]))
    }

    @Test func `Several of ours, one of another repository, or one nobody declares: never a create`()
        async throws
    {
        let cases = [
            [livePolicy(tags: ours), livePolicy("policy-0a", tags: ours)],
            [livePolicy(tags: ours.merging(["reconcile/repository": "ops/else"]) { $1 })],
            [livePolicy()],
            [livePolicy(state: "DISABLED")],
            // The manifest has been renamed: its policy still has the old name.
            [livePolicy(tags: ours.merging(["reconcile/name": "prod/old-name"]) { $1 })],
        ]
        for policies in cases {
            let assessment = try await assess(policies)
            #expect(assessment.changes.isEmpty)
            #expect(assessment.findings.map(\.code) == policies.map { _ in .adopt })
            #expect(assessment.findings.map(\.object) == policies.map(\.id))
            #expect(assessment.findings.allSatisfy { $0.message.contains("set policyId") })
        }
    }

    @Test func `Policies of other manifests are not in the way`() async throws {
        let byID = item(spec(policyId: "policy-0a"), name: "by-id")
        let byName = item(spec(policyId: nil, executionRoleArn: role), name: "by-name")
        let assessment = try await assess(
            [
                livePolicy("policy-0a"),
                livePolicy("policy-0b", tags: ours.merging(["reconcile/name": "prod/by-name"]) { $1 }),
            ], beside: [byID, byName])
        #expect(assessment.changes.map(\.action) == [.create])
    }

    @Test func `A policy with this name that another manifest names by its id is a conflict`() async throws {
        let byID = item(spec(policyId: policyID), name: "by-id")
        let assessment = try await assess([livePolicy(tags: ours)], beside: [byID])
        #expect(assessment.changes.isEmpty)
        #expect(assessment.findings.map(\.code) == [.conflict])
    }

    @Test func `Without a role nothing is created`() {
        let assessment = assess(item(spec(policyId: nil)), .vacant(repository: nil))
        #expect(assessment.changes.isEmpty)
        #expect(assessment.findings.map(\.code) == [.absent])
    }

    private func assess(_ item: Item<SnapshotPolicySpec>, _ live: LivePolicy) -> Assessment {
        SnapshotPolicy().diff(item, live, facts: Facts(), at: noon)
    }
}
