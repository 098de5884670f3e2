"""What the applications' seeds are made of."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Dict, List

Part = Dict[str, List[Dict[str, Any]]]
POLICY_ID = "policy-03c6dcc7e7b83d702"
SCHEDULE = "Default Schedule"
KMS_KEY = "arn:aws:kms:us-west-2:123456789012:key/1f2e3d4c-5b6a-4978-8877-665544332211"


def joined(parts: List[Part]) -> Dict[str, Any]:
    """Parts as one seed."""
    seed: Dict[str, Any] = {}
    for part in parts:
        for name, records in part.items():
            seed[name] = seed.get(name, []) + records
    return seed


def tags(name: str, application: str, **more: str) -> Dict[str, str]:
    """Tags as Terraform left them: most of them are nobody's desired state."""
    return {
        "Name": name,
        "Application": application,
        "Environment": "prod",
        "CostCenter": "gcore-4711",
        "terraform": "true",
        **more,
    }


def slots(hour: int, count: int, now: datetime) -> List[datetime]:
    """The latest moments of a daily snapshot that starts some minutes after the hour, newest first."""
    latest = now.replace(hour=hour, minute=4, second=11, microsecond=0)
    if latest > now:
        latest -= timedelta(days=1)
    return [latest - timedelta(days=days) for days in range(count)]


def policy_snapshots(volume: str, size: int, hour: int, now: datetime, number: int) -> List[Dict[str, Any]]:
    """The seven snapshots that the default policy holds of a volume; `number` keeps their ids apart."""
    return [
        {
            "SnapshotId": f"snap-0aa{number:04x}000000000{day}",
            "VolumeId": volume,
            "VolumeSize": size,
            "StartTime": start,
            "Description": f"Created for policy: {POLICY_ID} schedule: {SCHEDULE}",
            "Tags": {
                "aws:dlm:lifecycle-policy-id": POLICY_ID,
                "aws:dlm:lifecycle-schedule-name": SCHEDULE,
                "aws:dlm:managed": "true",
                "CreatedBy": "dlm",
            },
        }
        for day, start in enumerate(slots(hour, 7, now))
    ]
