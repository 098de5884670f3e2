"""ListObjectsV2."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Tuple
from urllib.parse import quote

from ...errors import AWSError
from ...world import Record
from .. import paging
from ..call import Call
from .buckets import bucket, owner_id

MOST_KEYS = 1000
Entry = Tuple[str, Any]


def list_objects_v2(call: Call) -> Dict[str, Any]:
    """ListObjectsV2: keys in the order of their UTF-8 bytes, common prefixes rolled up."""
    given, found = call.parameters, bucket(call)
    prefix, delimiter = given.get("Prefix", ""), given.get("Delimiter", "")
    token, start = given.get("ContinuationToken"), given.get("StartAfter", "")
    same = [found["Name"], prefix, delimiter]
    after = paging.position(token, same) if token is not None else start
    if after is None:
        raise AWSError("InvalidArgument", "The continuation token provided is incorrect")
    asked = given.get("MaxKeys", MOST_KEYS)
    if asked < 0:
        raise AWSError("InvalidArgument", "Argument maxKeys must be an integer between 0 and 2147483647")
    size = min(asked, MOST_KEYS, call.world.settings.page_limit or MOST_KEYS)
    entries = [entry for entry in rolled_up(found, prefix, delimiter) if order(entry[0]) > order(after)]
    shown, truncated = entries[:size], len(entries) > size > 0
    named: Callable[[str], str] = quoted if given.get("EncodingType") == "url" else str
    answer = {
        "Name": found["Name"],
        "Prefix": named(prefix),
        "Delimiter": named(delimiter) or None,
        "MaxKeys": min(asked, MOST_KEYS),
        "EncodingType": given.get("EncodingType"),
        "KeyCount": len(shown),
        "IsTruncated": truncated,
        "ContinuationToken": token,
        "StartAfter": named(start) or None,
        "Contents": [listed(call, one, named) for _, one in shown if one is not None],
        "CommonPrefixes": [{"Prefix": named(key)} for key, one in shown if one is None],
    }
    if truncated:
        answer["NextContinuationToken"] = paging.token(shown[-1][0], same)
    return answer


def rolled_up(found: Record, prefix: str, delimiter: str) -> List[Entry]:
    """Objects by key, and for what lies behind a delimiter its common prefix with None."""
    entries: Dict[str, Any] = {}
    for key, one in found["Objects"].items():
        if not key.startswith(prefix) or one.get("DeleteMarker"):
            continue
        cut = key.find(delimiter, len(prefix)) if delimiter else -1
        entries[key if cut < 0 else key[: cut + len(delimiter)]] = one if cut < 0 else None
    return sorted(entries.items(), key=lambda entry: order(entry[0]))


def order(key: str) -> bytes:
    """S3's order of keys."""
    return key.encode("utf-8")


def listed(call: Call, one: Record, named: Callable[[str], str]) -> Record:
    """An object as the listing shows it: its encryption is not part of that."""
    shown = {name: one[name] for name in ("LastModified", "ETag", "Size", "StorageClass")}
    shown["Key"] = named(one["Key"])
    if call.parameters.get("FetchOwner"):
        shown["Owner"] = {"ID": owner_id(call.account)}
    return shown


def quoted(key: str) -> str:
    """A key as encoding-type=url has it."""
    return quote(key, safe="/-_.*~")
