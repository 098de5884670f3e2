"""Resource ids: which record one names, and what AWS says when it names none."""

from __future__ import annotations

import re
from typing import Dict, List, NamedTuple

from ...errors import AWSError
from ...world import Place, Record


class Kind(NamedTuple):
    """A kind of resource: its id's prefix, its name in errors, and its name as a resource type."""

    prefix: str
    error: str
    type: str
    store: str


KINDS = (
    Kind("vol", "InvalidVolume", "volume", "volumes"),
    Kind("i", "InvalidInstanceID", "instance", "instances"),
    Kind("snap", "InvalidSnapshot", "snapshot", "snapshots"),
)
BY_TYPE = {kind.type: kind for kind in KINDS}


def kind_of(identifier: str) -> Kind:
    """The kind that an id's prefix tells."""
    for kind in KINDS:
        if identifier.startswith(kind.prefix + "-"):
            return kind
    raise AWSError("InvalidID", f"The ID '{identifier}' is not valid")


def find(place: Place, kind: Kind, identifier: str) -> Record:
    """The record of an id, or AWS's error for one that is malformed or not there."""
    if not re.fullmatch(rf"{kind.prefix}-([0-9a-f]{{8}}|[0-9a-f]{{17}})", identifier):
        if kind.type == "instance":
            raise AWSError("InvalidInstanceID.Malformed", f'Invalid id: "{identifier}"')
        message = (
            f"Value ({identifier}) for parameter {kind.type}Id is invalid. Expected: '{kind.prefix}-...'."
        )
        raise AWSError("InvalidParameterValue", message)
    record = store(place, kind).get(identifier)
    if record is None:
        raise AWSError(f"{kind.error}.NotFound", f"The {kind.type} '{identifier}' does not exist.")
    return record


def store(place: Place, kind: Kind) -> Dict[str, Record]:
    """Where a place keeps the records of a kind."""
    return getattr(place, kind.store)


def chosen(place: Place, kind: Kind, identifiers: List[str]) -> List[Record]:
    """The records named, or all where none is named."""
    if identifiers:
        return [find(place, kind, identifier) for identifier in identifiers]
    return list(store(place, kind).values())
