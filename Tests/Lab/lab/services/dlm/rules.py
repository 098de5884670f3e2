"""What DLM refuses."""

from __future__ import annotations

import re
from typing import Any, Dict, List

from ...errors import AWSError

PLAIN = re.compile(r"^[0-9A-Za-z _-]+$")
ROLE = re.compile(r"^arn:aws(-[a-z]{1,3}){0,2}:iam::\d+:role/.*$")
TIME = re.compile(r"^(0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]$")
CRON = re.compile(r"^cron\([^\n]{11,100}\)$")
TAG_KEY = re.compile(r"^(?!aws:)[a-zA-Z+-=._:/]+$")
HOURS = (1, 2, 3, 4, 6, 8, 12, 24)
TYPES = ("EBS_SNAPSHOT_MANAGEMENT", "IMAGE_MANAGEMENT", "EVENT_BASED_POLICY")
UNITS = ("DAYS", "WEEKS", "MONTHS", "YEARS")
MOST_TAGS = 45


def invalid(message: str) -> AWSError:
    """InvalidRequestException."""
    return AWSError("InvalidRequestException", message)


def missing(*names: str) -> AWSError:
    """The error for parameters that are not there."""
    return invalid(f"The following required parameter(s) are missing: {{{', '.join(names)}}}")


def check_header(given: Dict[str, Any]) -> None:
    """Description, role and state, where they are given."""
    description, role, state = (given.get(name) for name in ("Description", "ExecutionRoleArn", "State"))
    if description is not None and not (PLAIN.match(description) and len(description) <= 500):
        raise invalid(
            "Description may hold letters, digits, spaces, _ and - only, and 500 characters at most."
        )
    if role is not None and not ROLE.match(role):
        raise invalid(f"The ExecutionRoleArn {role} is not valid.")
    if state is not None and state not in ("ENABLED", "DISABLED"):
        raise invalid(f"The state {state} is not valid. Valid values: ENABLED, DISABLED.")


def check_details(details: Dict[str, Any]) -> None:
    """The policy's details. What DLM has beside these is kept unread."""
    if details.get("PolicyType", TYPES[0]) not in TYPES:
        raise invalid(f"The policy type {details['PolicyType']} is not valid.")
    if details.get("PolicyLanguage") == "SIMPLIFIED":
        return
    lacking = [name for name in ("ResourceTypes", "TargetTags", "Schedules") if not details.get(name)]
    if lacking:
        raise missing(*lacking)
    if len(details["ResourceTypes"]) != 1 or details["ResourceTypes"][0] not in ("VOLUME", "INSTANCE"):
        raise invalid("ResourceTypes must be one of VOLUME, INSTANCE.")
    check_target_tags(details["TargetTags"])
    schedules = details["Schedules"]
    if len(schedules) > 4:
        raise invalid("A policy may have 4 schedules at most.")
    names = [schedule.get("Name") for schedule in schedules]
    if len(set(names)) != len(names):
        raise invalid("The names of the schedules of a policy must be unique.")
    for schedule in schedules:
        check_schedule(schedule)
    if len({retention_type(schedule) for schedule in schedules}) > 1:
        raise invalid("All schedules of a policy must have the same retention type.")


def check_target_tags(tags: List[Dict[str, str]]) -> None:
    """1 to 50 target tags; no backslash or equals sign in a key."""
    if len(tags) > 50:
        raise invalid("A policy may have 50 target tags at most.")
    for tag in tags:
        if set(tag) != {"Key", "Value"} or not tag["Key"] or re.search(r"[\\=]", tag["Key"]):
            raise invalid(f"The target tag {tag} is not valid.")


def check_schedule(schedule: Dict[str, Any]) -> None:
    """One schedule's name and rules."""
    name = schedule.get("Name")
    if not name or not PLAIN.match(name) or len(name) > 120:
        raise invalid(
            "A schedule's Name may hold letters, digits, spaces, _ and - only, and 120 characters at most."
        )
    if "CreateRule" not in schedule or "RetainRule" not in schedule:
        raise missing(*(rule for rule in ("CreateRule", "RetainRule") if rule not in schedule))
    if len(schedule.get("TagsToAdd") or []) > MOST_TAGS:
        raise invalid("A schedule may add 45 tags at most.")
    check_create(schedule["CreateRule"])
    check_retain(schedule["RetainRule"])


def check_create(rule: Dict[str, Any]) -> None:
    """An interval in hours with at most one time, or a cron expression, never both."""
    cron = rule.get("CronExpression")
    if cron is not None:
        if rule.get("Interval") is not None or rule.get("IntervalUnit") or rule.get("Times"):
            raise invalid("CronExpression cannot be combined with Interval, IntervalUnit or Times.")
        if not CRON.match(cron):
            raise invalid(f"The cron expression {cron} is not valid.")
        return
    if (
        rule.get("Interval") not in HOURS
        or isinstance(rule["Interval"], bool)
        or rule.get("IntervalUnit") != "HOURS"
    ):
        raise invalid(f"Interval must be one of {', '.join(map(str, HOURS))} with the IntervalUnit HOURS.")
    times = rule.get("Times") or []
    if len(times) > 1 or not all(TIME.match(time) for time in times):
        raise invalid("Times may hold one time of the form hh:mm at most.")


def check_retain(rule: Dict[str, Any]) -> None:
    """A count of 1 to 1000, or an age."""
    count, interval = rule.get("Count"), rule.get("Interval")
    if (count is None) == (interval is None):
        raise invalid("RetainRule must have either Count or Interval with IntervalUnit.")
    if count is not None and (not 1 <= count <= 1000 or rule.get("IntervalUnit")):
        raise invalid("The Count of a RetainRule must be between 1 and 1000.")
    if interval is not None and (interval < 1 or rule.get("IntervalUnit") not in UNITS):
        raise invalid(f"The Interval of a RetainRule must be positive, its unit one of {', '.join(UNITS)}.")


def check_change(before: Dict[str, Any], after: Dict[str, Any]) -> None:
    """What an update may not change."""
    for name in ("PolicyType", "ResourceTypes"):
        if name in before and after.get(name, before[name]) != before[name]:
            raise invalid(f"The {name} of a policy cannot be changed.")
    if before.get("Parameters") and not after.get("Parameters"):
        raise missing("Parameters")
    was = {retention_type(schedule) for schedule in before.get("Schedules", [])}
    will = {retention_type(schedule) for schedule in after.get("Schedules", [])}
    if was and will and was != will:
        raise invalid("The retention type of a policy cannot be changed between count-based and age-based.")


def retention_type(schedule: Dict[str, Any]) -> str:
    """count or age."""
    return "count" if schedule.get("RetainRule", {}).get("Count") is not None else "age"


def check_tags(tags: Dict[str, str]) -> None:
    """The tags of a policy itself."""
    for key, value in tags.items():
        if not TAG_KEY.match(key) or len(key) > 128 or len(value) > 256:
            raise invalid(f"The tag {key} is not valid.")
    if len(tags) > MOST_TAGS:
        raise invalid(f"A policy may have {MOST_TAGS} tags at most.")
