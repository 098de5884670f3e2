import DatabaseBackupReconciler
import Desired
import Engine
import Planning
import Testing

struct SpecTests {
    @Test func everyFieldIsRead() throws {
        let spec = try item([
            "cluster": "Spell-Aurora", "retentionDays": ["min": 7, "max": 14], "window": "23:45-00:15",
            "copyTagsToSnapshots": true, "deletionProtection": true, "encrypted": false,
            "applyImmediately": true,
        ]).spec
        #expect(spec.database == Database.Key(.cluster, "spell-aurora"))
        #expect(spec.retentionDays == Bounds(min: 7, max: 14))
        #expect(spec.window?.description == "23:45-00:15")
        #expect(spec.copyTagsToSnapshots == true && spec.deletionProtection == true)
        #expect(spec.encrypted == false && spec.applyImmediately)
    }

    @Test func whatIsLeftOutIsLeftAlone() throws {
        let spec = try item(["instance": "algorithmia-prod", "retentionDays": 7]).spec
        #expect(spec.window == nil && spec.copyTagsToSnapshots == nil && spec.deletionProtection == nil)
        #expect(spec.encrypted == nil && !spec.applyImmediately)
    }

    @Test(arguments: [
        ("a", true), ("algorithmia-prod", true), ("Algorithmia-Prod", true), ("db-1-2-3", true),
        (String(repeating: "a", count: 63), true),
        (String(repeating: "a", count: 64), false), ("", false), ("1db", false), ("-db", false),
        ("db-", false), ("db--1", false), ("db_1", false), ("db.1", false), ("arn:aws:rds", false),
    ])
    func identifiers(_ text: String, isAccepted: Bool) throws {
        guard case .object(let fields, _) = DatabaseBackup.schema.shape else {
            Issue.record("the schema is no object")
            return
        }
        for name in ["instance", "cluster"] {
            let field = try #require(fields.first { $0.name == name })
            guard case .text(let shape) = field.schema.shape else {
                Issue.record("\(name) is no text")
                continue
            }
            #expect(shape.accepts(text) == isAccepted)
        }
    }

    @Test func instanceOrClusterAreExclusive() {
        guard case .object(let fields, let constraints) = DatabaseBackup.schema.shape,
            case .exactlyOne(let names)? = constraints.first
        else {
            Issue.record("the schema does not say that one of the two is needed")
            return
        }
        #expect(names == ["instance", "cluster"])
        #expect(fields.filter(\.isRequired).map(\.name) == ["retentionDays"])
    }

    @Test func theDatabaseIsClaimedAsRDSKeepsIt() throws {
        let claims = try [
            ["instance": "Algorithmia-Prod", "retentionDays": 7],
            ["instance": "algorithmia-prod", "retentionDays": 1],
            ["cluster": "algorithmia-prod", "retentionDays": 1],
        ].map { reconciler.claims(try item($0).spec) }
        #expect(claims[0] == claims[1])
        #expect(claims[0] == [Claim("DB instance", "algorithmia-prod", at: "instance")])
        #expect(claims[2] == [Claim("DB cluster", "algorithmia-prod", at: "cluster")])
    }
}
