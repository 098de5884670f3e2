"""DescribeDBInstances and DescribeDBInstanceAutomatedBackups."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Dict, List

from ...errors import AWSError
from ...world import Record
from ..call import Call
from .listing import latest_restorable, page, select

FILTERS = {
    "db-cluster-id": "DBClusterIdentifier",
    "db-instance-id": "DBInstanceIdentifier",
    "dbi-resource-id": "DbiResourceId",
    "domain": "Domain",
    "engine": "Engine",
}
BACKUP_FILTERS = {
    "db-instance-id": "DBInstanceIdentifier",
    "dbi-resource-id": "DbiResourceId",
    "status": "Status",
}


def database(call: Call, identifier: str) -> Record:
    """The instance of a name or ARN; names are kept in lower case."""
    record = call.place.databases.get(identifier.rpartition(":")[2].lower())
    if record is None:
        raise AWSError("DBInstanceNotFound", f"DBInstance {identifier} not found.", 404)
    return record


def describe_db_instances(call: Call) -> Dict[str, Any]:
    """DescribeDBInstances. Neptune and DocumentDB are listed too."""
    name = call.parameters.get("DBInstanceIdentifier")
    records = [database(call, name)] if name else list(call.place.databases.values())
    shown, more = page(call, select(call, records, FILTERS))
    for record in shown:
        call.world.described(record["DBInstanceArn"])
    return {"DBInstances": [as_shown(call, record) for record in shown], **more}


def as_shown(call: Call, record: Record) -> Record:
    """An instance with what follows from the time and from the cluster that it belongs to."""
    return {**record, "LatestRestorableTime": latest_restorable(record, call.now)}


def describe_db_instance_automated_backups(call: Call) -> Dict[str, Any]:
    """DescribeDBInstanceAutomatedBackups: of instances that keep backups, and of deleted ones."""
    given = call.parameters
    records = automated_backups(call)
    for parameter in ("DBInstanceIdentifier", "DbiResourceId"):
        if given.get(parameter):
            records = [record for record in records if record[parameter] == given[parameter]]
            if not records:
                message = f"DBInstanceAutomatedBackup {given[parameter]} not found."
                raise AWSError("DBInstanceAutomatedBackupNotFound", message, 404)
    shown, more = page(call, select(call, records, BACKUP_FILTERS))
    return {"DBInstanceAutomatedBackups": shown, **more}


def automated_backups(call: Call) -> List[Record]:
    """All automated backups of the place."""
    active = []
    for record in call.place.databases.values():
        latest = latest_restorable(record, call.now)
        if latest is not None:
            earliest = max(
                record["InstanceCreateTime"], latest - timedelta(days=record["BackupRetentionPeriod"])
            )
            backup = {
                "DBInstanceAutomatedBackupsArn": record["DBInstanceArn"].replace(":db:", ":auto-backup:ab-"),
                "Region": call.region,
                "RestoreWindow": {"EarliestTime": earliest, "LatestTime": latest},
                "Status": "active",
                "Encrypted": record["StorageEncrypted"],
            }
            active.append({**record, **backup})
    return active + list(call.place.automated_backups.values())
