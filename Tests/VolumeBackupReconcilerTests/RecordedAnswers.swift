import AWS
import Engine
import Foundation
import HTTP
import Planning
import Synchronization

@testable import Desired

/// AWS as far as a test has recorded it: answers by operation, each given once, in their order. What is asked beyond
/// them fails, and is told.
final class RecordedAnswers: HTTPTransport {
    struct Answer: Sendable {
        let operation: String
        var status = 200
        let body: String
    }

    private struct State {
        var answers: [Answer]
        var requests: [String] = []
        var unexpected: [String] = []
    }

    private let state: Mutex<State>

    init(_ answers: [Answer]) { state = Mutex(State(answers: answers)) }

    /// Form bodies, decoded, and paths; in the order in which they came.
    var requests: [String] { state.withLock { $0.requests } }
    /// Asked and not recorded, or recorded and not asked.
    var mismatches: [String] {
        state.withLock { $0.unexpected + $0.answers.map { "\($0.operation) was not asked" } }
    }

    func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let form = String(decoding: request.body, as: UTF8.self)
        let path = RequestURL(request.url)?.path ?? ""
        let operation =
            switch path {
            case "/policies": "GetLifecyclePolicies"
            case _ where path.hasPrefix("/policies/"): "GetLifecyclePolicy"
            default: String(form.prefix { $0 != "&" }.dropFirst("Action=".count))
            }
        let answer: Answer? = state.withLock { state in
            state.requests.append(form.isEmpty ? path : form.removingPercentEncoding ?? form)
            guard let index = state.answers.firstIndex(where: { $0.operation == operation }) else {
                state.unexpected.append(operation)
                return nil
            }
            return state.answers.remove(at: index)
        }
        guard let answer else { throw HTTPError(.connectionFailed, "no answer is recorded") }
        return HTTPResponse(status: answer.status, body: Array(answer.body.utf8))
    }
}

extension RecordedAnswers.Answer {
    static func volumes(_ volumes: Volume..., next: String? = nil) -> Self {
        let items = volumes.map { volume in
            let attachments = volume.attachments.map {
                "<item><instanceId>\($0.instance)</instanceId><device>\($0.device)</device></item>"
            }
            return "<item><volumeId>\(volume.id)</volumeId><size>\(volume.size)</size>"
                + "<attachmentSet>\(attachments.joined())</attachmentSet>\(tagSet(volume.tags))</item>"
        }
        let token = next.map { "<nextToken>\($0)</nextToken>" } ?? ""
        return Self(
            operation: "DescribeVolumes",
            body:
                "<DescribeVolumesResponse><requestId>7c1e</requestId><volumeSet>\(items.joined())</volumeSet>"
                + "\(token)</DescribeVolumesResponse>")
    }

    static func instances(_ instances: (id: String, state: String, tags: [String: String])...) -> Self {
        let items = instances.map {
            "<item><reservationId>r-1</reservationId><instancesSet><item><instanceId>\($0.id)</instanceId>"
                + "<instanceState><code>1</code><name>\($0.state)</name></instanceState>\(tagSet($0.tags))"
                + "</item></instancesSet></item>"
        }
        return Self(
            operation: "DescribeInstances",
            body: "<DescribeInstancesResponse><reservationSet>\(items.joined())</reservationSet>"
                + "</DescribeInstancesResponse>")
    }

    /// A policy's summary and details; both calls.
    static func policy(_ id: String, _ description: String, targets: [String: String]) -> [Self] {
        let tags = targets.map { #"{"Key": "\#($0.key)", "Value": "\#($0.value)"}"# }.joined(separator: ",")
        return [
            Self(operation: "GetLifecyclePolicies", body: #"{"Policies": [{"PolicyId": "\#(id)"}]}"#),
            Self(
                operation: "GetLifecyclePolicy",
                body:
                    #"{"Policy": {"PolicyId": "\#(id)", "State": "ENABLED", "Description": "\#(description)","#
                    + #""PolicyDetails": {"ResourceTypes": ["VOLUME"], "TargetTags": [\#(tags)],"#
                    + #""Schedules": []}}}"#),
        ]
    }

    static func denied(_ operation: String) -> Self {
        Self(
            operation: operation, status: 403,
            body: "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error>"
                + "</Errors><RequestID>7c1e</RequestID></Response>")
    }

    static let deniedPolicies = Self(
        operation: "GetLifecyclePolicies", status: 403,
        body: #"{"__type": "AccessDeniedException", "message": "no"}"#)

    private static func tagSet(_ tags: [String: String]) -> String {
        let items = tags.map { "<item><key>\($0.key)</key><value>\($0.value)</value></item>" }
        return "<tagSet>\(items.joined())</tagSet>"
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
            ) { () throws(AWSError) in AWSCredentials(accessKeyID: "A", secretAccessKey: "S") }))
}
