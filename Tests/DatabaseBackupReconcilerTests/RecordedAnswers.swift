import Engine
import HTTP
import Planning
import Synchronization

@testable import AWS
@testable import Desired

/// AWS as far as a test has recorded it: answers by operation, each given once, in their order. What is asked
/// beyond them fails, and is told.
final class RecordedAnswers: HTTPTransport {
    struct Answer: Sendable {
        let operation: String
        let status: Int
        let body: String
    }

    private struct State {
        var answers: [Answer]
        /// The form bodies, in the order in which they came.
        var requests: [String] = []
        var unexpected: [String] = []
    }

    private let state: Mutex<State>

    init(_ answers: [Answer]) { state = Mutex(State(answers: answers)) }

    var requests: [String] { state.withLock { $0.requests } }
    /// Asked and not recorded, or recorded and not asked.
    var mismatches: [String] {
        state.withLock { $0.unexpected + $0.answers.map { "\($0.operation) was not asked" } }
    }

    func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let body = String(decoding: request.body, as: UTF8.self)
        let answer: Answer? = state.withLock { state in
            state.requests.append(body)
            guard let index = state.answers.firstIndex(where: { body.hasPrefix("Action=\($0.operation)&") })
            else {
                state.unexpected.append(body)
                return nil
            }
            return state.answers.remove(at: index)
        }
        guard let answer else { throw HTTPError(.connectionFailed, "no answer is recorded") }
        return HTTPResponse(status: answer.status, body: Array(answer.body.utf8))
    }
}

extension RecordedAnswers.Answer {
    static func listing(_ form: Database.Form, _ items: [String], next: String? = nil) -> Self {
        let type = form == .instance ? "DBInstance" : "DBCluster"
        let marker = next.map { "<Marker>\($0)</Marker>" } ?? ""
        return Self(
            operation: "Describe\(type)s", status: 200,
            body: """
                <Describe\(type)sResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">\
                <Describe\(type)sResult>\
                \(marker)<\(type)s>\(items.joined())</\(type)s></Describe\(type)sResult>\
                <ResponseMetadata><RequestId>7c1e</RequestId></ResponseMetadata></Describe\(type)sResponse>
                """)
    }

    static func error(_ operation: String, _ code: String, status: Int) -> Self {
        Self(
            operation: operation, status: status,
            body: "<ErrorResponse><Error><Type>Sender</Type><Code>\(code)</Code><Message>no</Message></Error>"
                + "<RequestId>7c1e</RequestId></ErrorResponse>")
    }
}

/// The least that RDS says of a database.
func xml(_ form: Database.Form, _ id: String, _ members: String = "") -> String {
    let (type, status) = form == .instance ? ("DBInstance", "DBInstanceStatus") : ("DBCluster", "Status")
    return "<\(type)><\(type)Identifier>\(id)</\(type)Identifier><\(type)Arn>arn:\(id)</\(type)Arn>"
        + "<Engine>mysql</Engine><\(status)>available</\(status)>\(members)</\(type)>"
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
                timing: timing
            ) { () throws(AWSError) in AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret") }
        ))
}
