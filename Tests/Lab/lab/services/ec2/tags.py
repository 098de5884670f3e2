"""CreateTags and DeleteTags."""

from __future__ import annotations

from typing import Any, Dict, List

from ...errors import AWSError
from ...world import Record
from ..call import Call
from ..tags import Tags, merged
from .ids import find, kind_of

MOST_TAGS = 50
MOST_RESOURCES = 1000


def create_tags(call: Call) -> Dict[str, Any]:
    """CreateTags: all resources or none."""
    given = call.parameters
    new = given["Tags"]
    check_tags(new)
    records = resources(call)
    for record in records:
        check_count(merged(record["Tags"], new))
    refuse_dry_run(call)

    def show() -> None:
        for record in records:
            record["Tags"] = merged(record["Tags"], new)

    call.world.after_describes("ec2", call.world.settings.stale_describes, show)
    return {}


def delete_tags(call: Call) -> Dict[str, Any]:
    """DeleteTags: by key, by key and value where a value is given, all user tags where no tag is given."""
    records = resources(call)
    refuse_dry_run(call)
    given = call.parameters.get("Tags", [])
    for record in records:
        record["Tags"] = [
            tag for tag in record["Tags"] if tag["Key"].startswith("aws:") or not hit(tag, given)
        ]
    return {}


def hit(tag: Dict[str, str], given: List[Dict[str, str]]) -> bool:
    """Whether a tag is one of those to delete."""
    if not given:
        return True
    return any(one["Key"] == tag["Key"] and one.get("Value", tag["Value"]) == tag["Value"] for one in given)


def resources(call: Call) -> List[Record]:
    """The records that the call names."""
    identifiers = call.parameters["Resources"]
    if len(identifiers) > MOST_RESOURCES:
        raise AWSError(
            "InvalidParameterValue", f"At most {MOST_RESOURCES} resources may be tagged in one call"
        )
    return [find(call.place, kind_of(identifier), identifier) for identifier in identifiers]


def check_tags(tags: Tags) -> None:
    """Lengths, reserved prefixes and doubles."""
    keys = [tag.get("Key", "") for tag in tags]
    for key in keys:
        if not key or len(key) > 128:
            raise AWSError("InvalidParameterValue", "Tag key must be from 1 to 128 characters long")
        if key.lower().startswith("aws:"):
            raise AWSError(
                "InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use"
            )
    if len(set(keys)) != len(keys):
        raise AWSError("InvalidParameterValue", "Tag keys must be unique")
    for tag in tags:
        if len(tag.setdefault("Value", "")) > 256:
            raise AWSError("InvalidParameterValue", "Tag value exceeds the maximum length of 256 characters")


def check_count(tags: Tags) -> None:
    """50 tags a resource; AWS's own do not count."""
    if sum(not tag["Key"].startswith("aws:") for tag in tags) > MOST_TAGS:
        raise AWSError("TagLimitExceeded", "The maximum number of Tags for a resource has been reached.")


def refuse_dry_run(call: Call) -> None:
    """A dry run that would succeed ends in an error of its own."""
    if call.parameters.get("DryRun"):
        raise AWSError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412)
