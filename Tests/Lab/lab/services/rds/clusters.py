"""DescribeDBClusters and ModifyDBCluster."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Dict

from ...errors import AWSError
from ...world import Record
from ..call import Call
from . import windows
from .listing import latest_restorable, page, select

FILTERS = {
    "db-cluster-id": "DBClusterIdentifier",
    "db-cluster-resource-id": "DbClusterResourceId",
    "clone-group-id": "CloneGroupId",
    "domain": "Domain",
    "engine": "Engine",
}
AT_ONCE = ("CopyTagsToSnapshot", "DeletionProtection", "PreferredBackupWindow", "PreferredMaintenanceWindow")


def cluster(call: Call, identifier: str) -> Record:
    """The cluster of a name or ARN."""
    record = call.place.clusters.get(identifier.rpartition(":")[2].lower())
    if record is None:
        raise AWSError("DBClusterNotFoundFault", f"DBCluster {identifier} not found.", 404)
    return record


def describe_db_clusters(call: Call) -> Dict[str, Any]:
    """DescribeDBClusters. Neptune and DocumentDB are listed too."""
    name = call.parameters.get("DBClusterIdentifier")
    records = [cluster(call, name)] if name else list(call.place.clusters.values())
    shown, more = page(call, select(call, records, FILTERS))
    for record in shown:
        call.world.described(record["DBClusterArn"])
    return {"DBClusters": [as_shown(call, record) for record in shown], **more}


def as_shown(call: Call, record: Record) -> Record:
    """A cluster with its members and its restorable times."""
    latest = latest_restorable(record, call.now)
    members = [
        {
            "DBInstanceIdentifier": one["DBInstanceIdentifier"],
            "IsClusterWriter": number == 0,
            "PromotionTier": 1,
        }
        for number, one in enumerate(
            one
            for one in call.place.databases.values()
            if one.get("DBClusterIdentifier") == record["DBClusterIdentifier"]
        )
    ]
    shown = {**record, "DBClusterMembers": members, "LatestRestorableTime": latest}
    if latest is not None:
        earliest = latest - timedelta(days=record["BackupRetentionPeriod"])
        shown["EarliestRestorableTime"] = max(record["ClusterCreateTime"], earliest)
    return shown


def modify_db_cluster(call: Call) -> Dict[str, Any]:
    """ModifyDBCluster: a cluster keeps backups for 1 day at least."""
    given = dict(call.parameters)
    record = cluster(call, given.pop("DBClusterIdentifier"))
    given.pop("ApplyImmediately", None)
    check(record, given)
    record.update({name: given[name] for name in AT_ONCE if name in given})
    days = given.get("BackupRetentionPeriod", record["BackupRetentionPeriod"])
    pending: Record = {}
    if days != record["BackupRetentionPeriod"]:
        pending = {"BackupRetentionPeriod": days}
        become(call, record, pending)
    return {"DBCluster": {**as_shown(call, record), "PendingModifiedValues": dict(pending) or None}}


def become(call: Call, record: Record, values: Record) -> None:
    """The cluster is modified soon, whatever ApplyImmediately said."""
    record["PendingModifiedValues"] = dict(values)
    record["Status"] = "modifying"

    def done() -> None:
        record.update(values)
        record["Status"] = "available"
        record.pop("PendingModifiedValues", None)

    call.world.after_describes(record["DBClusterArn"], call.world.settings.busy_describes, done)


def check(record: Record, given: Dict[str, Any]) -> None:
    """The cluster's state, who owns its backups, ranges and windows."""
    if record["Status"] != "available":
        message = f"DB cluster {record['DBClusterIdentifier']} is not in available state."
        raise AWSError("InvalidDBClusterStateFault", message)
    unknown = set(given) - set(AT_ONCE) - {"BackupRetentionPeriod"}
    if unknown:
        raise AWSError(
            "InvalidParameterCombination", f"The lab does not modify {', '.join(sorted(unknown))}."
        )
    owned = {"BackupRetentionPeriod", "PreferredBackupWindow"} & set(given)
    if owned and record.get("AwsBackupRecoveryPointArn"):
        message = "You can't change the backup settings of a DB cluster that is managed by AWS Backup."
        raise AWSError("InvalidParameterValue", message)
    days = given.get("BackupRetentionPeriod", 1)
    if not 1 <= days <= 35:
        raise AWSError(
            "InvalidParameterValue", f"Invalid backup retention period: {days}. Must be between 1 and 35."
        )
    if "PreferredBackupWindow" in given or "PreferredMaintenanceWindow" in given:
        after = {**record, **given}
        windows.check(after["PreferredBackupWindow"], after["PreferredMaintenanceWindow"])
