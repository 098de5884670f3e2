import AWS
import DatabaseBackupReconciler
import Engine
import Planning
import Testing

/// What becomes of RDS's answers.
struct ListingTests {
    private func read(
        _ listing: Databases, _ answers: RecordedAnswers.Answer...
    ) async -> (Result<[Database], Finding>, [String]) {
        let transport = RecordedAnswers(answers)
        let result = await live(transport).reading(listing)
        #expect(transport.mismatches.isEmpty)
        return (result, transport.requests)
    }

    @Test func allMembersOfAnInstance() async throws {
        let members = """
            <DBInstanceClass>db.m5.large</DBInstanceClass><BackupRetentionPeriod>1</BackupRetentionPeriod>
            <PreferredBackupWindow>09:30-10:00</PreferredBackupWindow>
            <PreferredMaintenanceWindow>sun:05:00-sun:05:30</PreferredMaintenanceWindow>
            <PendingModifiedValues><MasterUserPassword>****</MasterUserPassword>
            <BackupRetentionPeriod>7</BackupRetentionPeriod><ProcessorFeatures><ProcessorFeature>
            <Name>coreCount</Name></ProcessorFeature></ProcessorFeatures></PendingModifiedValues>
            <AwsBackupRecoveryPointArn>arn:aws:backup:1</AwsBackupRecoveryPointArn>
            <DBClusterIdentifier>algorithmia</DBClusterIdentifier>
            <ReadReplicaSourceDBInstanceIdentifier>writer</ReadReplicaSourceDBInstanceIdentifier>
            <ReadReplicaDBInstanceIdentifiers>
            <ReadReplicaDBInstanceIdentifier>reader-1</ReadReplicaDBInstanceIdentifier>
            <ReadReplicaDBInstanceIdentifier>reader-2</ReadReplicaDBInstanceIdentifier>
            </ReadReplicaDBInstanceIdentifiers>
            <CopyTagsToSnapshot>true</CopyTagsToSnapshot><DeletionProtection>false</DeletionProtection>
            <StorageEncrypted>true</StorageEncrypted><KmsKeyId>arn:aws:kms:1</KmsKeyId>
            <LatestRestorableTime>2026-11-22T11:55:00.123Z</LatestRestorableTime>
            <TagList><Tag><Key>Team</Key><Value>gcore</Value></Tag>
            <Tag><Key>Empty</Key><Value/></Tag></TagList>
            """
        let (result, _) = await read(
            Databases(.instance), .listing(.instance, [xml(.instance, "Algorithmia-Prod", members)]))
        var expected = Database(
            .instance, id: "algorithmia-prod", arn: "arn:Algorithmia-Prod", engine: "mysql",
            status: "available")
        expected.retentionDays = 1
        expected.backupWindow = "09:30-10:00"
        expected.maintenanceWindow = "sun:05:00-sun:05:30"
        expected.pendingRetentionDays = 7
        expected.pendingMembers = ["BackupRetentionPeriod", "MasterUserPassword", "ProcessorFeatures"]
        expected.awsBackupRecoveryPoint = "arn:aws:backup:1"
        expected.cluster = "algorithmia"
        expected.replicaSource = "writer"
        expected.replicas = ["reader-1", "reader-2"]
        expected.copiesTagsToSnapshots = true
        expected.isDeletionProtected = false
        expected.isEncrypted = true
        expected.kmsKey = "arn:aws:kms:1"
        expected.latestRestorableTime = Instant(iso8601: "2026-11-22T11:55:00Z")
        expected.tags = ["Team": "gcore", "Empty": ""]
        #expect(try result.get() == [expected])
    }

