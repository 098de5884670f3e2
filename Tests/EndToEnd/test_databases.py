"""RDS instances and clusters in the states that they can be in."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest
from harness.manifests import database, manifest
from harness.program import Program, changes, codes
from harness.repository import Repository
from harness.worlds import retention, sent
from lab.client import LabProcess


def instance(**members: Any) -> Dict[str, Any]:
    """The world with one instance, `orders`."""
    return {"databases": [{"DBInstanceIdentifier": "orders", **members}]}


@pytest.mark.parametrize(
    "live, wanted, after, impact",
    [
        (3, {"min": 7, "max": 14}, 7, "strengthens"),
        (3, {"min": 7}, 7, "strengthens"),
        (20, {"min": 7, "max": 14}, 14, "destroys"),
        (7, {"min": 7, "max": 14}, None, ""),
        (0, 1, 1, "disrupts"),
        (35, 0, 0, "destroys"),
        (35, 35, None, ""),
    ],
)
def test_retention_goes_to_the_nearer_bound(
    lab: LabProcess,
    repository: Repository,
    reconcile: Program,
    live: int,
    wanted: Any,
    after: Any,
    impact: str,
) -> None:
    lab.seed(instance(BackupRetentionPeriod=live))
    repository.declare(database("orders", wanted))
    found = [(one["fields"][0]["after"], one["impact"]) for one in changes(reconcile.plan().document)]
    assert found == ([(after, impact)] if impact else [])
    assert reconcile.apply("--allow", "disrupts,destroys").code == 0
    assert retention(lab, "orders") == (live if after is None else after)
    assert reconcile.plan("--detailed-exitcode").code == 0


def test_what_is_not_declared_is_not_sent(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed(instance(BackupRetentionPeriod=1))
    repository.declare(database("orders"))
    assert reconcile.apply().code == 0
    (call,) = sent(lab)
    assert call["parameters"] == {
        "DBInstanceIdentifier": "orders",
        "BackupRetentionPeriod": 7,
        "ApplyImmediately": False,
    }


def test_a_cluster_is_changed_as_a_cluster(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed(
        {
            "clusters": [{"DBClusterIdentifier": "billing", "BackupRetentionPeriod": 1}],
            "databases": [{"DBInstanceIdentifier": "billing-1", "DBClusterIdentifier": "billing"}],
        }
    )
    spec = {"cluster": "billing", "retentionDays": 14, "deletionProtection": True}
    repository.declare(manifest("DatabaseBackup", "billing", spec))
    assert reconcile.apply().code == 0
    assert {call["operation"] for call in sent(lab)} == {"ModifyDBCluster"}
    (seen,) = lab.boto3("rds").describe_db_clusters()["DBClusters"]
    pending = seen.get("PendingModifiedValues", {})
    assert pending.get("BackupRetentionPeriod", seen["BackupRetentionPeriod"]) == 14
    assert seen["DeletionProtection"] is True
    assert reconcile.plan("--detailed-exitcode").code == 0


UNCHANGEABLE = {
    "a member of a cluster": ({"DBClusterIdentifier": "billing", "BackupRetentionPeriod": 1}, {}),
    "not encrypted": ({"StorageEncrypted": False}, {"encrypted": True}),
    "window in maintenance": (
        {"PreferredMaintenanceWindow": "sun:09:45-sun:10:15"},
        {"window": "09:30-10:00"},
    ),
}


@pytest.mark.parametrize("case", UNCHANGEABLE)
def test_what_cannot_be_changed_needs_a_person(
    lab: LabProcess, repository: Repository, reconcile: Program, case: str
) -> None:
    members, spec = UNCHANGEABLE[case]
    lab.seed({**instance(**members), "clusters": [{"DBClusterIdentifier": "billing"}]})
    repository.declare(database("orders", spec=spec))
    found = reconcile.plan().resources["DatabaseBackup/orders"]
    assert (found["state"], codes(found), found["changes"]) == ("attention", ["cannot-change"], [])
    assert reconcile.apply().code == 0
    assert sent(lab) == []


def test_something_else_that_is_pending_is_not_applied_along(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed(instance(BackupRetentionPeriod=1, PendingModifiedValues={"DBInstanceClass": "db.r5.large"}))
    repository.declare(database("orders", spec={"applyImmediately": True}))
    found = reconcile.plan().resources["DatabaseBackup/orders"]
    assert (found["state"], codes(found), found["changes"]) == ("attention", ["busy"], [])
    assert reconcile.apply().document["changes"] == []
    assert sent(lab) == []


def test_what_is_pending_already_is_not_sent_again(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed(instance(BackupRetentionPeriod=1, PendingModifiedValues={"BackupRetentionPeriod": 7}))
    repository.declare(database("orders"))
    run = reconcile.plan("--detailed-exitcode")
    assert (run.code, run.states) == (0, {"DatabaseBackup/orders": "pending"})
    assert reconcile.apply().code == 0
    assert sent(lab) == []


def test_two_changes_wait_for_each_other(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    lab.seed(
        {**instance(BackupRetentionPeriod=1, CopyTagsToSnapshot=False), "settings": {"busy_describes": 1}}
    )
    repository.declare(database("orders", spec={"copyTagsToSnapshots": True, "window": "03:00-03:30"}))
    run = reconcile.apply()
    assert run.code == 0
    assert [change["impact"] for change in run.document["changes"]] == ["neutral", "strengthens"]
    (seen,) = lab.boto3("rds").describe_db_instances()["DBInstances"]
    assert (seen["PreferredBackupWindow"], seen["CopyTagsToSnapshot"]) == ("03:00-03:30", True)
    assert retention(lab, "orders") == 7


def test_names_in_capitals_are_the_same_instance(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed(instance(BackupRetentionPeriod=7))
    repository.declare(database("Orders", name="orders"))
    assert reconcile.plan("--detailed-exitcode").code == 0


def found_codes(run: Any) -> List[str]:
    """The findings' codes of all resources."""
    return [code for one in run.resources.values() for code in codes(one)]


def test_one_of_many_that_is_not_there(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    lab.seed({"databases": [{"DBInstanceIdentifier": f"db-{number}"} for number in range(3)]})
    repository.declare(*(database(f"db-{number}") for number in range(4)))
    run = reconcile.plan()
    assert (run.code, found_codes(run)) == (0, ["absent"])
    assert [state for state in run.states.values()] == ["inSync"] * 3 + ["attention"]
