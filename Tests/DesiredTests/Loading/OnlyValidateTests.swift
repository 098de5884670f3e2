import Planning
import Testing

@testable import Desired

/// The rules that the JSON Schema cannot hold and only loading has. What is listed here is what an editor misses.
struct OnlyValidateTests {
    struct Rule: Sendable, CustomTestStringConvertible {
        let name: String
        var files: [String: String] = [:]
        var settings: String? = plainSettings
        var now: Instant?
        let says: [String]

        var testDescription: String { name }
    }

    @Test(arguments: rules)
    func isHeld(_ rule: Rule) {
        let state = load(rule.files, settings: rule.settings, now: rule.now)
        #expect(state.diagnostics.map { $0.description.split(separator: "\n").joined() } == rule.says)
    }

    /// Texts that a pattern alone does not judge.
    @Test func textsWithARuleBeyondTheirPattern() {
        func ruled(_ schema: Schema, _ path: String) -> [String] {
            switch schema.shape {
            case .object(let fields, _): fields.flatMap { ruled($0.schema, "\(path).\($0.name)") }
            case .map(_, let value, _): ruled(value, "\(path).*")
            case .list(let element, _, _): ruled(element, "\(path)[]")
            case .either(let alternatives): alternatives.flatMap { ruled($0, path) }
            case .text(let text): text.rule == nil ? [] : [path]
            default: []
            }
        }
        let forms = [ManifestForm.settings, .application]
        #expect(
            forms.flatMap { ruled($0.spec, $0.kind) } + ruled(Metadata.schema, "metadata") == [
                "Settings.defaults.rpo", "Settings.defaults.rto", "Application.rpo", "Application.rto",
                "Application.consistency[].within", "metadata.rpo", "metadata.allow[].until",
                "metadata.suspend.until",
            ])
    }

    private static let policy = manifest("Policy", "p", #"{"every": "1h"}"#)
    private static let select = #""select": {"tags": {"a": "b"}}"#

    static let rules = referenceRules + uniquenessRules + timeRules + kindRules

    private static let referenceRules = [
        Rule(
            name: "a reference names a manifest of the target",
            files: ["v.json": manifest("Volume", "v", "{\(select), \"policy\": \"q\"}"), "p.json": policy],
            says: [
                "v.json:3:52: Volume/v: spec.policy is \"q\": no Policy of this name is declared in target prod;"
                    + "    declared: p"
            ]),
        Rule(
            name: "a reference stays in its target",
            files: [
                "v.json": manifest("Volume", "v", "\"target\": \"test\"", "{\(select), \"policy\": \"p\"}"),
                "p.json": policy,
            ],
            says: [
                "v.json:3:52: Volume/v: spec.policy is \"p\": the Policy of this name is declared in prod, not in test"
            ]),
        Rule(
            name: "an application is declared",
            files: [
                "p.json": manifest("Policy", "p", "\"application\": \"spel\"", #"{"every": "1h"}"#),
                "a.json": manifest("Application", "spell", "{}"),
            ],
            says: [
                "p.json:2:42: Policy/p: metadata.application is \"spel\": no such Application is declared;"
                    + "    did you mean \"spell\"?"
            ]),
        Rule(
            name: "components are declared",
            files: [
                "p.json": policy,
                "a.json": manifest(
                    "Application", "a",
                    #"{"consistency": [{"components": ["Policy/p", "Policy/q"], "within": "1h"}]}"#),
            ],
            says: [
                "a.json:3:54: Application/a: spec.consistency[0].components[1] is \"Policy/q\": "
                    + "no such manifest is declared;    did you mean \"Policy/p\"?"
            ]),
        Rule(
            name: "placeholders name manifests",
            files: [
                "p.json": policy,
                "a.json": manifest(
                    "Application", "a",
                    #"{"recovery": [{"step": "s", "detail": ["{{Policy/p.x}} {y} {{z}}", "{{ Volume/q.id }}"]}]}"#
                ),
            ],
            says: [
                "a.json:3:76: Application/a: spec.recovery[0].detail names \"Volume/q\": "
                    + "no such manifest is declared;    declared: Policy/p"
            ]),
        Rule(
            name: "a target is one of Settings'",
            files: ["p.json": manifest("Policy", "p", "\"target\": \"production\"", #"{"every": "1h"}"#)],
            says: [
                "p.json:2:37: Policy/p: metadata.target is \"production\", and there is no such target;"
                    + "    Settings declares prod, prod-eu, test"
            ]),
        Rule(
            name: "a glob matches a target",
            files: [
                "p.json": manifest("Policy", "p", "\"targets\": [\"prod\", \"stage-*\"]", #"{"every": "1h"}"#)
            ],
            says: [
                "p.json:2:47: Policy/p: metadata.targets[1] is \"stage-*\", which matches no target;"
                    + "    Settings declares prod, prod-eu, test"
            ]),
        Rule(
            name: "a target is named or defaulted", files: ["p.json": policy],
            settings: manifest("Settings", "s", #"{"targets": {"prod": {"region": "us-west-2"}}}"#),
            says: [
                "p.json:2:13: Policy/p: metadata.target is missing, and Settings has no default;    name one of prod"
            ]),
        Rule(
            name: "the default target is one of Settings'",
            settings: manifest(
                "Settings", "s",
                #"{"defaults": {"target": "prd"}, "targets": {"prod": {"region": "us-west-2"}}}"#),
            says: [
                "settings.jsonc:3:33: Settings/s: spec.defaults.target is \"prd\", and there is no such target;"
                    + "    did you mean \"prod\"?"
            ]),
    ]

    private static let uniquenessRules = [
        Rule(
            name: "there is one Settings", files: ["t.json": plainSettings],
            says: [
                "t.json:1:40: Settings/settings: a second Settings manifest;"
                    + "    exactly one is possible; the first stands at settings.jsonc:1"
            ]),
        Rule(
            name: "a name is unique within kind and target",
            files: [
                "p.json": policy,
                "q.json": manifest("Policy", "p", "\"targets\": [\"*\"]", #"{"every": "1h"}"#),
                "r.json": manifest("Policy", "r", #"{"every": "1h"}"#),
                "d.json": manifest("Database", "p", #"{"instance": "x", "retentionDays": 7}"#),
            ],
            says: [
                "q.json:2:22: Policy/p: metadata.name is \"p\" a second time in target prod;"
                    + "    the first Policy of this name stands at p.json:1"
            ]),
        Rule(
            name: "an application's name is unique",
            files: [
                "a.json": "[\(manifest("Application", "a", "{}")),\n\(manifest("Application", "a", "{}"))]"
            ],
            says: [
                "a.json:5:22: Application/a: metadata.name is \"a\" a second time;"
                    + "    the first Application of this name stands at a.json:1"
            ]),
        Rule(
            name: "an AWS object is named once in a target",
            files: [
                "a.json": manifest("Database", "a", #"{"instance": "x", "retentionDays": 7}"#),
                "b.json": manifest("Database", "b", #"{"instance": "x", "retentionDays": 9}"#),
                "c.json": manifest("Database", "c", #"{"cluster": "x", "retentionDays": 9}"#),
                "d.json": manifest(
                    "Database", "d", "\"target\": \"test\"", #"{"instance": "x", "retentionDays": 9}"#),
            ],
            says: [
                "b.json:3:22: Database/b: spec.instance names the DB instance \"x\" a second time;"
                    + "    Database/a at a.json:1 names it already"
            ]),
    ]

    private static func allowing(_ until: String) -> [String: String] {
        let allowance = "\"allow\": [{\"impact\": \"weakens\", \"until\": \"\(until)\", \"reason\": \"r\"}]"
        return ["p.json": manifest("Policy", "p", allowance, #"{"every": "1h"}"#)]
    }

    private static let timeRules = [
        Rule(name: "an allowance of 30 days", files: allowing("2026-12-22"), says: []),
        Rule(
            name: "an allowance is 30 days at most", files: allowing("2026-12-23"),
            says: [
                "p.json:2:68: Policy/p: metadata.allow[0].until is 2026-12-23, 31 days after 2026-11-22, the date "
                    + "of the commit;    at most 30 days are possible: 2026-12-22"
            ]),
        Rule(
            name: "the last day of an allowance", files: allowing("2026-11-30"),
            now: Instant(iso8601: "2026-11-30T23:59:59Z"), says: []),
        Rule(
            name: "an allowance that is over allows nothing", files: allowing("2026-11-30"),
            now: Instant(iso8601: "2026-12-01T00:00:00Z"),
            says: [
                "p.json:2:68: warning: Policy/p: metadata.allow[0].until is over since the end of 2026-11-30;"
                    + "    it allows nothing any more"
            ]),
        Rule(
            name: "a suspension that is over is a finding, no error",
            files: [
                "p.json": manifest(
                    "Policy", "p", #""suspend": {"reason": "r", "owner": "o", "until": "2020-01-01"}"#,
                    #"{"every": "1h"}"#)
            ], now: Instant(iso8601: "2026-12-01T00:00:00Z"), says: []),
        Rule(
            name: "a day is in the calendar", files: allowing("2026-11-31"),
            says: [
                "p.json:2:68: Policy/p: metadata.allow[0].until is \"2026-11-31\";    expected a day such as \"2026-12-20\""
            ]),
        Rule(
            name: "a duration is within bounds",
            files: ["p.json": manifest("Policy", "p", "\"rpo\": \"900000000s\"", #"{"every": "1h"}"#)],
            says: [
                "p.json:2:34: Policy/p: metadata.rpo is \"900000000s\";"
                    + "    expected a duration such as \"15m\", \"24h\" or \"7d\""
            ]),
    ]

    private static let kindRules = [
        Rule(
            name: "a kind's own rules, once for all targets",
            files: [
                "p.json": manifest(
                    "Policy", "p", #""targets": ["*"]"#, #"{"every": "1h", "retain": {"min": 9, "max": 7}}"#)
            ],
            says: ["p.json:3:53: Policy/p: spec.retain.max is less than min"]),
        Rule(
            name: "a kind's warnings leave it valid",
            files: ["p.json": manifest("Policy", "p", #""rpo": "2h""#, #"{"every": "24h"}"#)],
            says: [
                "p.json:3:19: warning: Policy/p: spec.every is 24h, more than the RPO of 2h;"
                    + "    no schedule of this kind can meet it"
            ]),
    ]
}
