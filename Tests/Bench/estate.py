"""An invented account: volumes as EC2 describes them, of which some drift, and the policy that is meant to find them."""

from __future__ import annotations

import json
import random
from typing import Dict, List

ACCOUNT = "123456789012"
REGION = "us-west-2"
POLICY = "policy-0123456789abcdef0"
PAGE = 1_000
APPLICATIONS = ("billing", "search", "gitlab", "labelbox", "warehouse", "ingest", "R&amp;D", "Zürich")

ITEM = (
    "<item><volumeId>{id}</volumeId><size>{size}</size><snapshotId>{snapshot}</snapshotId>"
    "<availabilityZone>us-west-2{zone}</availabilityZone><status>in-use</status>"
    "<createTime>2020-{month:02d}-{day:02d}T04:05:06.{milli:03d}Z</createTime>"
    "<attachmentSet><item><volumeId>{id}</volumeId><instanceId>{instance}</instanceId><device>{device}</device>"
    "<status>attached</status><attachTime>2020-{month:02d}-{day:02d}T04:05:07.000Z</attachTime>"
    "<deleteOnTermination>{root}</deleteOnTermination></item></attachmentSet>"
    "<tagSet>{tags}</tagSet><volumeType>gp3</volumeType><iops>3000</iops><encrypted>true</encrypted>"
    "<multiAttachEnabled>false</multiAttachEnabled><throughput>125</throughput></item>"
)


def document(root: str, content: str) -> bytes:
    """An answer of EC2."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">'
        f"<requestId>7a62c49f-347e-4fc4-9331-6e8e00000000</requestId>{content}</{root}>"
    ).encode()


def tags(pairs: Dict[str, str]) -> str:
    """The content of a `tagSet`; values are escaped already."""
    return "".join(f"<item><key>{key}</key><value>{value}</value></item>" for key, value in pairs.items())


class Estate:
    """Volumes in pages of 1,000, and the instances of those that lack the tag.

    Those that drift have a near miss of the tag, or none, by turns. The same numbers give the same bytes.
    """

    def __init__(self, volumes: int, drift_percent: int) -> None:
        self._random = random.Random(1)
        self._drift = drift_percent
        self.instances: Dict[str, str] = {}
        self.pages: List[bytes] = []
        for first in range(0, volumes, PAGE):
            last = min(first + PAGE, volumes)
            items = "".join(self._volume(number) for number in range(first, last))
            token = f"<nextToken>{last // PAGE}</nextToken>" if last < volumes else ""
            self.pages.append(document("DescribeVolumesResponse", f"<volumeSet>{items}</volumeSet>{token}"))

    def _identifier(self) -> str:
        return f"{self._random.getrandbits(64):016x}0"

    def _volume(self, number: int) -> str:
        instance = f"i-{self._identifier()}"
        application = APPLICATIONS[number % len(APPLICATIONS)]
        found = {
            "Name": f"{application}-prod-{number}",
            "Environment": "prod",
            "Application": application,
            "Backup": "Default",
            "Owner": "platform",
            "CostCenter": f"{number % 97:06d}",
        }
        if number % 3 == 0:
            found["aws:autoscaling:groupName"] = f"{application}-{number % 13}"
        if number % 100 < self._drift:
            if number // 100 % 2:
                del found["Backup"]
                self.instances[instance] = self._instance(instance)
            else:
                found["Backup"] = "default"
        return ITEM.format(
            id=f"vol-{self._identifier()}", size=8 + number % 500, snapshot=f"snap-{self._identifier()}",
            zone="abcd"[number % 4], month=number % 12 + 1, day=number % 28 + 1,
            milli=number % 1_000, instance=instance, device="/dev/xvda" if number % 2 else "/dev/sdf",
            root="true" if number % 2 else "false", tags=tags(found),
        )

    @staticmethod
    def _instance(identifier: str) -> str:
        return (
            f"<item><reservationId>r-0123456789abcdef0</reservationId><ownerId>{ACCOUNT}</ownerId><groupSet/>"
            f"<instancesSet><item><instanceId>{identifier}</instanceId><imageId>ami-0123456789abcdef0</imageId>"
            "<instanceState><code>16</code><name>running</name></instanceState><instanceType>m6i.large</instanceType>"
            f"<tagSet>{tags({'Name': 'worker', 'Environment': 'prod'})}</tagSet></item></instancesSet></item>"
        )

    def described(self, instances: List[str]) -> bytes:
        """The answer about some instances."""
        known = "".join(self.instances.get(identifier, "") for identifier in instances)
        return document("DescribeInstancesResponse", f"<reservationSet>{known}</reservationSet>")


IDENTITY = (
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>'
    f"<Arn>arn:aws:iam::{ACCOUNT}:user/bench</Arn><UserId>AIDABENCHEXAMPLE00001</UserId><Account>{ACCOUNT}</Account>"
    "</GetCallerIdentityResult><ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId>"
    "</ResponseMetadata></GetCallerIdentityResponse>"
).encode()

LIFECYCLE_POLICY = {
    "PolicyId": POLICY,
    "Description": "Default EBS backups",
    "State": "ENABLED",
    "ExecutionRoleArn": f"arn:aws:iam::{ACCOUNT}:role/AWSDataLifecycleManagerDefaultRole",
    "PolicyArn": f"arn:aws:dlm:{REGION}:{ACCOUNT}:policy/{POLICY}",
    "DateCreated": 1606000000.0,
    "DateModified": 1606000000.0,
    "Tags": {},
    "PolicyDetails": {
        "PolicyType": "EBS_SNAPSHOT_MANAGEMENT",
        "ResourceTypes": ["VOLUME"],
        "TargetTags": [{"Key": "Backup", "Value": "Default"}],
        "Schedules": [
            {
                "Name": "Default Schedule",
                "CopyTags": False,
                "CreateRule": {"Interval": 24, "IntervalUnit": "HOURS", "Times": ["13:00"]},
                "RetainRule": {"Count": 7},
            }
        ],
    },
}

MANIFESTS = {
    "apiVersion": "reconcile/v1",
    "manifests": [
        {
            "kind": "Settings",
            "metadata": {"name": "settings"},
            "spec": {
                "defaults": {"rpo": "24h", "rto": "24h", "target": "prod"},
                "targets": {"prod": {"region": REGION, "account": ACCOUNT}},
            },
        },
        {
            "kind": "SnapshotPolicy",
            "metadata": {"name": "default-ebs"},
            "spec": {
                "policyId": POLICY,
                "description": "Default EBS backups",
                "enabled": True,
                "targetTags": {"Backup": "Default"},
                "schedules": [
                    {"name": "Default Schedule", "every": "24h", "at": "13:00", "retain": {"count": 7}}
                ],
            },
        },
        {
            "kind": "VolumeBackup",
            "metadata": {"name": "production"},
            "spec": {"select": {"tags": {"Environment": "prod"}}, "policy": "default-ebs"},
        },
    ],
}

LIFECYCLE_POLICIES = json.dumps(
    {"Policies": [{key: LIFECYCLE_POLICY[key] for key in ("PolicyId", "Description", "State", "Tags")}]}
).encode()
LIFECYCLE_POLICY_ANSWER = json.dumps({"Policy": LIFECYCLE_POLICY}).encode()
