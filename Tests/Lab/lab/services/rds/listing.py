"""What RDS's listings share: exact filters, markers, and times that move with the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Dict, List, Mapping, Optional, Tuple

from ...errors import AWSError
from ...world import Record
from .. import paging
from ..call import Call

FEWEST, MOST = 20, 100


def select(call: Call, records: List[Record], known: Mapping[str, str]) -> List[Record]:
    """The records that pass the call's filters; `known` maps a filter's name to the member it looks at."""
    for given in call.parameters.get("Filters", []):
        name, values = given.get("Name"), given.get("Values", [])
        if name not in known:
            raise AWSError("InvalidParameterValue", f"Unrecognized filter name: {name}")
        records = [record for record in records if names(record, known[name]) & set(values)]
    return records


def names(record: Record, member: str) -> set:
    """What a filter may call a record by: the member's value and, where it has one, the ARN."""
    values = {record.get(member)}
    if member.endswith("Identifier"):
        values.add(record.get(member.replace("Identifier", "Arn")))
    return values


def page(call: Call, records: List[Record]) -> Tuple[List[Record], Dict[str, Any]]:
    """The page that the call asks for, and the Marker member where there is more."""
    given = call.parameters
    size = given.get("MaxRecords", MOST)
    if not FEWEST <= size <= MOST:
        raise AWSError(
            "InvalidParameterValue",
            f"Invalid value {size} for MaxRecords. Must be between {FEWEST} and {MOST}",
        )
    same = {name: value for name, value in given.items() if name not in ("Marker", "MaxRecords")}
    request = [call.operation, call.region, same]
    start = paging.position(given["Marker"], request) if given.get("Marker") else 0
    if start is None:
        raise AWSError("InvalidParameterValue", "Invalid or expired Marker")
    end = start + min(size, call.world.settings.page_limit or MOST)
    more = {"Marker": paging.token(end, request)} if end < len(records) else {}
    return records[start:end], more


def latest_restorable(record: Record, now: datetime) -> Optional[datetime]:
    """The newest time to which a database can be restored: about five minutes ago while backups are kept."""
    if "LatestRestorableTime" in record:
        return record["LatestRestorableTime"]
    if not record["BackupRetentionPeriod"]:
        return None
    return (now - timedelta(minutes=5)).replace(second=0, microsecond=0)
