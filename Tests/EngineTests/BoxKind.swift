import AWS
import Engine
import Planning

@testable import Desired

/// Stands for all kinds: boxes that hold numbers under names.
struct BoxSpec: Decodable, Sendable {
    enum Form: String, Decodable, Sendable {
        /// One call for each change of an object.
        case update
        /// Calls that may go as one for many objects.
        case tags
        /// A box that is not there is created.
        case create
    }

    var objects: [String] = []
    /// A name's first letter says the impact of setting it.
    var wants: [String: Int] = [:]
    var form = Form.update
    /// A manifest of kind Source whose number is wanted as `x`.
    var from: String?
}

struct BoxLive: Sendable, Equatable {
    /// By object; nil where there is none.
    var boxes: [String: [String: Int]?] = [:]
    /// Names of other manifests that want the same objects.
    var rivals: [String] = []
}

struct BoxKind: Reconciler {
    typealias Spec = BoxSpec
    typealias Live = BoxLive

    static let kind = "Box"
    static let summary = "Boxes."
    static let schema = Schema.object([])
    static let operations = Operations(
        reads: ["dynamodb:DescribeContinuousBackups"],
        writes: ["dynamodb:UpdateContinuousBackups", "ec2:CreateTags", "dlm:CreateLifecyclePolicy"])

    func inventory(_ items: [Item<BoxSpec>]) -> [any Listing] {
        items.flatMap { $0.spec.objects.map(Boxes.init) }
    }

    func observe(_ items: [Item<BoxSpec>], in view: TargetView, scope: Scope) async -> [Observed<BoxLive>] {
        var answers: [Observed<BoxLive>] = []
        for item in items {
            var live = BoxLive()
            var unseen: Finding?
            for object in item.spec.objects where scope.objects?.contains(object) ?? true {
                switch await view.reading(Boxes(object)) {
                case .success(let box): live.boxes[object] = .some(box.first)
                case .failure(let finding): unseen = finding
                }
            }
            live.rivals = items.filter { other in
                other.address != item.address && !Set(other.spec.objects).isDisjoint(with: item.spec.objects)
                    && other.spec.wants != item.spec.wants
            }.map(\.address.name)
            if live.boxes.isEmpty, unseen == nil { unseen = Finding(.notRecorded, "not looked at") }
            answers.append(unseen.map(Observed.unknown) ?? .known(live))
        }
        return answers
    }

    func diff(_ item: Item<BoxSpec>, _ live: BoxLive?, facts: Facts, at instant: Instant) -> Assessment {
        guard let live else { return Assessment(findings: [Finding(.absent, "nothing is there")]) }
        var assessment = Assessment(objects: live.boxes.filter { $0.value != nil }.keys.sorted())
        guard live.rivals.isEmpty else {
            assessment.findings = live.rivals.map { Finding(.conflict, "Box/\($0) wants something else") }
            return assessment
        }
        var wants = item.spec.wants
        if let from = item.spec.from { wants["x"] = facts["Source", from]?["number"]?.int }
        for (object, box) in live.boxes.sorted(by: { $0.key < $1.key }) {
            guard let box else {
                if item.spec.form == .create {
                    assessment.changes.append(
                        change(.create, item.spec.form, object, wants, [:], .strengthens))
                } else {
                    assessment.findings.append(Finding(.absent, "\(object) is not there", object: object))
                }
                continue
            }
            let pending = wants.filter { box[$0.key] != $0.value && box["pending " + $0.key] == $0.value }
            assessment.isPending = assessment.isPending || !pending.isEmpty
            let missing = wants.filter { box[$0.key] != $0.value && pending[$0.key] == nil }
            for (impact, group) in Dictionary(grouping: missing, by: { Self.impact(of: $0.key) }) {
                let wanted = Dictionary(group.map { ($0.key, $0.value) }) { first, _ in first }
                assessment.changes.append(change(.update, item.spec.form, object, wanted, box, impact))
            }
        }
        return assessment
    }

    func isReady(_ live: BoxLive, object: String) -> Bool { live.boxes[object]??["busy"] == nil }

    private static func impact(of name: String) -> Impact {
        Impact.allCases.first { name.hasPrefix($0.rawValue.prefix(1)) } ?? .strengthens
    }

    private func change(
        _ action: Change.Action, _ form: BoxSpec.Form, _ object: String, _ wants: [String: Int],
        _ box: [String: Int], _ impact: Impact
    ) -> Change {
        let sorted = wants.sorted { $0.key < $1.key }
        let numbers = JSON.object(wants.mapValues(JSON.int))
        let call =
            switch form {
            case .update:
                APICall(
                    "dynamodb", "UpdateContinuousBackups", ["TableName": .string(object), "Set": numbers])
            case .create: APICall("dlm", "CreateLifecyclePolicy", ["Name": .string(object), "Set": numbers])
            case .tags:
                APICall(
                    "ec2", "CreateTags",
                    [
                        "Resources": [.string(object)],
                        "Tags": .array(
                            sorted.map { ["Key": .string($0.key), "Value": .string("\($0.value)")] }),
                    ])
            }
        return Change(
            action, object: object,
            fields: sorted.map { FieldChange($0.key, before: JSON(box[$0.key]), after: .int($0.value)) },
            impact: impact, reason: "numbers differ",
            basis: .object(Dictionary(sorted.map { ($0.key, JSON(box[$0.key])) }) { first, _ in first }),
            calls: [call])
    }
}

/// Holds a number for boxes that ask for it.
struct SourceKind: Reconciler {
    struct Spec: Decodable, Sendable { let number: Int }

    static let kind = "Source"
    static let summary = "Numbers."
    static let schema = Schema.object([])
    static let operations = Operations(reads: [])

    func facts(_ spec: Spec) -> [String: JSON] { ["number": .int(spec.number)] }
    func inventory(_ items: [Item<Spec>]) -> [any Listing] { [] }
    func observe(_ items: [Item<Spec>], in view: TargetView, scope: Scope) async -> [Observed<Bool>] {
        items.map { _ in .known(true) }
    }
    func diff(_ item: Item<Spec>, _ live: Bool?, facts: Facts, at instant: Instant) -> Assessment {
        Assessment()
    }
}

/// One box, or none.
struct Boxes: Listing {
    let object: String

    init(_ object: String) { self.object = object }

    var name: String { "boxes/\(object)" }

    func read(with client: AWSClient, at instant: Instant) async throws(AWSError) -> [[String: Int]] {
        let call = APICall("dynamodb", "DescribeContinuousBackups", ["TableName": .string(object)])
        do throws(AWSError) {
            let box = try await client.read(call) { response throws(AWSError) in try response.json() }
            return [(box.object ?? [:]).compactMapValues(\.int)]
        } catch  where error.code.rawValue == "TableNotFoundException" {
            return []
        }
    }
}
