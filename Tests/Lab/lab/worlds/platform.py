"""The default policy, and what else lives in the account and is nobody's concern here."""

from __future__ import annotations

from typing import Any, Dict

from ..access.keys import OTHER_ACCOUNT
from .parts import POLICY_ID, SCHEDULE, Part, tags


def part(mended: bool) -> Part:
    """The policy runs at 12:00 where 13:00 is wanted; the rest of it must survive every update."""
    policy = {
        "PolicyId": POLICY_ID,
        "Description": "Default EBS backup policy",
        "State": "ENABLED",
        "ExecutionRoleArn": "arn:aws:iam::123456789012:role/service-role/AWSDataLifecycleManagerDefaultRole",
        "Tags": {"ManagedBy": "terraform", "Team": "gcore-devops"},
        "PolicyDetails": {
            "PolicyType": "EBS_SNAPSHOT_MANAGEMENT",
            "ResourceTypes": ["VOLUME"],
            "ResourceLocations": ["CLOUD"],
            "TargetTags": [{"Key": "Backup", "Value": "Default"}],
            "Schedules": [schedule("13:00" if mended else "12:00")],
            "Parameters": {"ExcludeBootVolume": False, "NoReboot": True},
            "PolicyLanguage": "STANDARD",
            "SnapshotPlacement": {
                "Mode": "nobody-knows",
                "Weights": [1, 2.5, None],
                "Nested": {"Kept": True},
            },
        },
    }
    return {"policies": [policy, archive()], **surroundings()}


def schedule(time: str) -> Dict[str, Any]:
    """The schedule with fields that no manifest declares, one of them unknown to the service model."""
    return {
        "Name": SCHEDULE,
        "CopyTags": True,
        "TagsToAdd": [{"Key": "CreatedBy", "Value": "dlm"}, {"Key": "Retention", "Value": "7"}],
        "VariableTags": [],
        "CreateRule": {"Interval": 24, "IntervalUnit": "HOURS", "Times": [time], "Location": "CLOUD"},
        "RetainRule": {"Count": 7},
        "FastRestoreRule": {"Count": 1, "AvailabilityZones": ["us-west-2a"]},
        "ConsistencyRule": {"Mode": "crash", "Since": 2020},
    }


def archive() -> Dict[str, Any]:
    """A second policy, disabled, that targets nothing of ours."""
    details = {
        "ResourceTypes": ["VOLUME"],
        "ResourceLocations": ["CLOUD"],
        "TargetTags": [{"Key": "Archive", "Value": "Monthly"}],
        "Schedules": [
            {
                "Name": "Monthly",
                "CreateRule": {"CronExpression": "cron(0 4 1 * ? *)"},
                "RetainRule": {"Interval": 12, "IntervalUnit": "MONTHS"},
            }
        ],
    }
    return {
        "PolicyId": "policy-0d1c2b3a495867f0e",
        "Description": "Monthly archive",
        "State": "DISABLED",
        "PolicyDetails": details,
        "Tags": {"Team": "finance"},
    }


def surroundings() -> Part:
    """Volumes, instances and databases of other teams, and snapshots that others have made public."""
    runner = {"Device": "/dev/xvda", "VolumeId": "vol-0c00000000000f001", "Size": 30}
    return {
        "instances": [
            {
                "InstanceId": "i-0c00000000000f001",
                "Tags": tags("ci-runner-1", "ci"),
                "volumes": [{**runner, "Tags": tags("ci-runner-1-root", "ci")}],
            },
            {"InstanceId": "i-0c00000000000f002", "Tags": tags("ci-runner-0", "ci"), "State": "terminated"},
        ],
        "volumes": [
            {"VolumeId": "vol-0c00000000000f002", "Size": 500, "Tags": {"Name": "scratch", "Backup": "none"}},
            {"VolumeId": "vol-0c00000000000f003", "Size": 20, "Tags": {}},
        ],
        "snapshots": [
            {
                "SnapshotId": f"snap-0fff00000000000{number:02x}",
                "OwnerId": "099720109477",
                "StartTime": "300d ago",
                "Description": "ubuntu/images/hvm-ssd",
                "Encrypted": False,
            }
            for number in range(6)
        ],
        "databases": [
            {
                "DBInstanceIdentifier": "wiki",
                "Engine": "postgres",
                "EngineVersion": "16.4",
                "TagList": tags("wiki", "wiki"),
            },
            {"DBInstanceIdentifier": "graph-1", "Engine": "neptune", "TagList": tags("graph-1", "graph")},
            {
                "DBInstanceIdentifier": "billing-writer",
                "Engine": "aurora-mysql",
                "DBClusterIdentifier": "billing",
                "TagList": tags("billing-writer", "billing"),
            },
        ],
        "clusters": [
            {
                "DBClusterIdentifier": "billing",
                "BackupRetentionPeriod": 14,
                "TagList": tags("billing", "billing"),
            }
        ],
        "buckets": [{"Name": "gcore-terraform-state-us-west-2", "Versioning": {"Status": "Enabled"}}],
    }


def other_account() -> Dict[str, Any]:
    """Another account, so that a wrong key finds something else instead of nothing."""
    return {
        "account": OTHER_ACCOUNT,
        "volumes": [{"VolumeId": "vol-0e00000000000e001", "Size": 10, "Tags": {"Name": "elsewhere"}}],
    }
