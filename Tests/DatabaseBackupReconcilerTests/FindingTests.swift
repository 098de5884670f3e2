import DatabaseBackupReconciler
import Engine
import Planning
import Testing

/// What only a person can mend.
struct FindingTests {
    private let everything: JSON = [
        "instance": "algorithmia-prod", "retentionDays": 14, "window": "13:00-13:30",
        "copyTagsToSnapshots": true, "deletionProtection": true,
    ]

    @Test func whatIsNotThereIsAbsent() throws {
        let assessment = try assess(everything, nil, rpo: "24h")
        #expect(assessment.findings.map(\.code) == [.absent])
        #expect(assessment.findings.first?.object == "algorithmia-prod")
        #expect(assessment.changes.isEmpty && assessment.objects.isEmpty && assessment.evidence == nil)
    }

    @Test func aMemberIsChangedThroughItsCluster() throws {
        let assessment = try assess(everything, database { $0.cluster = "algorithmia" })
        #expect(assessment.changes.isEmpty)
        #expect(assessment.findings.map(\.code) == [.cannotChange])
        #expect(assessment.findings.first?.message.contains("DB cluster algorithmia,") == true)
    }

    @Test(arguments: ["neptune", "docdb"])
    func otherServicesDatabasesAreLeftAlone(_ engine: String) throws {
        let spec: JSON = ["cluster": "algorithmia-prod", "retentionDays": 14]
        let assessment = try assess(spec, database(.cluster, engine: engine))
        #expect(assessment.changes.isEmpty)
        #expect(assessment.findings.map(\.code) == [.cannotChange])
    }

    @Test func whatAWSBackupOwnsIsNotTouched() throws {
        let owned = database {
            $0.awsBackupRecoveryPoint = "arn:aws:backup:us-west-2:123456789012:recovery-point:1"
        }
        let assessment = try assess(everything, owned)
        #expect(assessment.changes.isEmpty)
        #expect(assessment.findings.map(\.code) == [.awsBackupOwned])
        #expect(
            assessment.findings.first?.message.hasSuffix(
                "AWS Backup owns the backups of DB instance algorithmia-prod, and BackupRetentionPeriod, "
                    + "PreferredBackupWindow, CopyTagsToSnapshot, DeletionProtection stays as it is: "
                    + "change the backup plan") == true)
        // Also what AWS Backup does not set.
        let flag: JSON = ["instance": "algorithmia-prod", "retentionDays": 7, "deletionProtection": true]
        let alone = try assess(flag, owned)
        #expect(alone.changes.isEmpty)
        #expect(
            alone.findings.map(\.message) == [
                "nothing keeps the database from being deleted; AWS Backup owns the backups of DB instance "
                    + "algorithmia-prod, and DeletionProtection stays as it is: change the backup plan"
            ])
        // In accord with it there is nothing to mend.
        let accord: JSON = ["instance": "algorithmia-prod", "retentionDays": 7, "window": "09:30-10:00"]
        #expect(try assess(accord, owned) == Assessment(objects: ["algorithmia-prod"]))
    }

    @Test func aWindowMayNotOverlapMaintenance() throws {
        let spec: JSON = [
            "instance": "algorithmia-prod", "retentionDays": 7, "window": "05:15-05:45",
            "copyTagsToSnapshots": true,
        ]
        let assessment = try assess(spec, database())
        #expect(assessment.findings.map(\.code) == [.cannotChange])
        #expect(assessment.findings.first?.message.contains("sun:05:00-sun:05:30") == true)
        // The other field of the same impact goes on by itself.
        #expect(assessment.changes.map { $0.fields.map(\.path) } == [["CopyTagsToSnapshot"]])
    }

    @Test(arguments: [(true, false), (true, nil), (false, true)] as [(Bool, Bool?)])
    func encryptionIsChosenAtCreation(_ desired: Bool, _ live: Bool?) throws {
        let spec: JSON = ["instance": "algorithmia-prod", "retentionDays": 7, "encrypted": .bool(desired)]
        let assessment = try assess(spec, database { $0.isEncrypted = live })
        #expect(assessment.changes.isEmpty)
        #expect(assessment.findings.map(\.code) == [.cannotChange])
    }

    @Test func backupsThatOthersNeedStayOn() throws {
        let off: JSON = ["instance": "algorithmia-prod", "retentionDays": 0]
        for live in [database { $0.replicas = ["reader"] }, database(engine: "custom-oracle-ee")] {
            let assessment = try assess(off, live)
            #expect(assessment.changes.isEmpty)
            #expect(assessment.findings.map(\.code) == [.cannotChange])
            #expect(
                try assess(["instance": "algorithmia-prod", "retentionDays": 1], live).changes.count == 1)
        }
    }

    @Test func aRetentionThatIsNotToldIsUnknown() throws {
        let assessment = try assess(everything, database { $0.retentionDays = nil })
        #expect(assessment.findings.contains { $0.code.isUnknown })
    }

    @Test(arguments: [(300, true), (7_200, true), (7_201, false)])
    func evidenceIsTheLatestRestorableTime(_ age: Int, _ isMet: Bool) throws {
        let live = database { $0.latestRestorableTime = noon + Period(seconds: -age) }
        let evidence = try #require(try assess(everything, live, rpo: "2h").evidence)
        #expect(evidence.met == isMet)
        #expect(evidence.newestRecoveryPoint == live.latestRestorableTime)
        #expect(evidence.grace == Period(seconds: 0) && evidence.rpo == Period(seconds: 7_200))
    }

    @Test func evidenceNeedsAnObjectiveAndAPoint() throws {
        #expect(try assess(everything, database { $0.latestRestorableTime = noon }).evidence == nil)
        #expect(try assess(everything, database(), rpo: "2h").evidence == nil)
    }
}
