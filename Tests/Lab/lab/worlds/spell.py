"""Spell: a database without backups, a Minikube instance whose root volume nothing snapshots."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict

from .parts import Part, policy_snapshots, tags

NAME = "spell"
MINIKUBE_VOLUME = "vol-05be11000000a0001"
DATABASE = "spell-postgres"


def part(mended: bool, now: datetime) -> Part:
    """What the application has in us-west-2."""
    return {
        "instances": [minikube({"Backup": "Default"} if mended else {})],
        "snapshots": policy_snapshots(MINIKUBE_VOLUME, 200, 13, now, 0x40) if mended else [],
        "databases": [database(7 if mended else 0)],
        "dbSnapshots": [before_upgrade()],
        "tables": [
            {
                "TableName": "spell-metrics",
                "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": mended},
            }
        ],
        "buckets": [
            {
                "Name": "spell-run-logs-prod",
                "Objects": [{"Key": "runs/1/stdout.log", "Size": 900, "LastModified": "1d ago"}],
            }
        ],
    }


def minikube(backup: Dict[str, str]) -> Dict[str, Any]:
    """GitLab's repositories and Redis live on the root volume of this one."""
    root = {"VolumeId": MINIKUBE_VOLUME, "Device": "/dev/xvda", "Size": 200}
    return {
        "InstanceId": "i-05be11000000a0001",
        "InstanceType": "m5.4xlarge",
        "PrivateIpAddress": "10.20.30.40",
        "Tags": tags("spell-minikube", NAME),
        "volumes": [{**root, "Tags": tags("spell-minikube-root", NAME, **backup)}],
    }


def database(days: int) -> Dict[str, Any]:
    """The Postgres instance."""
    return {
        "DBInstanceIdentifier": DATABASE,
        "Engine": "postgres",
        "EngineVersion": "13.20",
        "BackupRetentionPeriod": days,
        "PreferredBackupWindow": "08:00-08:30",
        "PreferredMaintenanceWindow": "sat:10:00-sat:10:30",
        "TagList": tags(DATABASE, NAME),
    }


def before_upgrade() -> Dict[str, Any]:
    """A manual snapshot, far older than any RPO."""
    return {
        "DBSnapshotIdentifier": "spell-postgres-before-upgrade",
        "DBInstanceIdentifier": DATABASE,
        "Engine": "postgres",
        "SnapshotCreateTime": "210d ago",
    }
