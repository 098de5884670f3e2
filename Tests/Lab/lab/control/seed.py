"""Seeds: a description of a world in AWS's own member names, laid over what is there."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Union

from ..access.keys import ACCOUNT, AccessKey
from ..services.s3.policy import normalised
from ..world import Record, World
from .records import Maker, makers

REGION = "us-west-2"
Description = Dict[str, Any]


def plant(world: World, description: Union[Description, List[Description]]) -> None:
    """Lay a description, or several, over the world. Unknown words are errors; same ids are replaced."""
    for part in description if isinstance(description, list) else [description]:
        plant_place(world, part)


def plant_place(world: World, part: Description) -> None:
    """One account's region."""
    rest = dict(part)
    account, region = rest.pop("account", ACCOUNT), rest.pop("region", REGION)
    maker = Maker(account, region, world.clock.now(), world.new_id)
    place = world.place(account, region)
    for instance in rest.get("instances", []):
        rest["volumes"] = rest.get("volumes", []) + attached_volumes(instance)
    for name, (store, key, make) in makers(maker).items():
        for given in rest.pop(name, []):
            if name == "instances":
                given = {member: item for member, item in given.items() if member != "volumes"}
            record = make(given)
            getattr(place, store)[record[key]] = record
    for given in rest.pop("buckets", []):
        plant_bucket(world, maker.bucket(given), given.get("Policy"))
    for given in rest.pop("keys", []):
        key = AccessKey(
            given["id"], given["secret"], given.get("account", account), given.get("sessionToken")
        )
        world.keys[key.id] = key
    set_options(world, rest.pop("settings", {}))
    if rest:
        raise ValueError(f"a seed has no {', '.join(sorted(rest))}")


def attached_volumes(instance: Record) -> List[Record]:
    """The volumes that an instance of a seed names with their devices."""
    volumes = []
    for given in instance.get("volumes", []):
        attachment = {"InstanceId": instance["InstanceId"], "Device": given.get("Device", "/dev/xvda")}
        volume = {name: item for name, item in given.items() if name != "Device"}
        volumes.append({**volume, "Attachments": [attachment]})
    return volumes


def plant_bucket(world: World, bucket: Record, policy: Any) -> None:
    """A bucket with its policy, which may be given as text or as a document."""
    if policy:
        bucket["Policy"] = normalised(
            policy if isinstance(policy, str) else json.dumps(policy), bucket["Name"]
        )
    world.buckets[bucket["Name"]] = bucket


def set_options(world: World, options: Description) -> None:
    """Change settings by name."""
    for name, value in options.items():
        if not hasattr(world.settings, name):
            raise ValueError(f"there is no setting {name!r}; there are {', '.join(vars(world.settings))}")
        setattr(world.settings, name, value)
