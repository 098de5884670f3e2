"""Manifests in few words."""

from __future__ import annotations

from typing import Any, Dict

ACCOUNT = "123456789012"
TRACKER = {"type": "gitlab", "url": "https://gitlab.example.org", "project": "ops/recovery"}
ROLE = f"arn:aws:iam::{ACCOUNT}:role/service-role/AWSDataLifecycleManagerDefaultRole"
Manifest = Dict[str, Any]


def manifest(kind: str, name: str, spec: Dict[str, Any], **metadata: Any) -> Manifest:
    """Any manifest."""
    return {"kind": kind, "metadata": {"name": name, **metadata}, "spec": spec}


def settings(account: Any = ACCOUNT, **spec: Any) -> Manifest:
    """Settings with the target `prod`; `account=None` leaves the account out."""
    target = {"region": "us-west-2", **({"account": account} if account else {})}
    return manifest(
        "Settings",
        "settings",
        {
            "defaults": {"rpo": "24h", "rto": "24h", "target": "prod"},
            "targets": {"prod": target},
            "tracker": TRACKER,
            **spec,
        },
    )


def volumes(name: str, *identifiers: str, tags: Any = None, spec: Any = None, **metadata: Any) -> Manifest:
    """Volumes by id (or as `spec` has them) with tags: `Backup=Default` unless told otherwise."""
    body: Dict[str, Any] = {"select": {"volumeIds": list(identifiers)}} if identifiers else {}
    body.update(spec or {})
    if "policy" not in body and "tags" not in body:
        body["tags"] = tags or {"Backup": "Default"}
    return manifest("VolumeBackup", name, body, **metadata)


def database(instance: str, days: Any = 7, name: str = "", spec: Any = None, **metadata: Any) -> Manifest:
    """An RDS instance that keeps backups for some days."""
    body = {"instance": instance, "retentionDays": days, **(spec or {})}
    return manifest("DatabaseBackup", name or instance, body, **metadata)


def policy(name: str = "nightly", tag: str = "Nightly", spec: Any = None, **metadata: Any) -> Manifest:
    """A policy for volumes with a tag, once a day at 13:00, 7 kept."""
    body = {
        "description": "Nightly EBS backups",
        "enabled": True,
        "executionRoleArn": ROLE,
        "targetTags": {"Backup": tag},
        "schedules": [{"name": "Nightly", "every": "24h", "at": "13:00", "retain": {"count": 7}}],
        **(spec or {}),
    }
    return manifest("SnapshotPolicy", name, body, **metadata)


def feed(bucket: str, prefix: str = "dumps/", spec: Any = None, **metadata: Any) -> Manifest:
    """Hourly dumps in a bucket, three of them kept."""
    body = {
        "bucket": bucket,
        "prefix": prefix,
        "unit": "object",
        "every": "1h",
        "retain": 3,
        **(spec or {}),
    }
    return manifest("ObjectSnapshots", bucket, body, **metadata)
