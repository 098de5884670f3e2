"""CreateSnapshot."""

from __future__ import annotations

from typing import Any, Dict, List

from ...errors import AWSError
from ..call import Call
from ..tags import Tags
from .ids import BY_TYPE, find
from .tags import check_count, check_tags, refuse_dry_run


def create_snapshot(call: Call) -> Dict[str, Any]:
    """CreateSnapshot: pending at first, completed when the snapshot was described a few times."""
    given = call.parameters
    volume = find(call.place, BY_TYPE["volume"], given["VolumeId"])
    tags = snapshot_tags(given.get("TagSpecifications", []))
    refuse_dry_run(call)
    record = {
        "SnapshotId": call.world.new_id("snap"),
        "VolumeId": volume["VolumeId"],
        "VolumeSize": volume["Size"],
        "Description": given.get("Description", ""),
        "Encrypted": volume["Encrypted"],
        "OwnerId": call.account,
        "Progress": "0%",
        "StartTime": call.now,
        "State": "pending",
        "StorageTier": "standard",
        "Tags": tags,
    }
    if volume.get("KmsKeyId"):
        record["KmsKeyId"] = volume["KmsKeyId"]
    call.place.snapshots[record["SnapshotId"]] = record
    answer = dict(record)
    complete = {"State": "completed", "Progress": "100%"}
    call.world.after_describes("ec2", call.world.settings.busy_describes, lambda: record.update(complete))
    return answer


def snapshot_tags(specifications: List[Dict[str, Any]]) -> Tags:
    """The tags that the call gives the snapshot."""
    tags: Tags = []
    for specification in specifications:
        if specification.get("ResourceType") != "snapshot":
            raise AWSError(
                "InvalidParameterValue",
                f"'{specification.get('ResourceType')}' is not a valid taggable resource type.",
            )
        tags += specification.get("Tags", [])
    check_tags(tags)
    check_count(tags)
    return tags
