import HTTP
import Planning
import Synchronization

@testable import AWS

/// A service behind the transport: a closure answers, and what was asked is kept.
final class FakeService: HTTPTransport {
    typealias Answer = Result<HTTPResponse, HTTPError>

    private let log = Mutex<[HTTPRequest]>([])
    private let answer: @Sendable (_ request: HTTPRequest, _ earlier: Int) -> Answer

    /// - Parameter answer: Given the request, and how many equal ones came before it.
    init(_ answer: @escaping @Sendable (_ request: HTTPRequest, _ earlier: Int) -> Answer) {
        self.answer = answer
    }

    /// Gives these answers in turn, and the last one for good.
    convenience init(_ answers: Answer...) {
        let rest = Mutex(answers[...])
        self.init { _, _ in
            rest.withLock { rest in
                let next = rest.first ?? .failure(HTTPError(.other, "nothing is left to answer"))
                if rest.count > 1 { rest.removeFirst() }
                return next
            }
        }
    }

    var requests: [HTTPRequest] { log.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let earlier = log.withLock { log in
            let earlier = log.count { $0.url == request.url && $0.body == request.body }
            log.append(request)
            return earlier
        }
        return try answer(request, earlier).get()
    }
}

extension Result where Success == HTTPResponse, Failure == HTTPError {
    static func body(_ text: String, _ status: Int = 200, _ headers: [String: String] = [:]) -> Self {
        .success(response(text, status, headers))
    }

    static func ec2Error(_ code: String, _ status: Int, _ headers: [String: String] = [:]) -> Self {
        body(
            "<Response><Errors><Error><Code>\(code)</Code><Message>m</Message></Error></Errors>"
                + "<RequestID>r-1</RequestID></Response>", status, headers)
    }

    static var lost: Self { .failure(HTTPError(.connectionReset, "the connection was reset")) }
}

func response(_ text: String, _ status: Int, _ headers: [String: String] = [:]) -> HTTPResponse {
    HTTPResponse(
        status: status, headers: HTTPHeaders(headers.map { HTTPHeader($0.key, $0.value) }),
        body: Array(text.utf8))
}

/// A clock that only waiting moves.
final class ManualClock: Sendable {
    private let waits = Mutex<[Duration]>([])

    var pauses: [Duration] { waits.withLock { $0 } }

    /// - Parameter random: What chance gives each time.
    func timing(random: Double = 1) -> Timing {
        Timing(
            now: { Instant(secondsSince1970: 1_795_348_800) },
            elapsed: { self.pauses.reduce(.zero, +) },
            sleep: { pause in
                try Task.checkCancellation()
                self.waits.withLock { $0.append(pause) }
            },
            random: { random })
    }
}

func client(
    _ service: FakeService, _ clock: ManualClock = ManualClock(), environment: [String: String] = [:],
    attempts: Int? = nil
) -> AWSClient {
    AWSClient(
        region: "us-west-2", endpoints: Endpoints(environment: environment), transport: service,
        timing: clock.timing(), maximumAttempts: attempts
    ) { () throws(AWSError) in
        AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret")
    }
}

/// A row of the table, which has to be there.
func row(_ service: String, _ operation: String) -> AWS.Operation {
    OperationTable.row(of: APICall(service, operation)) ?? AWS.Operation(.sts, "None", .read, actions: [])
}
