r"""Server-side filters: all must hold, one value of each; `*` and `?` are wildcards, `\` escapes them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Callable, Dict, Iterable, List

from ...clock import iso
from ...errors import AWSError
from ...world import Record
from ..tags import tag_value

MOST_VALUES = 200
Values = Callable[[Record], List[Any]]


def attachments(name: str) -> Values:
    """The values of a member over a volume's attachments."""
    return lambda record: [attachment[name] for attachment in record["Attachments"]]


def member(name: str) -> Values:
    """The value of one member."""
    return lambda record: [record.get(name)]


VOLUMES: Dict[str, Values] = {
    "attachment.delete-on-termination": attachments("DeleteOnTermination"),
    "attachment.device": attachments("Device"),
    "attachment.instance-id": attachments("InstanceId"),
    "attachment.status": attachments("State"),
    "availability-zone": member("AvailabilityZone"),
    "create-time": member("CreateTime"),
    "encrypted": member("Encrypted"),
    "operator.managed": lambda record: [record.get("Operator", {}).get("Managed", False)],
    "size": member("Size"),
    "snapshot-id": member("SnapshotId"),
    "status": member("State"),
    "volume-id": member("VolumeId"),
    "volume-type": member("VolumeType"),
}
INSTANCES: Dict[str, Values] = {
    "availability-zone": lambda record: [record["Placement"]["AvailabilityZone"]],
    "block-device-mapping.device-name": lambda record: [
        m["DeviceName"] for m in record["BlockDeviceMappings"]
    ],
    "block-device-mapping.volume-id": lambda record: [
        m["Ebs"]["VolumeId"] for m in record["BlockDeviceMappings"]
    ],
    "instance-id": member("InstanceId"),
    "instance-state-code": lambda record: [record["State"]["Code"]],
    "instance-state-name": lambda record: [record["State"]["Name"]],
    "instance-type": member("InstanceType"),
    "root-device-name": member("RootDeviceName"),
}
SNAPSHOTS: Dict[str, Values] = {
    "description": member("Description"),
    "encrypted": member("Encrypted"),
    "owner-id": member("OwnerId"),
    "progress": member("Progress"),
    "snapshot-id": member("SnapshotId"),
    "start-time": member("StartTime"),
    "status": member("State"),
    "storage-tier": member("StorageTier"),
    "volume-id": member("VolumeId"),
    "volume-size": member("VolumeSize"),
}
TAGS: Dict[str, Values] = {
    "key": member("Key"),
    "resource-id": member("ResourceId"),
    "resource-type": member("ResourceType"),
    "value": member("Value"),
}


def select(
    records: Iterable[Record], filters: List[Dict[str, Any]], known: Dict[str, Values]
) -> List[Record]:
    """The records that pass every filter."""
    if sum(len(given.get("Values", [])) for given in filters) > MOST_VALUES:
        raise AWSError(
            "FilterLimitExceeded",
            f"The maximum number of filter values specified on a single call is {MOST_VALUES}",
        )
    chosen = list(records)
    for given in filters:
        name = given.get("Name", "")
        values, accepts = values_of(name, known), acceptance(given.get("Values", []))
        chosen = [record for record in chosen if any(accepts(plain(value)) for value in values(record))]
    return chosen


def values_of(name: str, known: Dict[str, Values]) -> Values:
    """What a filter looks at in a record; tag filters work for everything that has tags."""
    if known is not TAGS:
        if name.startswith("tag:"):
            key = name[4:]
            return lambda record: [tag_value(record["Tags"], key)]
        if name == "tag-key":
            return lambda record: [tag["Key"] for tag in record["Tags"]]
    if name not in known:
        raise AWSError("InvalidParameterValue", f"The filter '{name}' is invalid")
    return known[name]


def plain(value: Any) -> Any:
    """A member as filters compare it: text, or None for what is not there."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return iso(value)
    return value if value is None else str(value)


def acceptance(values: List[str]) -> Callable[[Any], bool]:
    """Whether one of a filter's values is met; literal values are looked up, only wildcards are matched."""
    literal = {value for value in values if not re.search(r"[*?\\]", value)}
    patterns = [re.compile(pattern(value), re.DOTALL) for value in values if value not in literal]
    return lambda text: text is not None and (text in literal or any(p.fullmatch(text) for p in patterns))


def pattern(value: str) -> str:
    """A filter value as a regular expression."""
    out, escaped = [], False
    for character in value:
        if escaped or character not in "*?\\":
            out.append(re.escape(character))
            escaped = False
        elif character == "\\":
            escaped = True
        else:
            out.append(".*" if character == "*" else ".")
    return "".join(out) + (re.escape("\\") if escaped else "")
