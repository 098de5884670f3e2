import DatabaseBackupReconciler
import Engine
import Planning
import Testing

/// What RDS has accepted and not carried out yet.
struct PendingTests {
    private let weekly: JSON = ["instance": "algorithmia-prod", "retentionDays": 7]

    private func pending(_ now: Int, _ next: Int, _ others: [String] = []) -> Database {
        database {
            $0.retentionDays = now
            $0.pendingRetentionDays = next
            $0.pendingMembers = (["BackupRetentionPeriod"] + others).sorted()
        }
    }

    @Test(arguments: [false, true])
    func whatIsOnItsWayIsNotSentAgain(_ immediately: Bool) throws {
        let spec: JSON = [
            "instance": "algorithmia-prod", "retentionDays": 7, "applyImmediately": .bool(immediately),
        ]
        let assessment = try assess(spec, pending(0, 7))
        #expect(assessment == Assessment(objects: ["algorithmia-prod"], isPending: true))
    }

    @Test func aRangeIsContentWithWhatIsOnItsWay() throws {
        let spec: JSON = ["instance": "algorithmia-prod", "retentionDays": ["min": 7, "max": 14]]
        #expect(
            try assess(spec, pending(1, 10)) == Assessment(objects: ["algorithmia-prod"], isPending: true))
        #expect(try assess(spec, pending(7, 10)) == Assessment(objects: ["algorithmia-prod"]))
    }

    @Test func anotherPendingValueIsReplaced() throws {
        let change = try #require(try assess(weekly, pending(1, 3)).changes.first)
        #expect(change.fields == [FieldChange("BackupRetentionPeriod", before: 1, after: 7)])
        #expect(change.impact == .strengthens)
    }

    /// Somebody switched the backups off, and the maintenance window has not come yet.
    @Test func aPendingSwitchOffIsTakenBack() throws {
        let assessment = try assess(weekly, pending(7, 0))
        #expect(!assessment.isPending)
        let change = try #require(assessment.changes.first)
        #expect(
            change.fields == [
                FieldChange("PendingModifiedValues.BackupRetentionPeriod", before: 0, after: nil)
            ])
        #expect(change.impact == .strengthens)
        #expect(
            change.reason == "0 days of backups are kept once RDS applies what is pending; 7 are desired")
        #expect(change.calls.first?.parameters["BackupRetentionPeriod"] == 7)
    }

    @Test func takingBackMoreDaysCountsAsTheLossThatALowerRetentionIs() throws {
        #expect(try assess(weekly, pending(7, 30)).changes.map(\.impact) == [.destroys])
    }

    @Test func whatElseIsPendingIsNotAppliedAtOnceWithAChange() throws {
        let live = database {
            $0.retentionDays = 1
            $0.pendingMembers = ["DBInstanceClass", "EngineVersion"]
        }
        var spec: [String: JSON] = [
            "instance": "algorithmia-prod", "retentionDays": 7, "window": "13:00-13:30",
            "applyImmediately": true,
        ]
        let held = try assess(.object(spec), live)
        #expect(held.changes.isEmpty)
        #expect(held.findings.map(\.code) == [.busy])
        let message = try #require(held.findings.first?.message)
        for word in ["DBInstanceClass, EngineVersion", "BackupRetentionPeriod, PreferredBackupWindow"] {
            #expect(message.contains(word))
        }
        // Nothing to do: nothing to hold.
        spec["retentionDays"] = 1
        spec["window"] = nil
        #expect(try assess(.object(spec), live) == Assessment(objects: ["algorithmia-prod"]))
        // In the maintenance window it comes by itself, with or without this change.
        spec["retentionDays"] = 7
        spec["applyImmediately"] = false
        #expect(try assess(.object(spec), live).changes.count == 1)
    }

    /// A refused outage must not slip through behind a harmless change that is applied at once.
    @Test func aPendingRetentionIsUnrelatedToAnotherField() throws {
        let spec: JSON = [
            "instance": "algorithmia-prod", "retentionDays": 7, "window": "13:00-13:30",
            "applyImmediately": true,
        ]
        let onTheWay = try assess(spec, pending(0, 7))
        #expect(onTheWay.changes.isEmpty && onTheWay.isPending)
        #expect(onTheWay.findings.map(\.code) == [.busy])
        // A call that sets it replaces it, and holds back nothing of itself.
        let replaced = try assess(spec, pending(1, 3))
        #expect(replaced.changes.map { $0.fields.map(\.path) } == [["BackupRetentionPeriod"]])
        #expect(replaced.findings.map(\.code) == [.busy])
    }
}
