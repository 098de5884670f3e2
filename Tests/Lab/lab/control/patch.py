"""Changes behind the API's back: any member of any record, and what AWS does by itself in time."""

from __future__ import annotations

from typing import Any, Dict

from ..access.keys import ACCOUNT
from ..services.rds.modify import settle
from ..world import Place, World
from .records import POLICY_MAPS, Maker, makers
from .seed import REGION

Change = Dict[str, Any]


def patch(world: World, change: Change) -> None:
    """{"kind", "id", "set"?, "unset"?, "delete"?, "maintenance"?} for a record that is there."""
    account, region = change.get("account", ACCOUNT), change.get("region", REGION)
    maker = Maker(account, region, world.clock.now(), world.new_id)
    store, identifier = records(world, world.place(account, region), maker, change)
    if identifier not in store:
        raise ValueError(f"there is no {change['kind']} {identifier!r}")
    if change.get("delete"):
        del store[identifier]
        return
    record = store[identifier]
    maps = POLICY_MAPS if change["kind"] == "policies" else ()
    record.update(maker.dated(change.get("set", {}), maps))
    for name in change.get("unset", []):
        record.pop(name, None)
    if change.get("maintenance"):
        settle(world, world.place(account, region), record, dict(record["PendingModifiedValues"]))


def records(world: World, place: Place, maker: Maker, change: Change) -> Any:
    """Where the record is kept, and under which id. Objects are named `BUCKET/KEY`."""
    kind, identifier = change["kind"], change["id"]
    if kind == "buckets":
        return world.buckets, identifier
    if kind == "objects":
        bucket, _, key = identifier.partition("/")
        return world.buckets[bucket]["Objects"], key
    known = makers(maker)
    if kind not in known:
        raise ValueError(f"there is no kind {kind!r}; there are {', '.join(known)}, buckets, objects")
    return getattr(place, known[kind][0]), identifier
