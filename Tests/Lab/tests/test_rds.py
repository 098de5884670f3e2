"""RDS: pending values, ownership, windows, paging, snapshots."""

from __future__ import annotations

import pytest


def database(rds, name="db"):
    return rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]


def seeded(lab, **changes):
    lab.seed({"databases": [{"DBInstanceIdentifier": "db", **changes}]})
    return lab.boto3("rds")


def test_a_change_between_two_retentions_is_there_soon_without_being_asked_for(lab, refused):
    rds = seeded(lab, BackupRetentionPeriod=1)
    answer = rds.modify_db_instance(DBInstanceIdentifier="DB", BackupRetentionPeriod=7)["DBInstance"]
    assert answer["PendingModifiedValues"] == {"BackupRetentionPeriod": 7}
    assert (
        refused(rds.modify_db_instance, DBInstanceIdentifier="db", BackupRetentionPeriod=8)
        == "InvalidDBInstanceState/400"
    )
    seen = [database(rds) for _ in range(3)]
    assert [one["DBInstanceStatus"] for one in seen] == ["modifying", "modifying", "available"]
    assert [one["BackupRetentionPeriod"] for one in seen] == [1, 1, 7]
    assert [one["PendingModifiedValues"] for one in seen] == [{"BackupRetentionPeriod": 7}] * 2 + [{}]


def test_switching_backups_on_waits_for_the_maintenance_window(lab):
    rds = seeded(lab, BackupRetentionPeriod=0)
    assert "LatestRestorableTime" not in database(rds)
    rds.modify_db_instance(DBInstanceIdentifier="db", BackupRetentionPeriod=7)
    for _ in range(4):
        one = database(rds)
        assert (one["BackupRetentionPeriod"], one["PendingModifiedValues"]) == (
            0,
            {"BackupRetentionPeriod": 7},
        )
        assert one["DBInstanceStatus"] == "available"
    lab.patch("databases", "db", maintenance=True)
    one = database(rds)
    assert (one["BackupRetentionPeriod"], one["PendingModifiedValues"]) == (7, {})
    assert "LatestRestorableTime" in one
    assert [s["SnapshotType"] for s in rds.describe_db_snapshots()["DBSnapshots"]] == ["automated"]


def test_apply_immediately_applies_all_that_is_pending(lab):
    rds = seeded(lab, BackupRetentionPeriod=0)
    rds.modify_db_instance(DBInstanceIdentifier="db", DBInstanceClass="db.r5.large")
    rds.modify_db_instance(DBInstanceIdentifier="db", BackupRetentionPeriod=7, ApplyImmediately=True)
    one = [database(rds) for _ in range(3)][-1]
    assert (one["BackupRetentionPeriod"], one["DBInstanceClass"]) == (7, "db.r5.large")


def test_what_is_there_at_once(lab):
    rds = seeded(lab)
    rds.modify_db_instance(
        DBInstanceIdentifier="db",
        CopyTagsToSnapshot=True,
        DeletionProtection=True,
        PreferredBackupWindow="23:45-00:15",
    )
    one = database(rds)
    assert (one["CopyTagsToSnapshot"], one["DeletionProtection"]) == (True, True)
    assert (one["PreferredBackupWindow"], one["DBInstanceStatus"]) == ("23:45-00:15", "available")


@pytest.mark.parametrize(
    "record, change, code",
    [
        ({}, {"BackupRetentionPeriod": 36}, "InvalidParameterValue/400"),
        ({}, {"PreferredBackupWindow": "10:00-10:29"}, "InvalidParameterValue/400"),
        ({}, {"PreferredBackupWindow": "25:00-26:00"}, "InvalidParameterValue/400"),
        ({}, {"PreferredBackupWindow": "10:45-11:15"}, "InvalidParameterValue/400"),
        (
            {"PreferredMaintenanceWindow": "sun:23:50-mon:00:20"},
            {"PreferredBackupWindow": "00:00-00:30"},
            "InvalidParameterValue/400",
        ),
        (
            {"AwsBackupRecoveryPointArn": "arn:aws:backup:x"},
            {"BackupRetentionPeriod": 3},
            "InvalidParameterValue/400",
        ),
        ({"DBClusterIdentifier": "c"}, {"BackupRetentionPeriod": 3}, "InvalidParameterCombination/400"),
        ({"DBInstanceStatus": "backing-up"}, {"DeletionProtection": True}, "InvalidDBInstanceState/400"),
    ],
)
def test_what_a_modification_refuses(lab, refused, record, change, code):
    rds = seeded(lab, **record)
    before = database(rds)
    assert refused(rds.modify_db_instance, DBInstanceIdentifier="db", **change) == code
    assert {**database(rds), "LatestRestorableTime": 0} == {**before, "LatestRestorableTime": 0}


