"""Labelbox: hourly database snapshots in order, and volumes whose instance was tagged instead."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Dict, List

from .parts import KMS_KEY, Part, policy_snapshots, tags

NAME = "labelbox"
BUCKET = "ai-labelbox-prod-ykmjo8gp"
# Per instance: its name, its id, and its volumes with device and size.
MACHINES = (
    (
        "labelbox-app-1",
        "i-0b1b000000000a001",
        (("vol-0b1b000000000a001", "/dev/xvda", 50), ("vol-0b1b000000000a002", "/dev/sdf", 200)),
    ),
    ("labelbox-worker-1", "i-0b1b000000000b001", (("vol-0b1b000000000b001", "/dev/xvda", 50),)),
)


def part(mended: bool, now: datetime) -> Part:
    """What the application has in us-west-2, with a worker that was terminated minutes ago."""
    instances: List[Dict[str, Any]] = []
    snapshots: List[Dict[str, Any]] = []
    volume_tags = {"Backup": "Default"} if mended else {}
    for name, identifier, volumes in MACHINES:
        listed: List[Dict[str, Any]] = []
        for volume, device, size in volumes:
            own = tags(f"{name}{device.replace('/dev/', '-')}", NAME, **volume_tags)
            listed.append({"VolumeId": volume, "Device": device, "Size": size, "Tags": own})
            if mended:
                snapshots += policy_snapshots(volume, size, 13, now, 0x10 + len(snapshots))
        instances.append(
            {
                "InstanceId": identifier,
                "InstanceType": "m5.2xlarge",
                "volumes": listed,
                "Tags": tags(name, NAME, Backup="Default"),
            }
        )
    instances.append(terminated())
    return {"instances": instances, "snapshots": snapshots, "buckets": [bucket(now)]}


def terminated() -> Dict[str, Any]:
    """A worker that is gone; it lingers in the listing, and so does its volume for a while."""
    volume = {"VolumeId": "vol-0b1b000000000c001", "Device": "/dev/xvda", "Size": 50}
    return {
        "InstanceId": "i-0b1b000000000c001",
        "State": "terminated",
        "volumes": [volume],
        "Tags": tags("labelbox-worker-0", NAME, Backup="Default"),
    }


def bucket(now: datetime) -> Dict[str, Any]:
    """Three snapshots, the newest 20 minutes old, beside objects that are none."""
    times = [now - timedelta(minutes=20, hours=hours) for hours in range(3)]
    dumps = [
        {
            "Key": f"db_snapshots/labelbox-{time:%Y-%m-%dT%H-%M}Z.sql.gz",
            "Size": 2_147_483_648 + time.hour,
            "LastModified": time,
            "ServerSideEncryption": "aws:kms",
            "SSEKMSKeyId": KMS_KEY,
        }
        for time in times
    ]
    others = [
        {"Key": "db_snapshots_old/labelbox-2020.sql.gz", "Size": 1024, "LastModified": "700d ago"},
        {"Key": "exports/labels.json", "Size": 77, "LastModified": "3d ago"},
    ]
    encryption = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": KMS_KEY}
    return {
        "Name": BUCKET,
        "Objects": dumps + others,
        "Encryption": {
            "Rules": [{"ApplyServerSideEncryptionByDefault": encryption, "BucketKeyEnabled": True}]
        },
    }
