import DatabaseBackupReconciler
import Desired
import Planning
import Testing

struct CheckTests {
    private func check(_ spec: JSON) throws -> [Diagnostic] {
        let catalog = Catalog(settings: Settings(), applications: [], resources: [])
        return reconciler.check(try item(spec), in: catalog)
    }

    @Test(
        arguments: [
            ["instance": "db", "retentionDays": 0],
            ["instance": "db", "retentionDays": ["min": 0, "max": 35]],
            ["instance": "db", "retentionDays": ["max": 0]],
            ["cluster": "db", "retentionDays": 1],
            ["cluster": "db", "retentionDays": ["min": 0, "max": 3]],
            ["cluster": "db", "retentionDays": ["min": 0]],
            ["instance": "db", "retentionDays": 7, "window": "09:30-10:00"],
            ["instance": "db", "retentionDays": 7, "window": "23:45-00:15"],
        ] as [JSON])
    func whatRDSTakesIsFine(_ spec: JSON) throws {
        #expect(try check(spec).isEmpty)
    }

    /// The line tells the field: members stand sorted, from line 2.
    @Test(
        arguments: [
            (["instance": "db", "retentionDays": ["min": 8, "max": 7]], 3, "at least 8 and at most 7"),
            (["cluster": "db", "retentionDays": 0], 3, "backups of a cluster cannot be switched off"),
            (
                ["cluster": "db", "retentionDays": ["max": 0]], 3,
                "backups of a cluster cannot be switched off"
            ),
            (["instance": "db", "retentionDays": 7, "window": "09:30-09:59"], 4, "is 29 minutes long"),
            (["instance": "db", "retentionDays": 7, "window": "23:59-00:01"], 4, "is 2 minutes long"),
            (["instance": "db", "retentionDays": 7, "window": "09:30-09:30"], 4, "is 0 minutes long"),
        ] as [(JSON, Int, String)])
    func whatRDSRefusesIsAnError(_ spec: JSON, _ line: Int, _ words: String) throws {
        let diagnostics = try check(spec)
        #expect(diagnostics.count == 1)
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostic.severity == .error)
        #expect(diagnostic.position?.line == line)
        #expect(diagnostic.message.contains(words), "\(diagnostic)")
        #expect(diagnostic.advice != nil)
    }

    @Test func allErrorsAreToldAtOnce() throws {
        let spec: JSON = ["cluster": "db", "retentionDays": 0, "window": "09:30-09:40"]
        #expect(try check(spec).count == 2)
    }
}