    @Test func aClusterIsNoMemberOfItself() async throws {
        let members = """
            <BackupRetentionPeriod>3</BackupRetentionPeriod>
            <PendingModifiedValues/><AwsBackupRecoveryPointArn/>
            <ReplicationSourceIdentifier>arn:aws:rds:1</ReplicationSourceIdentifier>
            <ReadReplicaIdentifiers>
            <ReadReplicaIdentifier>far</ReadReplicaIdentifier></ReadReplicaIdentifiers><DBClusterMembers>
            <DBClusterMember><DBInstanceIdentifier>writer</DBInstanceIdentifier></DBClusterMember>
            </DBClusterMembers>
            """
        let (result, _) = await read(
            Databases(.cluster), .listing(.cluster, [xml(.cluster, "spell-aurora", members)]))
        let cluster = try #require(try result.get().first)
        #expect(cluster.key == Database.Key(.cluster, "spell-aurora"))
        #expect(cluster.cluster == nil && cluster.awsBackupRecoveryPoint == nil)
        #expect(cluster.retentionDays == 3 && cluster.pendingMembers.isEmpty)
        #expect(cluster.replicaSource == "arn:aws:rds:1" && cluster.replicas == ["far"])
    }

    @Test func allPagesAreRead() async throws {
        let (result, requests) = await read(
            Databases(.instance), .listing(.instance, [xml(.instance, "b")], next: "more"),
            .listing(.instance, [xml(.instance, "a")]))
        #expect(try result.get().map(\.id) == ["a", "b"])
        #expect(
            requests == [
                "Action=DescribeDBInstances&Version=2014-10-31&MaxRecords=100",
                "Action=DescribeDBInstances&Version=2014-10-31&Marker=more&MaxRecords=100",
            ])
    }

    @Test func fewAreAskedForByName() async throws {
        let (result, requests) = await read(
            Databases(.cluster, meaning: ["B", "a"]), .listing(.cluster, [xml(.cluster, "a")]))
        #expect(try result.get().map(\.id) == ["a"])
        #expect(
            requests == [
                "Action=DescribeDBClusters&Version=2014-10-31&Filters.Filter.1.Name=db-cluster-id"
                    + "&Filters.Filter.1.Values.Value.1=a&Filters.Filter.1.Values.Value.2=b&MaxRecords=100"
            ])
    }

    @Test(arguments: [(100, false), (101, true)])
    func manyAreReadWhole(_ count: Int, _ isWhole: Bool) {
        let listing = Databases(.instance, meaning: Set((0..<count).map { "db-\($0)" }))
        #expect((listing.ids == nil) == isWhole)
        #expect((listing.whole == nil) == isWhole)
        #expect((listing.name == Databases(.instance).name) == isWhole)
    }

    @Test func listingsOfOneTargetHaveNamesOfTheirOwn() {
        let names = Database.Form.allCases.flatMap { form in
            [Databases(form), Databases(form, meaning: ["a"]), Databases(form, meaning: ["a", "b"])].map(
                \.name)
        }
        #expect(Set(names).count == 6)
    }

    /// A filter that names a database which is not there may be answered with an error, not with a short list.
    @Test func notFoundIsLookedIntoOnce() async throws {
        let (result, requests) = await read(
            Databases(.instance, meaning: ["a", "gone"]),
            .error("DescribeDBInstances", "DBInstanceNotFound", status: 404),
            .listing(.instance, [xml(.instance, "a"), xml(.instance, "other")]))
        #expect(try result.get().map(\.id) == ["a"])
        #expect(requests.count == 2)
    }

    @Test(arguments: [
        "<DBInstance><DBInstanceIdentifier>a</DBInstanceIdentifier></DBInstance>",
        xml(.instance, ""),
        xml(.instance, "a", "<BackupRetentionPeriod>seven</BackupRetentionPeriod>"),
        xml(.instance, "a", "<DeletionProtection>yes</DeletionProtection>"),
        xml(.instance, "a", "<LatestRestorableTime>yesterday</LatestRestorableTime>"),
        xml(.instance, "a", "<PendingModifiedValues><BackupRetentionPeriod/></PendingModifiedValues>"),
        xml(.instance, "a", "<TagList><Tag><Value>v</Value></Tag></TagList>"),
        "<DBInstance>",
    ])
    func garbledAnswersAreNoAnswers(_ garbled: String) async {
        // Each is asked for again, as after a broken connection, until the client gives up.
        let transport = RecordedAnswers(Array(repeating: .listing(.instance, [garbled]), count: 20))
        let result = await live(transport).reading(Databases(.instance))
        guard case .failure(let finding) = result else {
            Issue.record("\(garbled) was read")
            return
        }
        #expect(finding.code == .unreadable)
    }
}
