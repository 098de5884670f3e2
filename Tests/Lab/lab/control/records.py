"""Records of a seed made whole: ids kept, ages turned into dates, and what AWS always has filled in."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import Any, Callable, Dict, Iterable

from ..clock import parse_time
from ..services.tags import tag_list
from ..world import Record

TIMES = {
    "AttachTime",
    "ClusterCreateTime",
    "CreateTime",
    "CreationDate",
    "DateCreated",
    "DateModified",
    "InstanceCreateTime",
    "LastModified",
    "LatestRestorableTime",
    "LaunchTime",
    "SnapshotCreateTime",
    "StartTime",
    "OriginalSnapshotCreateTime",
    "EarliestTime",
    "LatestTime",
}
# What DLM keeps as it came: its tags are a map, its details may hold anything.
POLICY_MAPS = ("PolicyDetails", "Tags")
DLM_ROLE = "service-role/AWSDataLifecycleManagerDefaultRole"
STATE_CODES = {
    "pending": 0,
    "running": 16,
    "shutting-down": 32,
    "terminated": 48,
    "stopping": 64,
    "stopped": 80,
}


class Maker:
    """Makes records for one account and region at one moment."""

    def __init__(self, account: str, region: str, now: datetime, new_id: Callable[[str], str]) -> None:
        self.account, self.region, self.now, self.new_id = account, region, now, new_id

    def dated(self, given: Record, maps: Iterable[str] = ()) -> Record:
        """A copy with dates for ages and lists for tags. The members that `maps` names stay as they are."""
        value = {}
        for name, item in given.items():
            if name in maps:
                pass
            elif name in TIMES and item is not None:
                item = parse_time(item, self.now)
            elif name in ("Tags", "TagList"):
                item = tag_list(item)
            elif isinstance(item, dict):
                item = self.dated(item)
            elif isinstance(item, list) and item and isinstance(item[0], dict):
                item = [self.dated(one) for one in item]
            value[name] = deepcopy(item)
        return value

    def arn(self, service: str, rest: str) -> str:
        """An ARN in this account and region."""
        return f"arn:aws:{service}:{self.region}:{self.account}:{rest}"

    def volume(self, given: Record) -> Record:
        """A gp3 volume of 8 GiB unless told otherwise; in use where it is attached."""
        value = self.dated(given)
        value.setdefault("VolumeId", self.new_id("vol"))
        attached = bool(value.get("Attachments"))
        defaults: Record = {
            "AvailabilityZone": f"{self.region}a",
            "CreateTime": parse_time("400d ago", self.now),
            "Encrypted": True,
            "Size": 8,
            "SnapshotId": "",
            "State": "in-use" if attached else "available",
            "VolumeType": "gp3",
            "Iops": 3000,
            "MultiAttachEnabled": False,
            "Attachments": [],
            "Tags": [],
        }
        value = {**defaults, **value}
        for attachment in value["Attachments"]:
            attachment.setdefault("VolumeId", value["VolumeId"])
            attachment.setdefault("State", "attached")
            attachment.setdefault("AttachTime", value["CreateTime"])
            attachment.setdefault(
                "DeleteOnTermination", attachment.get("Device") in ("/dev/xvda", "/dev/sda1")
            )
        return value

    def instance(self, given: Record) -> Record:
        """A running t3.medium unless told otherwise. `State` may be a word."""
        value = self.dated(given)
        state = value.get("State", "running")
        if isinstance(state, str):
            value["State"] = {"Code": STATE_CODES[state], "Name": state}
        defaults: Record = {
            "InstanceId": value.get("InstanceId") or self.new_id("i"),
            "ImageId": "ami-0ab1c2d3e4f5a6b7c",
            "InstanceType": "t3.medium",
            "LaunchTime": parse_time("400d ago", self.now),
            "Placement": {"AvailabilityZone": f"{self.region}a", "Tenancy": "default"},
            "RootDeviceName": "/dev/xvda",
            "RootDeviceType": "ebs",
            "Architecture": "x86_64",
            "Hypervisor": "xen",
            "Tags": [],
            "Monitoring": {"State": "disabled"},
            "BlockDeviceMappings": [],
        }
        return {**defaults, **value}

    def snapshot(self, given: Record) -> Record:
        """A completed snapshot of this account unless told otherwise."""
        value = self.dated(given)
        value.setdefault("SnapshotId", self.new_id("snap"))
        state = value.setdefault("State", "completed")
        defaults: Record = {
            "Description": "",
            "Encrypted": True,
            "OwnerId": self.account,
            "StartTime": self.now,
            "VolumeSize": 8,
            "Progress": "100%" if state == "completed" else "42%",
            "StorageTier": "standard",
            "Tags": [],
            "VolumeId": "vol-ffffffff",
        }
        return {**defaults, **value}

    def policy(self, given: Record) -> Record:
        """An enabled DLM policy; its details are kept to the letter."""
        value = self.dated(given, maps=POLICY_MAPS)
        value.setdefault("PolicyId", self.new_id("policy"))
        defaults: Record = {
            "Description": "policy",
            "State": "ENABLED",
            "DateCreated": parse_time("400d ago", self.now),
            "DateModified": parse_time("300d ago", self.now),
            "Tags": {},
            "DefaultPolicy": False,
            "StatusMessage": value.get("State", "ENABLED"),
            "PolicyArn": self.arn("dlm", f"policy/{value['PolicyId']}"),
            "ExecutionRoleArn": f"arn:aws:iam::{self.account}:role/{DLM_ROLE}",
        }
        value = {**defaults, **value}
        value["PolicyDetails"].setdefault("PolicyType", "EBS_SNAPSHOT_MANAGEMENT")
        return value

    def database(self, given: Record) -> Record:
        """An available instance that keeps 7 days of backups unless told otherwise."""
        value = self.dated(given)
        name = value["DBInstanceIdentifier"]
        defaults: Record = {
            "DBInstanceArn": self.arn("rds", f"db:{name}"),
            "DBInstanceClass": "db.t3.medium",
            "Engine": "mysql",
            "EngineVersion": "8.0.40",
            "DBInstanceStatus": "available",
            "MasterUsername": "admin",
            "AllocatedStorage": 100,
            "InstanceCreateTime": parse_time("400d ago", self.now),
            "PreferredBackupWindow": "09:00-09:30",
            "BackupRetentionPeriod": 7,
            "StorageType": "gp3",
            "PreferredMaintenanceWindow": "sun:11:00-sun:11:30",
            "PendingModifiedValues": {},
            "MultiAZ": False,
            "DbiResourceId": f"db-{name.replace('-', '').upper():A<26.26}",
            "StorageEncrypted": True,
            "CopyTagsToSnapshot": False,
            "DeletionProtection": False,
            "AvailabilityZone": f"{self.region}a",
            "Endpoint": {"Address": f"{name}.lab.{self.region}.rds.amazonaws.com", "Port": 3306},
            "TagList": [],
            "ReadReplicaDBInstanceIdentifiers": [],
        }
        return {**defaults, **value}

    def cluster(self, given: Record) -> Record:
        """An available Aurora cluster."""
        value = self.dated(given)
        name = value["DBClusterIdentifier"]
        defaults: Record = {
            "DBClusterArn": self.arn("rds", f"cluster:{name}"),
            "Engine": "aurora-mysql",
            "EngineVersion": "8.0",
            "Status": "available",
            "MasterUsername": "admin",
            "AllocatedStorage": 1,
            "BackupRetentionPeriod": 7,
            "ClusterCreateTime": parse_time("400d ago", self.now),
            "PreferredBackupWindow": "09:00-09:30",
            "PreferredMaintenanceWindow": "sun:11:00-sun:11:30",
            "MultiAZ": False,
            "StorageEncrypted": True,
            "DbClusterResourceId": f"cluster-{name.replace('-', '').upper():A<26.26}",
            "CopyTagsToSnapshot": False,
            "DeletionProtection": False,
            "TagList": [],
        }
        return {**defaults, **value}

    def db_snapshot(self, given: Record) -> Record:
        """An available manual snapshot unless its name begins with `rds:`."""
        value = self.dated(given)
        name = value["DBSnapshotIdentifier"]
        kind = "automated" if name.startswith("rds:") else "manual"
        defaults: Record = {
            "DBSnapshotArn": self.arn("rds", f"snapshot:{name}"),
            "SnapshotType": kind,
            "Status": "available",
            "SnapshotCreateTime": self.now,
            "PercentProgress": 100,
            "Engine": "mysql",
            "AllocatedStorage": 100,
            "Encrypted": True,
            "TagList": [],
        }
        return {**defaults, **value}

    def bucket(self, given: Record) -> Record:
        """A bucket of this account, in this region unless it says another."""
        value = self.dated({name: item for name, item in given.items() if name not in ("Objects", "Policy")})
        defaults = {
            "Account": self.account,
            "Region": self.region,
            "CreationDate": parse_time("400d ago", self.now),
        }
        value = {**defaults, **value}
        value["Objects"] = {one["Key"]: self.object(one) for one in given.get("Objects", [])}
        return value

    def object(self, given: Record) -> Record:
        """An object with SSE-S3 unless told otherwise; `ServerSideEncryption: null` means none."""
        defaults: Record = {
            "Size": 1,
            "LastModified": self.now,
            "ETag": '"9b2cf535f27731c974343645a3985328"',
            "StorageClass": "STANDARD",
            "ServerSideEncryption": "AES256",
        }
        value = {**defaults, **self.dated(given)}
        value["LastModified"] = value["LastModified"].replace(microsecond=0)
        return value

    def automated_backup(self, given: Record) -> Record:
        """A backup that was retained when its instance was deleted."""
        return {"Status": "retained", "Region": self.region, **self.dated(given)}

    def table(self, given: Record) -> Record:
        """A DynamoDB table, made in moto when it is first asked for."""
        key = {"AttributeName": "id"}
        defaults: Record = {
            "AttributeDefinitions": [{**key, "AttributeType": "S"}],
            "KeySchema": [{**key, "KeyType": "HASH"}],
            "BillingMode": "PAY_PER_REQUEST",
            "Seeded": True,
        }
        return {**defaults, **self.dated(given)}


def makers(maker: Maker) -> Dict[str, Any]:
    """Per list of a seed: where a place keeps it, the member that identifies it, and how it is made."""
    return {
        "volumes": ("volumes", "VolumeId", maker.volume),
        "instances": ("instances", "InstanceId", maker.instance),
        "snapshots": ("snapshots", "SnapshotId", maker.snapshot),
        "policies": ("policies", "PolicyId", maker.policy),
        "databases": ("databases", "DBInstanceIdentifier", maker.database),
        "clusters": ("clusters", "DBClusterIdentifier", maker.cluster),
        "dbSnapshots": ("db_snapshots", "DBSnapshotIdentifier", maker.db_snapshot),
        "automatedBackups": ("automated_backups", "DBInstanceIdentifier", maker.automated_backup),
        "tables": ("tables", "TableName", maker.table),
    }
