"""ModifyDBInstance: what is refused, what is there at once, and what is pending."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Dict

from ...errors import AWSError
from ...world import Place, Record, World
from ..call import Call
from . import windows
from .instances import as_shown, database
from .snapshots import automated_snapshot

BACKUP = ("BackupRetentionPeriod", "PreferredBackupWindow")
AT_ONCE = ("CopyTagsToSnapshot", "DeletionProtection", "PreferredBackupWindow", "PreferredMaintenanceWindow")
LATER = ("AllocatedStorage", "DBInstanceClass", "EngineVersion", "MultiAZ", "StorageType", "Iops")


def modify_db_instance(call: Call) -> Dict[str, Any]:
    """ModifyDBInstance."""
    given = dict(call.parameters)
    record = database(call, given.pop("DBInstanceIdentifier"))
    now = given.pop("ApplyImmediately", False)
    check_state(record)
    check_backup(record, given)
    unknown = set(given) - set(AT_ONCE) - set(LATER) - {"BackupRetentionPeriod"}
    if unknown:
        raise AWSError(
            "InvalidParameterCombination", f"The lab does not modify {', '.join(sorted(unknown))}."
        )
    record.update({name: given[name] for name in AT_ONCE if name in given})
    pending = record["PendingModifiedValues"]
    for name in LATER + ("BackupRetentionPeriod",):
        if name in given:
            pending[name] = given[name]
            if given[name] == record.get(name):
                del pending[name]
    soon = dict(pending) if now else {}
    if record["BackupRetentionPeriod"] and pending.get("BackupRetentionPeriod"):
        soon["BackupRetentionPeriod"] = pending["BackupRetentionPeriod"]
    answer = {**as_shown(call, record), "PendingModifiedValues": dict(pending)}
    if soon:
        become(call.world, call.place, record, soon)
    return {"DBInstance": answer}


def become(world: World, place: Place, record: Record, values: Record) -> None:
    """The instance is modified now: busy for some describes, then the values are there."""
    record["DBInstanceStatus"] = "modifying"

    def done() -> None:
        record["DBInstanceStatus"] = "available"
        settle(world, place, record, values)

    world.after_describes(record["DBInstanceArn"], world.settings.busy_describes, done)


def settle(world: World, place: Place, record: Record, values: Record) -> None:
    """Pending values become the instance's own, with what RDS does to its automated snapshots."""
    before = record["BackupRetentionPeriod"]
    record.update(values)
    for name in values:
        record["PendingModifiedValues"].pop(name, None)
    after = record["BackupRetentionPeriod"]
    if after and not before:
        automated_snapshot(place, record, world.clock.now())
    oldest = world.clock.now() - timedelta(days=after)
    for name, snapshot in list(place.db_snapshots.items()):
        mine = snapshot["DBInstanceIdentifier"] == record["DBInstanceIdentifier"]
        if mine and snapshot["SnapshotType"] == "automated" and after < before:
            if snapshot["SnapshotCreateTime"] < oldest or not after:
                del place.db_snapshots[name]


def check_state(record: Record) -> None:
    """Only an instance that is available can be modified."""
    if record["DBInstanceStatus"] != "available":
        message = f"Database instance {record['DBInstanceIdentifier']} is not in available state."
        raise AWSError("InvalidDBInstanceState", message)


def check_backup(record: Record, given: Dict[str, Any]) -> None:
    """Who owns the backups, the range of the retention, and the windows."""
    changed = [name for name in BACKUP if name in given]
    if changed and record.get("DBClusterIdentifier"):
        message = "The DB Instance is a member of a DB Cluster. Set the backup settings for the DB Cluster."
        raise AWSError("InvalidParameterCombination", message)
    if changed and record.get("AwsBackupRecoveryPointArn"):
        message = "You can't change the backup settings of a DB instance that is managed by AWS Backup."
        raise AWSError("InvalidParameterValue", message)
    days = {**record, **given}["BackupRetentionPeriod"]
    if not 0 <= days <= 35:
        raise AWSError(
            "InvalidParameterValue", f"Invalid backup retention period: {days}. Must be between 0 and 35."
        )
    if not days and record.get("ReadReplicaDBInstanceIdentifiers"):
        message = "Automated backups can't be disabled for a DB instance that is the source of read replicas."
        raise AWSError("InvalidParameterCombination", message)
    if "PreferredBackupWindow" in given or "PreferredMaintenanceWindow" in given:
        after = {**record, **given}
        windows.check(after["PreferredBackupWindow"], after["PreferredMaintenanceWindow"])
