"""Tags as AWS lists them and as a plain dictionary."""

from __future__ import annotations

from typing import Any, Dict, List, Union

Tags = List[Dict[str, str]]


def tag_list(tags: Union[Dict[str, str], Tags, None]) -> Tags:
    """[{"Key": …, "Value": …}] from either form."""
    if isinstance(tags, dict):
        return [{"Key": key, "Value": value} for key, value in tags.items()]
    return [dict(tag) for tag in tags or []]


def tag_value(tags: Tags, key: str) -> Any:
    """The value of a key, or None."""
    return next((tag["Value"] for tag in tags if tag["Key"] == key), None)


def merged(tags: Tags, new: Tags) -> Tags:
    """The tags with the new ones over them."""
    values = {tag["Key"]: tag["Value"] for tag in tags + new}
    return tag_list(values)
