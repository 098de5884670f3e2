"""EC2: volumes, instances, snapshots and tags, kept here because paging, owners and filters must be AWS's."""

from .describe import (
    describe_availability_zones,
    describe_instances,
    describe_snapshots,
    describe_tags,
    describe_volumes,
)
from .snapshots import create_snapshot
from .tags import create_tags, delete_tags

OPERATIONS = {
    "DescribeAvailabilityZones": describe_availability_zones,
    "DescribeInstances": describe_instances,
    "DescribeSnapshots": describe_snapshots,
    "DescribeTags": describe_tags,
    "DescribeVolumes": describe_volumes,
    "CreateSnapshot": create_snapshot,
    "CreateTags": create_tags,
    "DeleteTags": delete_tags,
}
