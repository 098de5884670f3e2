"""The listings of EC2."""

from __future__ import annotations

from typing import Any, Dict, List

from ...world import Place, Record
from ..call import Call
from . import filters
from .ids import BY_TYPE, KINDS, chosen, store
from .pages import page


def describe_volumes(call: Call) -> Dict[str, Any]:
    """DescribeVolumes."""
    given = call.parameters
    call.world.described("ec2")
    records = chosen(call.place, BY_TYPE["volume"], given.get("VolumeIds", []))
    records = filters.select(records, given.get("Filters", []), filters.VOLUMES)
    shown, more = page(call, "VolumeIds", records)
    return {"Volumes": shown, **more}


def describe_instances(call: Call) -> Dict[str, Any]:
    """DescribeInstances: one reservation an instance."""
    given = call.parameters
    call.world.described("ec2")
    records = chosen(call.place, BY_TYPE["instance"], given.get("InstanceIds", []))
    records = [with_volumes(call.place, record) for record in records]
    records = filters.select(records, given.get("Filters", []), filters.INSTANCES)
    shown, more = page(call, "InstanceIds", records)
    reservations = [
        {
            "ReservationId": "r" + record["InstanceId"][1:],
            "OwnerId": call.account,
            "Groups": [],
            "Instances": [record],
        }
        for record in shown
    ]
    return {"Reservations": reservations, **more}


def with_volumes(place: Place, instance: Record) -> Record:
    """The instance with the volumes that are attached to it."""
    mappings = [
        {
            "DeviceName": attachment["Device"],
            "Ebs": {
                "AttachTime": attachment["AttachTime"],
                "DeleteOnTermination": attachment["DeleteOnTermination"],
                "Status": attachment["State"],
                "VolumeId": volume["VolumeId"],
            },
        }
        for volume in place.volumes.values()
        for attachment in volume["Attachments"]
        if attachment["InstanceId"] == instance["InstanceId"]
    ]
    return {**instance, "BlockDeviceMappings": mappings}


def describe_snapshots(call: Call) -> Dict[str, Any]:
    """DescribeSnapshots. Without an owner it lists also what others have made public, as AWS does."""
    given = call.parameters
    call.world.described("ec2")
    records = chosen(call.place, BY_TYPE["snapshot"], given.get("SnapshotIds", []))
    owners = {call.account if owner == "self" else owner for owner in given.get("OwnerIds", [])}
    if owners:
        records = [record for record in records if record["OwnerId"] in owners]
    records = filters.select(records, given.get("Filters", []), filters.SNAPSHOTS)
    shown, more = page(call, "SnapshotIds", records)
    return {"Snapshots": shown, **more}


def describe_tags(call: Call) -> Dict[str, Any]:
    """DescribeTags over all kinds of resources."""
    call.world.described("ec2")
    records: List[Record] = [
        {"ResourceId": identifier, "ResourceType": kind.type, **tag}
        for kind in KINDS
        for identifier, record in store(call.place, kind).items()
        for tag in record["Tags"]
    ]
    records = filters.select(records, call.parameters.get("Filters", []), filters.TAGS)
    shown, more = page(call, "", records)
    return {"Tags": shown, **more}


def describe_availability_zones(call: Call) -> Dict[str, Any]:
    """DescribeAvailabilityZones: three zones a region."""
    zones = [
        {
            "GroupName": f"{call.region}-zg-1",
            "OptInStatus": "opt-in-not-required",
            "RegionName": call.region,
            "State": "available",
            "ZoneId": f"{call.region}-az{number}",
            "ZoneName": f"{call.region}{letter}",
            "ZoneType": "availability-zone",
        }
        for number, letter in enumerate("abc", 1)
    ]
    return {"AvailabilityZones": zones}
