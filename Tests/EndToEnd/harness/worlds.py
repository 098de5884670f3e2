"""What the tests plant in the lab, and what they look at there."""

from __future__ import annotations

from typing import Any, Dict, List

from lab.client import LabProcess

POLICY = "policy-03c6dcc7e7b83d702"
GIT_VOLUME = "vol-0f3e2d1c0b9a87654"
BASTION_VOLUME = "vol-0a11000000000b001"
MINIKUBE_VOLUME = "vol-05be11000000a0001"
LABELBOX_VOLUMES = ["vol-0b1b000000000a001", "vol-0b1b000000000a002", "vol-0b1b000000000b001"]
LABELBOX_BUCKET = "ai-labelbox-prod-ykmjo8gp"


def volume(number: int, **tags: str) -> Dict[str, Any]:
    """A volume whose id is its number."""
    return {"VolumeId": volume_id(number), "Size": 10, "Tags": tags}


def volume_id(number: int) -> str:
    """The id of a numbered volume."""
    return f"vol-{number:017x}"


def small() -> Dict[str, Any]:
    """One thing for each service, each with drift: a volume, a database, a policy, and a feed in order."""
    return {
        "volumes": [volume(1, Name="data", Team="ops")],
        "databases": [{"DBInstanceIdentifier": "orders", "BackupRetentionPeriod": 1}],
        "policies": [
            {
                "PolicyId": "policy-0a",
                "Description": "Nightly EBS backups",
                "PolicyDetails": {
                    "PolicyType": "EBS_SNAPSHOT_MANAGEMENT",
                    "ResourceTypes": ["VOLUME"],
                    "TargetTags": [{"Key": "Backup", "Value": "Nightly"}],
                    "Schedules": [
                        {
                            "Name": "Nightly",
                            "CreateRule": {"Interval": 24, "IntervalUnit": "HOURS", "Times": ["12:00"]},
                            "RetainRule": {"Count": 7},
                        }
                    ],
                },
            }
        ],
        "buckets": [
            {
                "Name": "dumps",
                "Objects": [
                    {"Key": f"dumps/{age}.gz", "Size": 900, "LastModified": f"{age} ago"}
                    for age in ("20m", "80m", "140m")
                ],
            }
        ],
    }


def place(lab: LabProcess, account: str = "123456789012") -> Dict[str, Any]:
    """All that an account has in us-west-2."""
    return next(
        dict(one)
        for one in lab.state()["places"]
        if (one["account"], one["region"]) == (account, "us-west-2")
    )


def tags_of(lab: LabProcess, *volumes: str) -> Dict[str, Dict[str, str]]:
    """The tags of volumes (or all), as EC2 tells them."""
    listed = lab.boto3("ec2").describe_volumes(**({"VolumeIds": list(volumes)} if volumes else {}))
    return {
        one["VolumeId"]: {tag["Key"]: tag["Value"] for tag in one.get("Tags", [])}
        for one in listed["Volumes"]
    }


def retention(lab: LabProcess, instance: str) -> int:
    """The days that an instance keeps backups, with what is pending, as RDS tells it."""
    (found,) = lab.boto3("rds").describe_db_instances(DBInstanceIdentifier=instance)["DBInstances"]
    pending = found["PendingModifiedValues"].get("BackupRetentionPeriod")
    return int(found["BackupRetentionPeriod"] if pending is None else pending)


def details(lab: LabProcess, identifier: str = POLICY) -> Dict[str, Any]:
    """A policy's details to the letter, also what no service model knows."""
    return dict(place(lab)["policies"][identifier]["PolicyDetails"])


def sent(lab: LabProcess) -> List[Dict[str, Any]]:
    """The writes that reached AWS, in the shape of a plan's calls."""
    return [
        {name: call[name] for name in ("service", "operation", "parameters")}
        for call in lab.calls(write="true")
    ]
