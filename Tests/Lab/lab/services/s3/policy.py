"""Bucket policies as S3 gives them back: account ids as root ARNs, lists of one as a string."""

from __future__ import annotations

import json
import re
from typing import Any, Dict, List

from ...errors import AWSError

COLLAPSING = ("Action", "NotAction", "Resource", "NotResource")


def normalised(text: str, bucket: str) -> str:
    """The document as S3 keeps it; what is no policy of this bucket is refused."""
    try:
        policy = json.loads(text)
    except ValueError:
        raise malformed("Policies must be valid JSON and the first byte must be '{'") from None
    if not isinstance(policy, dict):
        raise malformed("Policies must be valid JSON and the first byte must be '{'")
    statements = policy.get("Statement")
    statements = statements if isinstance(statements, list) else [statements]
    if not statements or not all(isinstance(statement, dict) for statement in statements):
        raise malformed("Missing required field Statement")
    sids = [statement["Sid"] for statement in statements if "Sid" in statement]
    if len(set(sids)) != len(sids):
        raise malformed("Statement IDs (SID) in a single policy must be unique.")
    policy["Statement"] = [normal_statement(statement, bucket) for statement in statements]
    return json.dumps(policy, separators=(",", ":"))


def normal_statement(statement: Dict[str, Any], bucket: str) -> Dict[str, Any]:
    """One statement, checked and normalised."""
    for name, other in (("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource")):
        if name not in statement and other not in statement:
            raise malformed(f"Missing required field {name}")
    if statement.get("Effect") not in ("Allow", "Deny"):
        raise malformed(f"Invalid effect: {statement.get('Effect')}")
    check_resources(statement, f"arn:aws:s3:::{bucket}")
    value = dict(statement)
    for name in COLLAPSING:
        if name in value:
            value[name] = collapsed(value[name])
    for name in ("Principal", "NotPrincipal"):
        if isinstance(value.get(name), dict):
            value[name] = {kind: collapsed(map(principal, listed(who))) for kind, who in value[name].items()}
    if "Condition" in value:
        value["Condition"] = {
            operator: {key: collapsed(wanted) for key, wanted in keys.items()}
            for operator, keys in value["Condition"].items()
        }
    return value


def check_resources(statement: Dict[str, Any], own: str) -> None:
    """A statement speaks of its bucket and of what is in it, of nothing else."""
    for resource in listed(statement.get("Resource", [])):
        if resource != own and not resource.startswith(own + "/"):
            raise malformed("Policy has invalid resource")


def principal(who: str) -> str:
    """A bare account id becomes the ARN of its root."""
    return f"arn:aws:iam::{who}:root" if re.fullmatch(r"\d{12}", who) else who


def listed(value: Any) -> List[Any]:
    """A string as a list of one."""
    return [value] if isinstance(value, str) else list(value)


def collapsed(value: Any) -> Any:
    """A list of one as its element."""
    value = listed(value)
    return value[0] if len(value) == 1 else value


def is_public(text: str) -> bool:
    """Whether a statement lets everybody in without a condition."""
    return any(
        statement["Effect"] == "Allow"
        and statement.get("Principal") in ("*", {"AWS": "*"})
        and not statement.get("Condition")
        for statement in json.loads(text)["Statement"]
    )


def malformed(message: str) -> AWSError:
    """MalformedPolicy."""
    return AWSError("MalformedPolicy", message)
