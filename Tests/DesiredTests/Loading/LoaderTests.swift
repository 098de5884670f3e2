import Planning
import Testing

@testable import Desired

struct LoaderTests {
    private static let policy = manifest("Policy", "default-ebs", #"{"every": "24h", "retain": 7}"#)

    @Test func resolvesDefaultsThroughTheApplication() throws {
        let state = load([
            "a.jsonc": manifest("Application", "spell", #"{"rpo": "12h", "owner": ["gcore", "devops"]}"#),
            "b.jsonc": """
            [\(manifest("Policy", "own", #""application": "spell", "rpo": "2h""#, #"{"every": "1h"}"#)),
            \(manifest("Policy", "inherited", #""application": "spell""#, #"{"every": "1h"}"#)),
            \(manifest("Policy", "plain", #"{"every": "1h"}"#)),]
            """,
        ])
        #expect(state.diagnostics == [])
        #expect(state.resources.map { $0.metadata.rpo?.text } == ["12h", "2h", "24h"])
        #expect(state.resources.map { $0.metadata.rto?.text } == ["24h", "24h", "24h"])
        #expect(state.resources.map(\.address.target) == ["prod", "prod", "prod"])
        #expect(state.resources.map(\.source.position.line) == [4, 1, 7])
        #expect(state.applications.first?.owner == "gcore\ndevops")
        #expect(state.settings.targets.map(\.name) == ["prod", "prod-eu", "test"])
        #expect(state.settings.target("prod")?.account == "123456789012")
        #expect(state.fileCount == 3)
    }

    @Test func readsAllOfMetadata() throws {
        let text = manifest(
            "Policy", "p",
            """
            "mode": "observe", "owner": "me", "runbook": "https://x.org/r", "closeWhen": "configured",
            "allow": [{"impact": "destroys", "until": "2026-12-20", "reason": ["a", "b"]}],
            "issues": ["#272", "g/p/q#3", "https://x.org/i/1"],
            "suspend": {"reason": "r", "owner": "o", "until": "2026-01-31"}
            """, #"{"every": "1h"}"#)
        let state = load(["p.json": text])
        #expect(state.diagnostics == [])
        let metadata = try #require(state.resources.first).metadata
        #expect(metadata.mode == .observe)
        #expect(metadata.closeWhen == .configured)
        #expect(
            metadata.issues.map(\.place) == [.number(272), .project("g/p/q", 3), .url("https://x.org/i/1")])
        #expect(metadata.allow.map(\.reason) == ["a\nb"])
        #expect(metadata.allow.map(\.until.description) == ["2026-12-20"])
        #expect(metadata.suspend?.until.day == Instant(date: "2026-01-31"))
    }

    @Test func oneResourceForEachTargetThatAGlobMatches() {
        let state = load([
            "p.json": manifest("Policy", "p", #""targets": ["prod*", "t?st"]"#, #"{"every": "1h"}"#)
        ])
        #expect(state.diagnostics == [])
        #expect(state.resources.map(\.address.target) == ["prod", "prod-eu", "test"])
    }

    @Test func theEnvelopeSaysTheVersionOnce() {
        let text = """
            {"$schema": "./schema.json", "apiVersion": "reconcile/v1", "manifests": [
              {"kind": "Policy", "metadata": {"name": "a"}, "spec": {"every": "1h"}},
              {"kind": "Policy", "apiVersion": "reconcile/v1", "metadata": {"name": "b"}, "spec": {"every": "1h"}},
            ]}
            """
        let state = load(["p.json": text])
        #expect(state.diagnostics == [])
        #expect(state.resources.count == 2)
    }

    @Test func itemsAreTypedAndLookedUp() throws {
        let state = load([
            "p.json": Self.policy,
            "v.json": manifest(
                "Volume", "v", #"{"select": {"sizeGiB": 1, "tags": {"a": "b"}}, "policy": "default-ebs"}"#),
        ])
        let volume = try #require(state.resources.last?.item(VolumeKind.Spec.self))
        let policy = Address(kind: "Policy", name: volume.spec.policy ?? "", target: volume.address.target)
        #expect(state.catalog.item(policy, PolicyKind.Spec.self)?.spec.every == Period(seconds: 86_400))
        #expect(state.catalog.item(policy, VolumeKind.Spec.self) == nil)
        #expect(state.catalog.resources(kind: "Policy", target: "prod").count == 1)
        #expect(state.catalog.resources(kind: "Policy", target: "test").isEmpty)
    }

    @Test func whatIsNoManifestIsNotRead() {
        let state = DesiredState.load(
            [
                SourceFile(path: ".reconcile/s.json", content: .bytes(Array(plainSettings.utf8))),
                SourceFile(path: ".reconcile/.hidden.json", content: .bytes([0])),
                SourceFile(path: ".reconcile/.old/x.json", content: .symbolicLink),
                SourceFile(path: ".reconcile/README.md", content: .bytes([0])),
                SourceFile(path: ".reconcile/x.JSON", content: .bytes([0])),
            ], under: ".reconcile", kinds: fakeKinds, written: written)
        #expect(state.diagnostics == [])
        #expect(state.fileCount == 1)
    }

    @Test func filesThatAreNoFilesAreErrors() {
        let contents: [(SourceFile.Content, String)] = [
            (
                .symbolicLink,
                "the file is a symbolic link;\n    put the file itself here"
            ),
            (
                .submodule,
                "the file is a submodule;\n    put its files here; nothing is fetched from elsewhere"
            ),
            (
                .tooLarge(bytes: 2_000_000),
                "the file is 2000000 bytes long;\n    a file has at most 1 MiB; split it"
            ),
            (
                .bytes(Array(repeating: 32, count: SyntaxReader.sizeLimit + 1)),
                "the file is 1048577 bytes long;\n    a file has at most 1 MiB; split it"
            ),
            (
                .bytes(Array("version https://git-lfs.github.com/spec/v1\noid sha256:x\n".utf8)),
                "the file is an LFS pointer, not the file itself;\n    keep manifests out of Git LFS"
            ),
            (.unreadable("permission denied"), "the file cannot be read: permission denied"),
        ]
        for (content, message) in contents {
            let state = DesiredState.load(
                [SourceFile(path: "d/x.json", content: content)], under: "d", kinds: fakeKinds,
                written: written)
            #expect(state.diagnostics.map(\.description) == ["d/x.json: \(message)"])
        }
    }

    @Test func allErrorsOfAllFilesAreSaidAtOnce() {
        let state = load([
            "a/broken.jsonc": "{\"apiVersion\": \"reconcile/v1\", \"kind\": \"Policy\", }}",
            "a/spell.jsonc": """
            // two of them
            [{"apiVersion": "reconcile/v1", "kind": "Database", "metadata": {"name": "a", "name": "b"},
              "spec": {"instance": "x", "cluster": "y", "retentionDays": "seven"}},
             {"apiVersion": "reconcile/v2", "kind": "Datbase", "metadata": {}, "spec": {}}, 5]
            """,
            "b/policy.json": manifest("Policy", "p", #""rpoo": "1h""#, #"{"every": "5h"}"#),
            "b/target.json": manifest("Policy", "q", #""target": "prd""#, #"{"every": "1h"}"#),
        ])
        #expect(
            state.diagnostics.map(\.description) == [
                """
                a/broken.jsonc:1:1: Policy: metadata is missing;
                    expected an object
                """,
                """
                a/broken.jsonc:1:1: Policy: spec is missing;
                    expected {every, retain}
                """,
                """
                a/broken.jsonc:1:51: "}" stands after the end of the value;
                    a file holds one manifest, or a list: [ … ]
                """,
                """
                a/spell.jsonc:2:79: duplicate key "name";
                    the first one is at 2:66
                """,
                """
                a/spell.jsonc:3:29: Database/a: spec has both instance and cluster;
                    only one of instance or cluster is possible
                """,
                """
                a/spell.jsonc:3:62: Database/a: spec.retentionDays is "seven";
                    expected a whole number from 0 to 35, or {min, max}
                """,
                """
                a/spell.jsonc:4:17: apiVersion is "reconcile/v2";
                    expected "reconcile/v1"
                """,
                """
                a/spell.jsonc:4:41: kind is "Datbase";
                    did you mean "Database"?
                """,
                """
                a/spell.jsonc:4:64: metadata.name is missing;
                    expected a name: 1 to 63 of a-z, 0-9 and -
                """,
                """
                a/spell.jsonc:4:81: the manifest is 5;
                    expected an object with apiVersion, kind, metadata and spec
                """,
                """
                b/policy.json:2:27: Policy/p: unknown field metadata.rpoo;
                    did you mean rpo?
                """,
                """
                b/policy.json:3:19: Policy/p: spec.every is "5h";
                    DLM takes 1h 12h 24h
                """,
                """
                b/target.json:2:37: Policy/q: metadata.target is "prd", and there is no such target;
                    did you mean "prod"?
                """,
            ])
    }

    @Test func anUnreadableFileSilencesWhatItMightDeclare() {
        let volume = manifest("Volume", "v", #"{"select": {"tags": {"a": "b"}}, "policy": "default-ebs"}"#)
        #expect(load(["v.json": volume]).diagnostics.count == 1)
        let state = load(["v.json": volume, "p.json": "{"])
        #expect(state.diagnostics.map(\.file) == ["p.json"])
        #expect(load(["s.json": "["], settings: nil).diagnostics.map(\.file) == ["s.json"])
    }

    @Test func anInvalidManifestIsStillDeclared() {
        let state = load([
            "p.json": manifest("Policy", "default-ebs", #"{"every": "5h"}"#),
            "v.json": manifest("Volume", "v", #"{"select": {"tags": {"a": "b"}}, "policy": "default-ebs"}"#),
        ])
        #expect(state.diagnostics.map(\.file) == ["p.json"])
        #expect(state.catalog.declares(Address(kind: "Policy", name: "default-ebs", target: "prod")))
    }

    @Test func nothingAtAllLacksItsSettings() {
        #expect(
            load([:], settings: nil).diagnostics.map(\.description) == [
                """
                no file holds a Settings manifest;
                    exactly one is needed; it says which accounts and regions are meant
                """
            ])
    }

    @Test func theOrderOfTheFilesChangesNothing() {
        let files = [
            SourceFile(path: "b.json", content: .bytes(Array(Self.policy.utf8))),
            SourceFile(path: "a.json", content: .bytes(Array(Self.policy.utf8))),
            SourceFile(path: "s.json", content: .bytes(Array(plainSettings.utf8))),
        ]
        let states = [files, files.reversed()].map {
            DesiredState.load($0, kinds: fakeKinds, written: written).diagnostics
        }
        #expect(states[0] == states[1])
        #expect(states[0].map(\.file) == ["b.json"])
    }
}
