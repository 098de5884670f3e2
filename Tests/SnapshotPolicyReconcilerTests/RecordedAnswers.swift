import AWS
import FoundationEssentials
import HTTP
import Planning
import Synchronization

@testable import Desired
@testable import Engine

/// AWS as far as a test has recorded it: each answer is given once. What is asked beyond them fails, and is told.
final class RecordedAnswers: HTTPTransport {
    struct Answer: Sendable {
        /// `GET /policies`, or an action of EC2.
        let operation: String
        var status = 200
        let body: String
    }

    private struct State {
        var answers: [Answer]
        var unexpected: [String] = []
    }

    private let state: Mutex<State>

    init(_ answers: [Answer]) { state = Mutex(State(answers: answers)) }

    /// Asked and not recorded, or recorded and not asked.
    var mismatches: [String] {
        state.withLock { $0.unexpected + $0.answers.map { "\($0.operation) was not asked" } }
    }

    func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let operation = Self.operation(request)
        let answer: Answer? = state.withLock { state in
            guard let index = state.answers.firstIndex(where: { $0.operation == operation }) else {
                state.unexpected.append(operation)
                return nil
            }
            return state.answers.remove(at: index)
        }
        guard let answer else { throw HTTPError(.connectionFailed, "no answer is recorded") }
        return HTTPResponse(status: answer.status, body: Array(answer.body.utf8))
    }

    private static func operation(_ request: HTTPRequest) -> String {
        guard request.url.contains("//dlm.") else {
            return String(String(decoding: request.body, as: UTF8.self).dropFirst(7).prefix { $0 != "&" })
        }
        return "\(request.method) /\(request.url.split(separator: "/").dropFirst(2).joined(separator: "/"))"
    }
}

extension RecordedAnswers.Answer {
    static func summaries(_ ids: [String]) -> Self { summaries(ids.map { ($0, [:]) }) }

    /// With what each says beside its id.
    static func summaries(_ policies: [(id: String, members: [String: JSON])]) -> Self {
        let summaries = policies.map { id, members in
            JSON.object(members.merging(["PolicyId": .string(id)]) { $1 })
        }
        let answer: JSON = ["Policies": .array(summaries)]
        return Self(operation: "GET /policies", body: answer.text)
    }

    static func policy(_ policy: LifecyclePolicy) -> Self {
        let answer: JSON = ["Policy": policy.json]
        return Self(operation: "GET /policies/\(policy.id)", body: answer.text)
    }

    static func refusal(_ operation: String, _ code: String, status: Int) -> Self {
        let error: JSON = ["Code": .string(code), "Message": "no"]
        return Self(operation: operation, status: status, body: error.text)
    }
}

func view(_ source: TargetView.Source) -> TargetView {
    TargetView(
        target: Settings.Target(
            name: "prod", region: "us-west-2", account: "123456789012", profile: nil, roleArn: nil,
            externalId: nil),
        account: "123456789012", source: source, instant: noon)
}

func live(_ transport: RecordedAnswers) -> TargetView {
    let timing = Timing(now: { noon }, elapsed: { .zero }, sleep: { _ in }, random: { 0 })
    return view(
        .live(
            AWSClient(
                region: "us-west-2", endpoints: Endpoints(environment: [:]), transport: transport,
                timing: timing, maximumAttempts: 1
            ) { () throws(AWSError) in AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret") }
        ))
}

/// A recording that holds these policies, and these snapshots if any are given.
func recorded(_ policies: [LifecyclePolicy], snapshots: [JSON]? = nil) throws -> TargetView {
    var seen = LifecyclePolicies.Value()
    for policy in policies { seen.add(policy) }
    let value = try JSONDecoder().decode(JSON.self, from: JSONEncoder().encode(seen))
    var listings = ["dlm/policies": RecordedTarget.Entry(value: value, unknown: nil)]
    listings["ec2/snapshots"] = snapshots.map { .init(value: .array($0), unknown: nil) }
    return view(
        .recording(
            RecordedTarget(name: "prod", region: "us-west-2", account: "123456789012", listings: listings)))
}

func snapshot(
    _ id: String, volume: String, policy: String = policyID, schedule: String? = "daily"
) -> JSON {
    var tags: [String: JSON] = ["aws:dlm:lifecycle-policy-id": .string(policy)]
    tags["aws:dlm:lifecycle-schedule-name"] = schedule.map(JSON.string)
    return [
        "id": .string(id), "volume": .string(volume), "status": "completed",
        "startedAt": "2026-11-22T13:00:00Z", "size": 8, "tags": .object(tags),
    ]
}