def test_windows_side_by_side_do_not_overlap(lab):
    rds = seeded(lab)
    rds.modify_db_instance(DBInstanceIdentifier="db", PreferredBackupWindow="10:30-11:00")
    assert database(rds)["PreferredBackupWindow"] == "10:30-11:00"


def test_clusters(lab, refused):
    lab.seed(
        {
            "clusters": [{"DBClusterIdentifier": "c", "BackupRetentionPeriod": 1}],
            "databases": [
                {"DBInstanceIdentifier": "m", "DBClusterIdentifier": "c", "Engine": "aurora-mysql"}
            ],
        }
    )
    rds = lab.boto3("rds")
    rds.modify_db_cluster(DBClusterIdentifier="c", BackupRetentionPeriod=7)
    seen = [rds.describe_db_clusters(DBClusterIdentifier="c")["DBClusters"][0] for _ in range(3)]
    assert [one["BackupRetentionPeriod"] for one in seen] == [1, 1, 7]
    assert [one["Status"] for one in seen] == ["modifying", "modifying", "available"]
    assert seen[0]["DBClusterMembers"][0]["DBInstanceIdentifier"] == "m"
    assert (
        refused(rds.modify_db_cluster, DBClusterIdentifier="c", BackupRetentionPeriod=0)
        == "InvalidParameterValue/400"
    )
    assert refused(rds.describe_db_clusters, DBClusterIdentifier="x") == "DBClusterNotFoundFault/404"


def test_paging_and_filters(lab, refused):
    lab.seed(
        {
            "databases": [
                {"DBInstanceIdentifier": f"db-{n}", "Engine": "mysql" if n % 2 else "postgres"}
                for n in range(45)
            ]
        }
    )
    rds = lab.boto3("rds")
    pages = list(rds.get_paginator("describe_db_instances").paginate(PaginationConfig={"PageSize": 20}))
    assert [len(page["DBInstances"]) for page in pages] == [20, 20, 5]
    assert refused(rds.describe_db_instances, MaxRecords=19) == "InvalidParameterValue/400"
    assert refused(rds.describe_db_instances, Marker="nonsense") == "InvalidParameterValue/400"
    assert refused(rds.describe_db_instances, DBInstanceIdentifier="none") == "DBInstanceNotFound/404"
    named = [{"Name": "db-instance-id", "Values": ["db-3", "db-4", "none"]}]
    assert len(rds.describe_db_instances(Filters=named)["DBInstances"]) == 2
    both = named + [{"Name": "engine", "Values": ["mysql"]}]
    assert len(rds.describe_db_instances(Filters=both)["DBInstances"]) == 1


def test_snapshots(document, refused):
    rds = document.boto3("rds")
    given = {"DBInstanceIdentifier": "algorithmia-prod", "DBSnapshotIdentifier": "before-upgrade"}
    made = rds.create_db_snapshot(**given)["DBSnapshot"]
    assert made["Status"] == "creating"
    assert {"Key": "Environment", "Value": "prod"} in made["TagList"]
    assert refused(rds.create_db_snapshot, **given) == "DBSnapshotAlreadyExists/400"
    assert (
        refused(rds.create_db_snapshot, **{**given, "DBSnapshotIdentifier": "a--b"})
        == "InvalidParameterValue/400"
    )
    states = [
        rds.describe_db_snapshots(DBSnapshotIdentifier="before-upgrade")["DBSnapshots"][0]["Status"]
        for _ in range(3)
    ]
    assert states == ["creating", "creating", "available"]
    automated = rds.describe_db_snapshots(DBInstanceIdentifier="algorithmia-prod", SnapshotType="automated")
    assert len(automated["DBSnapshots"]) == 1


def test_automated_backups(document):
    backups = document.boto3("rds").describe_db_instance_automated_backups()["DBInstanceAutomatedBackups"]
    assert {one["DBInstanceIdentifier"] for one in backups} >= {"algorithmia-prod", "wiki"}
    assert "spell-postgres" not in {one["DBInstanceIdentifier"] for one in backups}


def test_lower_retention_drops_automated_snapshots(lab):
    lab.reset("healthy")
    rds = lab.boto3("rds")
    rds.modify_db_instance(DBInstanceIdentifier="algorithmia-prod", BackupRetentionPeriod=2)
    for _ in range(3):
        database(rds, "algorithmia-prod")
    assert len(rds.describe_db_snapshots(DBInstanceIdentifier="algorithmia-prod")["DBSnapshots"]) == 2
