import Engine
import FoundationEssentials
import HTTP
import Planning
import Synchronization

@testable import AWS
@testable import Desired

/// The boxes of an account behind the transport, with a clock that only waiting moves.
final class BoxWorld: HTTPTransport {
    /// What becomes of a write; once each, in order.
    enum Fate: Sendable {
        case done
        /// Done, but the answer is lost.
        case doneAndLost
        case lost
        case refused(String, Int)
        /// Accepted, and nothing comes of it.
        case ignored
        /// Accepted for later.
        case pending
        /// Shows after so many reads of the box.
        case late(Int)
        /// Done, and the box takes nothing more until it was read so many times.
        case busy(Int)
        /// Done, and somebody deletes the box.
        case doneAndDeleted
    }

    struct State {
        var boxes: [String: [String: Int]]
        var fates: [String: [Fate]] = [:]
        var late: [String: (reads: Int, numbers: [String: Int])] = [:]
        var busy: [String: Int] = [:]
        var denied: Set<String> = []
        /// As `update a {"x":1}`
        var writes: [String] = []
        var reads = 0
        var elapsed = Duration.zero
    }

    private let state: Mutex<State>

    init(_ boxes: [String: [String: Int]]) { state = Mutex(State(boxes: boxes)) }

    func with<Value>(_ body: (inout sending State) -> sending Value) -> sending Value { state.withLock(body) }

    var boxes: [String: [String: Int]] { with { $0.boxes } }
    var writes: [String] { with { $0.writes } }

    func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let body = String(decoding: request.body, as: UTF8.self)
        let json = try? JSONDecoder().decode(JSON.self, from: Data(request.body))
        if request.url.contains("//dlm.") {
            return try write("create", [json?["Name"]?.string ?? ""], json?["Set"])
        }
        guard let target = request.headers.first(where: { $0.isNamed("X-Amz-Target") })?.value else {
            return try tag(body)
        }
        let object = json?["TableName"]?.string ?? ""
        return target.hasSuffix("DescribeContinuousBackups")
            ? read(object) : try write("update", [object], json?["Set"])
    }

    private func read(_ object: String) -> HTTPResponse {
        state.withLock { state in
            state.reads += 1
            if state.denied.contains(object) { return Self.error("AccessDeniedException", 400) }
            if var late = state.late[object] {
                late.reads -= 1
                state.late[object] = late.reads > 0 ? late : nil
                if late.reads <= 0 { state.boxes[object, default: [:]].merge(late.numbers) { $1 } }
            }
            if let reads = state.busy[object] {
                state.busy[object] = reads > 1 ? reads - 1 : nil
                state.boxes[object]?["busy"] = reads > 1 ? 1 : nil
            }
            guard let box = state.boxes[object] else { return Self.error("TableNotFoundException", 400) }
            return HTTPResponse(status: 200, body: JSON.object(box.mapValues(JSON.int)).canonical)
        }
    }

    private func tag(_ form: String) throws(HTTPError) -> HTTPResponse {
        let pairs = form.split(separator: "&").map { $0.split(separator: "=").map(String.init) }
        let objects = pairs.filter { $0[0].hasPrefix("ResourceId.") }.map { $0[1] }
        var numbers: [String: JSON] = [:]
        for (key, value) in zip(
            pairs.filter { $0[0].hasSuffix(".Key") }, pairs.filter { $0[0].hasSuffix(".Value") })
        { numbers[key[1]] = JSON(Int(value[1])) }
        return try write("tag", objects, .object(numbers))
    }

    private func write(_ what: String, _ objects: [String], _ json: JSON?) throws(HTTPError) -> HTTPResponse {
        let numbers = (json?.object ?? [:]).compactMapValues(\.int)
        let fate = state.withLock { state -> Fate in
            state.writes.append("\(what) \(objects.joined(separator: ",")) \((json ?? [:]).text)")
            var fate = Fate.done
            for object in objects {
                if let next = state.fates[object]?.first {
                    fate = next
                    state.fates[object]?.removeFirst()
                }
                Self.carryOut(fate, object, numbers, &state)
            }
            return fate
        }
        switch fate {
        case .lost, .doneAndLost: throw HTTPError(.connectionReset, "the connection was reset")
        case .refused(let code, let status): return Self.error(code, status)
        default: return HTTPResponse(status: 200, body: Array("{}".utf8))
        }
    }

    private static func carryOut(
        _ fate: Fate, _ object: String, _ numbers: [String: Int], _ state: inout State
    ) {
        switch fate {
        case .lost, .refused, .ignored: break
        case .done, .doneAndLost: state.boxes[object, default: [:]].merge(numbers) { $1 }
        case .pending: for (name, number) in numbers { state.boxes[object]?["pending " + name] = number }
        case .late(let reads): state.late[object] = (reads, numbers)
        case .busy(let reads):
            state.boxes[object, default: [:]].merge(numbers) { $1 }
            state.boxes[object]?["busy"] = 1
            state.busy[object] = reads
        case .doneAndDeleted: state.boxes[object] = nil
        }
    }

    private static func error(_ code: String, _ status: Int) -> HTTPResponse {
        HTTPResponse(status: status, body: Array(#"{"__type": "x#\#(code)", "message": "no"}"#.utf8))
    }
}

extension BoxWorld {
    var timing: Timing {
        Timing(
            now: { noon }, elapsed: { self.with { $0.elapsed } },
            sleep: { pause in
                try Task.checkCancellation()
                self.with { $0.elapsed += pause }
            }, random: { 0 })
    }

    var client: AWSClient {
        AWSClient(
            region: "us-west-2", endpoints: Endpoints(environment: [:]), transport: self, timing: timing
        ) { () throws(AWSError) in AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: "s") }
    }

    func view(_ target: String = "prod") -> TargetView {
        TargetView(
            target: settings().target(target) ?? Self.target(target, account: nil), account: "123456789012",
            source: .live(client), instant: noon)
    }

    static func target(_ name: String, account: String?) -> Settings.Target {
        Settings.Target(
            name: name, region: "us-west-2", account: account, profile: nil, roleArn: nil, externalId: nil)
    }
}

let noon = Instant(secondsSince1970: 1_795_348_800)

/// Target `prod` and `test` declare their account, `open` does not.
func settings() -> Settings {
    var settings = Settings()
    settings.targets = [
        BoxWorld.target("open", account: nil), BoxWorld.target("prod", account: "123456789012"),
        BoxWorld.target("test", account: "210987654321"),
    ]
    return settings
}

func resource(
    _ name: String, kind: String = "Box", target: String = "prod", _ spec: any Sendable,
    _ adjust: (inout Metadata) -> Void = { _ in }
) -> Resource {
    var metadata = Metadata(name: name)
    adjust(&metadata)
    let position = Position(line: 7, column: 1)
    return Resource(
        address: Address(kind: kind, name: name, target: target), metadata: metadata,
        source: Source(file: "desired-state/boxes.jsonc", position: position),
        node: Node(.object([]), at: position), spec: spec)
}

func comparison(_ resources: [Resource]) -> Comparison {
    let settings = settings()
    return Comparison(
        desired: DesiredState(
            settings: settings, applications: [], resources: resources, diagnostics: [], fileCount: 1,
            catalog: Catalog(settings: settings, applications: [], resources: resources)),
        reconcilers: [BoxKind(), SourceKind()])
}
