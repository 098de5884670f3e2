"""Algorithmia: one day of database backups, a Git volume with the wrong tag, a bastion in order."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, List

from .parts import Part, policy_snapshots, tags

NAME = "algorithmia"
GIT_VOLUME, BASTION_VOLUME = "vol-0f3e2d1c0b9a87654", "vol-0a11000000000b001"
DATABASE = "algorithmia-prod"


def part(mended: bool, now: datetime) -> Part:
    """What the application has in us-west-2."""
    hour = 13 if mended else 12
    snapshots = policy_snapshots(BASTION_VOLUME, 20, hour, now, 1)
    if mended:
        snapshots += policy_snapshots(GIT_VOLUME, 100, hour, now, 2)
    return {
        "instances": instances("Default" if mended else "default"),
        "snapshots": snapshots,
        "databases": [database(7 if mended else 1)],
        "dbSnapshots": automated_snapshots(7 if mended else 1),
        "buckets": [
            {
                "Name": "algorithmia-gcore1-prod-us-west-2-data",
                "Objects": [{"Key": "bundles/hello.zip", "Size": 4096, "LastModified": "90d ago"}],
            }
        ],
    }


def instances(git_tag: str) -> List[Dict[str, Any]]:
    """legit holds the Git repositories on /dev/sdf, the bastion the deployment's state files on its root."""
    git = {"VolumeId": GIT_VOLUME, "Device": "/dev/sdf", "Size": 100}
    legit_root = {"VolumeId": "vol-0a11000000000a001", "Device": "/dev/xvda", "Size": 30}
    bastion_root = {"VolumeId": BASTION_VOLUME, "Device": "/dev/xvda", "Size": 20}
    return [
        {
            "InstanceId": "i-0a11000000000a001",
            "InstanceType": "m5.xlarge",
            "Tags": tags("algorithmia-legit", NAME, Role="legit"),
            "volumes": [
                {**legit_root, "Tags": tags("algorithmia-legit-root", NAME)},
                {**git, "Tags": tags("algorithmia-legit-git", NAME, Backup=git_tag)},
            ],
        },
        {
            "InstanceId": "i-0a11000000000b001",
            "InstanceType": "t3.small",
            "Tags": tags("algorithmia-bastion", NAME, Role="bastion"),
            "volumes": [{**bastion_root, "Tags": tags("algorithmia-bastion-root", NAME, Backup="Default")}],
        },
    ]


def database(days: int) -> Dict[str, Any]:
    """The MySQL instance."""
    return {
        "DBInstanceIdentifier": DATABASE,
        "Engine": "mysql",
        "BackupRetentionPeriod": days,
        "PreferredBackupWindow": "07:00-07:30",
        "PreferredMaintenanceWindow": "sun:10:00-sun:10:30",
        "CopyTagsToSnapshot": True,
        "DeletionProtection": True,
        "MultiAZ": True,
        "TagList": tags(DATABASE, NAME),
    }


def automated_snapshots(count: int) -> List[Dict[str, Any]]:
    """One automated snapshot a day."""
    return [
        {
            "DBSnapshotIdentifier": f"rds:{DATABASE}-day-{day}",
            "DBInstanceIdentifier": DATABASE,
            "SnapshotCreateTime": f"{day}d 3h ago",
        }
        for day in range(count)
    ]
