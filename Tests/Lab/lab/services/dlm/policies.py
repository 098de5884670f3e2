"""The policies themselves: list, get, create, update, delete."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Dict, List

from ...errors import AWSError
from ...world import Record
from ..call import Call
from . import rules

MOST_POLICIES = 100
SUMMARY = ("PolicyId", "Description", "State", "Tags", "DefaultPolicy")


def policy(call: Call, identifier: str) -> Record:
    """The policy of an id."""
    record = call.place.policies.get(identifier)
    if record is None:
        raise AWSError(
            "ResourceNotFoundException",
            f"The policy {identifier} does not exist.",
            404,
            {"ResourceType": "policy", "ResourceIds": [identifier]},
        )
    return record


def get_lifecycle_policies(call: Call) -> Dict[str, Any]:
    """GetLifecyclePolicies: summaries of all that pass, never paged."""
    given = call.parameters
    if len(given.get("ResourceTypes", [])) > 1:
        raise rules.invalid("ResourceTypes takes one value.")
    records = [record for record in call.place.policies.values() if passes(record, given)]
    return {
        "Policies": [
            {**{name: record[name] for name in SUMMARY}, "PolicyType": record["PolicyDetails"]["PolicyType"]}
            for record in records
        ]
    }


def passes(record: Record, given: Dict[str, Any]) -> bool:
    """Whether a policy passes the filters of the listing."""
    details = record["PolicyDetails"]
    default = given.get("DefaultPolicyType")
    types = details.get("ResourceTypes") or [details.get("ResourceType")]
    return (
        ("PolicyIds" not in given or record["PolicyId"] in given["PolicyIds"])
        and ("State" not in given or record["State"] == given["State"])
        and ("ResourceTypes" not in given or given["ResourceTypes"][0] in types)
        and ("TargetTags" not in given or bool(pairs(details.get("TargetTags")) & set(given["TargetTags"])))
        and ("TagsToAdd" not in given or bool(added(details) & set(given["TagsToAdd"])))
        and (not default or (record["DefaultPolicy"] and default in ("ALL", types[0])))
    )


def pairs(tags: Any) -> set:
    """Tags as `key=value`."""
    return {f"{tag['Key']}={tag['Value']}" for tag in tags or []}


def added(details: Record) -> set:
    """The tags that the schedules add, as `key=value`."""
    schedules: List[Record] = details.get("Schedules") or []
    return set().union(*(pairs(schedule.get("TagsToAdd")) for schedule in schedules))


def get_lifecycle_policy(call: Call) -> Dict[str, Any]:
    """GetLifecyclePolicy with all details, also those that the lab has never heard of."""
    return {"Policy": deepcopy(policy(call, call.parameters["PolicyId"]))}


def create_lifecycle_policy(call: Call) -> Dict[str, Any]:
    """CreateLifecyclePolicy; no token makes it idempotent, as at AWS."""
    given = call.parameters
    lacking = [name for name in ("ExecutionRoleArn", "Description", "State") if not given.get(name)]
    if lacking or not given.get("PolicyDetails"):
        raise rules.missing(*(lacking or ["PolicyDetails"]))
    rules.check_header(given)
    rules.check_details(given["PolicyDetails"])
    rules.check_tags(given.get("Tags") or {})
    if len(call.place.policies) >= MOST_POLICIES:
        message = f"The limit of {MOST_POLICIES} policies is reached."
        raise AWSError("LimitExceededException", message, 429, {"ResourceType": "policy"})
    identifier = call.world.new_id("policy")
    call.place.policies[identifier] = {
        "PolicyId": identifier,
        "Description": given["Description"],
        "State": given["State"],
        "StatusMessage": given["State"],
        "ExecutionRoleArn": given["ExecutionRoleArn"],
        "DateCreated": call.now,
        "DateModified": call.now,
        "PolicyDetails": filled(given["PolicyDetails"]),
        "Tags": dict(given.get("Tags") or {}),
        "PolicyArn": f"arn:aws:dlm:{call.region}:{call.account}:policy/{identifier}",
        "DefaultPolicy": False,
    }
    return {"PolicyId": identifier}


def filled(details: Record) -> Record:
    """The details with what the server adds where a client left it out."""
    details = deepcopy(details)
    details.setdefault("PolicyType", "EBS_SNAPSHOT_MANAGEMENT")
    if details.get("ResourceTypes") and not details.get("ResourceLocations"):
        details["ResourceLocations"] = ["CLOUD"]
    for schedule in details.get("Schedules") or []:
        schedule.setdefault("CopyTags", False)
        create = schedule.get("CreateRule", {})
        if not create.get("CronExpression"):
            create.setdefault("Location", "CLOUD")
            if not create.get("Times"):
                create["Times"] = ["09:00"]
    return details


def update_lifecycle_policy(call: Call) -> Dict[str, Any]:
    """UpdateLifecyclePolicy: PolicyDetails are replaced whole, the rest where it is given."""
    given = call.parameters
    record = policy(call, given["PolicyId"])
    rules.check_header(given)
    details = given.get("PolicyDetails")
    if details is not None:
        rules.check_details(details)
        rules.check_change(record["PolicyDetails"], details)
        record["PolicyDetails"] = filled({"PolicyType": record["PolicyDetails"]["PolicyType"], **details})
    for name in ("Description", "ExecutionRoleArn", "State"):
        if given.get(name) is not None:
            record[name] = given[name]
    if given.get("State") is not None:
        record["StatusMessage"] = given["State"]
    record["DateModified"] = call.now
    return {}


def delete_lifecycle_policy(call: Call) -> Dict[str, Any]:
    """DeleteLifecyclePolicy; its snapshots stay."""
    del call.place.policies[policy(call, call.parameters["PolicyId"])["PolicyId"]]
    return {}
