"""Backup and maintenance windows, in minutes of the week."""

from __future__ import annotations

import re
from typing import List, Tuple

from ...errors import AWSError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY, WEEK = 24 * 60, 7 * 24 * 60
CLOCK = r"([01]\d|2[0-3]):([0-5]\d)"
BACKUP = re.compile(rf"^{CLOCK}-{CLOCK}$")
MAINTENANCE = re.compile(rf"^(\w{{3}}):{CLOCK}-(\w{{3}}):{CLOCK}$", re.IGNORECASE)
Span = Tuple[int, int]


def check(backup: str, maintenance: str) -> None:
    """Both windows must be well-formed, 30 minutes at least, and apart."""
    spans = backup_spans(backup)
    start, end = maintenance_span(maintenance)
    for first, last in spans:
        for shift in (-WEEK, 0, WEEK):
            if first + shift < end and start < last + shift:
                raise AWSError(
                    "InvalidParameterValue", "The backup window and maintenance window must not overlap."
                )


def backup_spans(window: str) -> List[Span]:
    """The backup window on every day of a week."""
    found = BACKUP.match(window)
    if not found:
        raise AWSError(
            "InvalidParameterValue",
            f"The requested backup window {window} is invalid. Use hh24:mi-hh24:mi in UTC.",
        )
    hour, minute, to_hour, to_minute = map(int, found.groups())
    start = hour * 60 + minute
    length = (to_hour * 60 + to_minute - start) % DAY
    if length < 30:
        raise AWSError("InvalidParameterValue", "The backup window must be at least 30 minutes.")
    return [(day * DAY + start, day * DAY + start + length) for day in range(7)]


def maintenance_span(window: str) -> Span:
    """The maintenance window's start and end; the end may lie beyond the week's."""
    found = MAINTENANCE.match(window)
    if not found or found.group(1).lower() not in DAYS or found.group(4).lower() not in DAYS:
        raise AWSError(
            "InvalidParameterValue",
            f"The requested maintenance window {window} is invalid. Use ddd:hh24:mi-ddd:hh24:mi in UTC.",
        )
    day, hour, minute, to_day, to_hour, to_minute = found.groups()
    start = DAYS.index(day.lower()) * DAY + int(hour) * 60 + int(minute)
    length = (DAYS.index(to_day.lower()) * DAY + int(to_hour) * 60 + int(to_minute) - start) % WEEK
    if not 30 <= length <= DAY:
        raise AWSError("InvalidParameterValue", "The maintenance window must be from 30 minutes to 24 hours.")
    return start, start + length
