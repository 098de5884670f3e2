"""DescribeDBSnapshots and CreateDBSnapshot."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Dict

from ...errors import AWSError
from ...world import Place, Record
from ..call import Call
from ..tags import tag_list
from .instances import database
from .listing import page, select

FILTERS = {
    "db-instance-id": "DBInstanceIdentifier",
    "db-snapshot-id": "DBSnapshotIdentifier",
    "dbi-resource-id": "DbiResourceId",
    "engine": "Engine",
    "snapshot-type": "SnapshotType",
}
USUAL = ("automated", "manual")
TYPES = USUAL + ("awsbackup", "shared", "public")
NAME = re.compile(r"^[A-Za-z](-?[A-Za-z0-9])*$")
COPIED = (
    "AllocatedStorage",
    "Engine",
    "EngineVersion",
    "DbiResourceId",
    "InstanceCreateTime",
    "KmsKeyId",
    "Port",
    "AvailabilityZone",
    "MasterUsername",
    "StorageType",
    "VpcId",
    "LicenseModel",
)


def describe_db_snapshots(call: Call) -> Dict[str, Any]:
    """DescribeDBSnapshots: automated and manual ones unless another type is asked for."""
    given = call.parameters
    kind, name = given.get("SnapshotType"), given.get("DBSnapshotIdentifier")
    if kind is not None and kind not in TYPES:
        raise AWSError("InvalidParameterValue", f"Invalid value for SnapshotType: {kind}")
    records = list(call.place.db_snapshots.values())
    if name:
        own = call.place.db_snapshots.get(name.lower())
        if own is None or (own["SnapshotType"] == "automated" and kind is None):
            raise AWSError("DBSnapshotNotFound", f"DBSnapshot {name} not found.", 404)
        records = [own]
    if given.get("DBInstanceIdentifier"):
        wanted = given["DBInstanceIdentifier"].lower()
        records = [record for record in records if record["DBInstanceIdentifier"] == wanted]
    asked = any(one.get("Name") == "snapshot-type" for one in given.get("Filters", []))
    if kind is not None or not (asked or name):
        records = [record for record in records if record["SnapshotType"] in ((kind,) if kind else USUAL)]
    shown, more = page(call, select(call, records, FILTERS))
    for record in shown:
        call.world.described(record["DBSnapshotArn"])
    return {"DBSnapshots": shown, **more}


def create_db_snapshot(call: Call) -> Dict[str, Any]:
    """CreateDBSnapshot: `creating` at first, available after some describes."""
    given = call.parameters
    source, name = database(call, given["DBInstanceIdentifier"]), given["DBSnapshotIdentifier"]
    if not NAME.match(name) or len(name) > 255:
        message = "Only letters, digits and single hyphens are allowed, the first must be a letter."
        raise AWSError(
            "InvalidParameterValue",
            f"The parameter DBSnapshotIdentifier is not a valid identifier. {message}",
        )
    if name.lower() in call.place.db_snapshots:
        message = f"Cannot create the snapshot because a snapshot with the identifier {name} already exists."
        raise AWSError("DBSnapshotAlreadyExists", message)
    if source["DBInstanceStatus"] not in ("available", "storage-optimization"):
        message = f"Database instance {source['DBInstanceIdentifier']} is not in available state."
        raise AWSError("InvalidDBInstanceState", message)
    tags = tag_list(given.get("Tags"))
    if not tags and source["CopyTagsToSnapshot"]:
        tags = tag_list(source["TagList"])
    record = snapshot_of(source, name.lower(), "manual", call.now, tags)
    record.update({"Status": "creating", "PercentProgress": 0})
    call.place.db_snapshots[name.lower()] = record
    complete = {"Status": "available", "PercentProgress": 100}
    call.world.after_describes(
        record["DBSnapshotArn"], call.world.settings.busy_describes, lambda: record.update(complete)
    )
    return {"DBSnapshot": dict(record)}


def automated_snapshot(place: Place, source: Record, now: datetime) -> None:
    """The snapshot that RDS takes by itself."""
    name = f"rds:{source['DBInstanceIdentifier']}-{now:%Y-%m-%d-%H-%M}"
    tags = source["TagList"] if source["CopyTagsToSnapshot"] else []
    place.db_snapshots[name] = snapshot_of(source, name, "automated", now, tag_list(tags))


def snapshot_of(source: Record, name: str, kind: str, now: datetime, tags: Any) -> Record:
    """A snapshot of an instance, available."""
    return {
        "DBSnapshotIdentifier": name,
        "DBInstanceIdentifier": source["DBInstanceIdentifier"],
        "DBSnapshotArn": source["DBInstanceArn"].rpartition(":db:")[0] + ":snapshot:" + name,
        "SnapshotCreateTime": now,
        "OriginalSnapshotCreateTime": now,
        "SnapshotType": kind,
        "Status": "available",
        "PercentProgress": 100,
        "Encrypted": source["StorageEncrypted"],
        "TagList": tags,
        **{member: source[member] for member in COPIED if member in source},
    }
