import Desired
import Planning
import Testing

@testable import VolumeBackupReconciler

/// What is said of manifests before AWS is asked.
struct CheckTests {
    /// Stands in for the kind that a policy is of.
    struct PolicyKind: Kind {
        struct Spec: Decodable, Sendable {}
        static let kind = "SnapshotPolicy"
        static let summary = "A policy."
        static let schema = Schema.object([])
    }

    static func diagnostics(_ spec: String) -> [String] {
        let text = """
            [{"apiVersion": "reconcile/v1", "kind": "Settings", "metadata": {"name": "s"},
              "spec": {"defaults": {"rpo": "24h", "rto": "24h", "target": "prod"},
                       "targets": {"prod": {"region": "us-west-2"}}}},
             {"apiVersion": "reconcile/v1", "kind": "SnapshotPolicy", "metadata": {"name": "default-ebs"}, "spec": {}},
             {"apiVersion": "reconcile/v1", "kind": "VolumeBackup", "metadata": {"name": "git"},
              "spec": \(spec)}]
            """
        return DesiredState.load(
            [SourceFile(path: "a.jsonc", content: .bytes(Array(text.utf8)))],
            kinds: [VolumeBackup(), PolicyKind()], written: noon
        ).diagnostics.map(\.description)
    }

    @Test(arguments: [
        #"{"select": {"volumeIds": ["vol-0000000a"]}, "policy": "default-ebs"}"#,
        #"{"select": {"instance": {"tags": {"Name": "legit"}}, "device": "/dev/sdf", "sizeGiB": 100},"#
            + #""tags": {"Backup": "Default"}, "expect": {"min": 1, "max": 1}}"#,
        #"{"select": {"tags": {"aws:cloudformation:stack-name": "x"}}, "policy": "default-ebs"}"#,
        #"{"select": {"tags": {"Backup": "default"}}, "tags": {"Backup": "Default"}, "expect": {"min": 0}}"#,
        #"{"select": {"tags": {"Backup": "Default"}}, "tags": {"Backup": "Default"}}"#,
    ])
    func valid(spec: String) {
        #expect(Self.diagnostics(spec) == [])
    }

    @Test(arguments: [
        (#"{"select": {"device": "/dev/sdf"}, "policy": "default-ebs"}"#, "spec.select"),
        (#"{"select": {"tags": {"a": "b"}}}"#, "policy"),
        (#"{"select": {"tags": {"a": "b"}}, "policy": "default-ebs", "tags": {"c": "d"}}"#, "tags"),
        (#"{"select": {"tags": {"a": "b"}}, "policy": "default-eb"}"#, "default-eb"),
        (
            #"{"select": {"volumeIds": ["vol-0000000a", "vol-0000000a"]}, "policy": "default-ebs"}"#,
            "volumeIds"
        ),
        (#"{"select": {"volumeIds": ["i-0000000a"]}, "policy": "default-ebs"}"#, "volumeIds"),
        (#"{"select": {"tags": {"a": "b"}}, "tags": {}}"#, "spec.tags"),
        (
            #"{"select": {"tags": {"a": "b"}}, "tags": {"AWS:x": "y"}}"#,
            #"spec.tags.AWS:x starts with "aws:""#
        ),
        (
            #"{"select": {"tags": {"a": "b"}}, "tags": {"x": "y\u0007"}}"#,
            "spec.tags.x holds a control character"
        ),
        (
            #"{"select": {"tags": {"a": "b"}}, "tags": {"x=y": "z"}}"#,
            #"warning: VolumeBackup/git: spec.tags.x=y has \ or = in its key"#
        ),
        (
            #"{"select": {"tags": {"a": "b"}}, "tags": {"x": "y "}}"#,
            "warning: VolumeBackup/git: spec.tags.x has a blank at an end"
        ),
        (
            #"{"select": {"tags": {"a": "b"}}, "tags": {"c": "d"}, "expect": {"min": 3, "max": 2}}"#,
            "spec.expect.max is 2 and expect.min 3"
        ),
        (
            #"{"select": {"tags": {"a": "b"}}, "tags": {"c": "d"}, "expect": {"max": 0}}"#,
            "spec.expect.max is 0 and expect.min 1"
        ),
        (
            #"{"select": {"volumeIds": ["vol-0000000a"]}, "tags": {"c": "d"}, "expect": {"min": 2}}"#,
            "spec.expect.min is 2, but select.volumeIds names 1"
        ),
        (
            #"{"select": {"tags": {"c": "D"}}, "tags": {"c": "d"}}"#,
            "warning: VolumeBackup/git: spec.select.tags.c is the value that tags.c replaces"
        ),
    ])
    func invalid(spec: String, words: String) {
        let diagnostics = Self.diagnostics(spec)
        #expect(diagnostics.count == 1, "\(diagnostics)")
        #expect(diagnostics.first?.contains(words) == true, "\(diagnostics)")
    }
}
