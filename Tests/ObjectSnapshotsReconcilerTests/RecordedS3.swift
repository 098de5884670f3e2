import AWS
import Engine
import HTTP
import Planning
import Synchronization

@testable import Desired

/// S3 as far as a test has recorded it: answers by method, path and query, each given once. What is asked beyond
/// them fails, and is told.
final class RecordedS3: HTTPTransport {
    struct Answer: Sendable {
        let request: String
        let response: HTTPResponse
    }

    private struct State {
        var answers: [Answer]
        var hosts: Set<String> = []
        var owners: Set<String> = []
        var unexpected: [String] = []
        var running = 0
        var mostAtOnce = 0
    }

    private let state: Mutex<State>

    init(_ answers: [Answer]) { state = Mutex(State(answers: answers)) }

    var hosts: Set<String> { state.withLock(\.hosts) }
    /// What was sent as the bucket's expected owner; "" where nothing was.
    var owners: Set<String> { state.withLock(\.owners) }
    var mostAtOnce: Int { state.withLock(\.mostAtOnce) }
    /// Asked and not recorded, or recorded and not asked.
    var mismatches: [String] {
        state.withLock { $0.unexpected + $0.answers.map { "\($0.request) was not asked" } }
    }

    func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let address = request.url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        let name = "\(request.method) /\(address.last ?? "")"
        let owner = request.headers.first { $0.isNamed("x-amz-expected-bucket-owner") }?.value ?? ""
        let answer: Answer? = state.withLock { state in
            state.hosts.insert(String(address[2]))
            state.owners.insert(owner)
            guard let index = state.answers.firstIndex(where: { $0.request == name }) else {
                state.unexpected.append(name)
                return nil
            }
            state.running += 1
            state.mostAtOnce = max(state.mostAtOnce, state.running)
            return state.answers.remove(at: index)
        }
        guard let answer else { throw HTTPError(.connectionFailed, "no answer is recorded") }
        await Task.yield()
        state.withLock { $0.running -= 1 }
        return answer.response
    }
}

extension RecordedS3.Answer {
    /// A page of the listing of `db_snapshots/`.
    static func page(_ objects: [StoredXML], after token: String? = nil, next: String? = nil) -> Self {
        let trailing = next.map { "<NextContinuationToken>\($0)</NextContinuationToken>" } ?? ""
        return Self(
            request: listing(after: token),
            response: HTTPResponse(
                status: 200,
                body: Array(
                    """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>ai-labelbox-prod</Name>\
                    <Prefix>db_snapshots%2F</Prefix><EncodingType>url</EncodingType><MaxKeys>1000</MaxKeys>\
                    <IsTruncated>\(next != nil)</IsTruncated>\(objects.map(\.text).joined())\(trailing)</ListBucketResult>
                    """.utf8)))
    }

    static func refusedListing(_ code: String, status: Int) -> Self {
        Self(
            request: listing(after: nil),
            response: HTTPResponse(
                status: status,
                body: Array("<Error><Code>\(code)</Code><Message>no</Message></Error>".utf8)))
    }

    static func head(_ path: String, status: Int = 200, _ headers: [String: String] = [:]) -> Self {
        Self(
            request: "HEAD /db_snapshots/\(path)",
            response: HTTPResponse(
                status: status, headers: HTTPHeaders(headers.map { HTTPHeader($0.key, $0.value) })))
    }

    private static func listing(after token: String?) -> String {
        let token = token.map { "continuation-token=\($0)&" } ?? ""
        return "GET /?list-type=2&encoding-type=url&\(token)max-keys=1000&prefix=db_snapshots%2F"
    }
}

/// An entry of a listing.
struct StoredXML {
    let text: String

    /// The key as S3 encodes it.
    init(_ key: String, _ modified: String, size: Int = 2_000_000) {
        text =
            "<Contents><Key>db_snapshots%2F\(key)</Key><LastModified>\(modified)</LastModified>"
            + "<ETag>&quot;0&quot;</ETag><Size>\(size)</Size><StorageClass>STANDARD</StorageClass></Contents>"
    }
}

func view(_ source: TargetView.Source, account: String? = "123456789012") -> TargetView {
    TargetView(
        target: Settings.Target(
            name: "prod", region: "us-west-2", account: account, profile: nil, roleArn: nil, externalId: nil),
        account: "123456789012", source: source, instant: noon)
}

func live(_ transport: RecordedS3, account: String? = "123456789012") -> TargetView {
    let timing = Timing(now: { noon }, elapsed: { .zero }, sleep: { _ in }, random: { 0 })
    return view(
        .live(
            AWSClient(
                region: "us-west-2", endpoints: Endpoints(environment: [:]), transport: transport,
                timing: timing, maximumAttempts: 1
            ) { () throws(AWSError) in AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "secret") }
        ),
        account: account)
}
