"""EC2's paging: MaxResults of 5 to 1,000, opaque tokens that only the same request may use."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from ...errors import AWSError
from ...world import Record
from .. import paging
from ..call import Call

FEWEST, MOST = 5, 1000


def page(call: Call, ids: str, records: List[Record]) -> Tuple[List[Record], Dict[str, Any]]:
    """The page that the call asks for, with NextToken where there is more. `ids` names the id list."""
    given = call.parameters
    size, token = given.get("MaxResults"), given.get("NextToken")
    if size is not None and given.get(ids):
        raise AWSError(
            "InvalidParameterCombination", f"The parameter {ids} cannot be used with the parameter maxResults"
        )
    if size is not None and size < FEWEST:
        raise AWSError(
            "InvalidParameterValue",
            f"Value ( {size} ) for parameter maxResults is invalid. Expecting a value greater than {FEWEST}.",
        )
    if size is None and token is None:
        return records, {}
    same = {name: value for name, value in given.items() if name not in ("NextToken", "MaxResults")}
    request = [call.operation, call.region, same]
    settings = call.world.settings
    start = 0 if token is None else paging.position(token, request)
    if start is None:
        raise AWSError("InvalidPaginationToken", "The specified pagination token is invalid")
    if token is None and settings.empty_first_page and records:
        return [], {"NextToken": paging.token(0, request)}
    end = start + min(size or MOST, settings.page_limit or MOST, MOST)
    more = {"NextToken": paging.token(end, request)} if end < len(records) else {}
    return records[start:end], more
