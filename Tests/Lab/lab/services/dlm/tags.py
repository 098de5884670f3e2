"""The tags of policies."""

from __future__ import annotations

from typing import Any, Dict

from ...world import Record
from ..call import Call
from . import rules
from .policies import policy


def tagged(call: Call) -> Record:
    """The policy whose ARN the call names; it must be of the caller's account and region."""
    arn = call.parameters["ResourceArn"]
    prefix = f"arn:aws:dlm:{call.region}:{call.account}:policy/"
    if not arn.startswith(prefix):
        raise rules.invalid(f"The resource ARN {arn} is not valid.")
    return policy(call, arn[len(prefix) :])


def tag_resource(call: Call) -> Dict[str, Any]:
    """TagResource."""
    record, new = tagged(call), call.parameters.get("Tags")
    if not new:
        raise rules.missing("Tags")
    tags = {**record["Tags"], **new}
    rules.check_tags(tags)
    record["Tags"] = tags
    return {}


def untag_resource(call: Call) -> Dict[str, Any]:
    """UntagResource."""
    record = tagged(call)
    for key in call.parameters["TagKeys"]:
        record["Tags"].pop(key, None)
    return {}


def list_tags_for_resource(call: Call) -> Dict[str, Any]:
    """ListTagsForResource."""
    return {"Tags": dict(tagged(call)["Tags"])}
