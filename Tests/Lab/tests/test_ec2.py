"""EC2: paging, filters, owners, tags, snapshots."""

from __future__ import annotations

import pytest

VOLUMES = [{"VolumeId": f"vol-{n:017x}", "Size": n + 1, "Tags": {"n": str(n)}} for n in range(23)]


def ids(answer):
    return [volume["VolumeId"] for volume in answer["Volumes"]]


def test_pages_hold_everything_once_and_tokens_need_encoding(lab):
    lab.seed({"volumes": VOLUMES})
    ec2 = lab.boto3("ec2")
    first = ec2.describe_volumes(MaxResults=10)
    assert len(first["Volumes"]) == 10
    assert all(character in first["NextToken"] for character in "+/=")
    pages = list(ec2.get_paginator("describe_volumes").paginate(PaginationConfig={"PageSize": 10}))
    assert [len(page["Volumes"]) for page in pages] == [10, 10, 3]
    assert [one for page in pages for one in ids(page)] == [volume["VolumeId"] for volume in VOLUMES]
    assert len(ec2.describe_volumes()["Volumes"]) == 23


def test_small_and_empty_pages_on_demand(lab):
    lab.seed({"volumes": VOLUMES, "settings": {"page_limit": 7, "empty_first_page": True}})
    pages = list(
        lab.boto3("ec2").get_paginator("describe_volumes").paginate(PaginationConfig={"PageSize": 1000})
    )
    assert [len(page["Volumes"]) for page in pages] == [0, 7, 7, 7, 2]


def test_what_paging_refuses(lab, refused):
    lab.seed({"volumes": VOLUMES})
    ec2 = lab.boto3("ec2")
    one = VOLUMES[0]["VolumeId"]
    assert refused(ec2.describe_volumes, MaxResults=5, VolumeIds=[one]) == "InvalidParameterCombination/400"
    assert refused(ec2.describe_volumes, MaxResults=5, NextToken="x") == "InvalidPaginationToken/400"
    assert refused(ec2.describe_volumes, MaxResults=4) == "InvalidParameterValue/400"
    token = ec2.describe_volumes(MaxResults=5)["NextToken"]
    other = [{"Name": "status", "Values": ["in-use"]}]
    assert (
        refused(ec2.describe_volumes, MaxResults=5, NextToken=token, Filters=other)
        == "InvalidPaginationToken/400"
    )
    assert refused(ec2.describe_volumes, VolumeIds=["vol-0000000000000ffff"]) == "InvalidVolume.NotFound/400"
    assert (
        refused(ec2.describe_volumes, Filters=[{"Name": "colour", "Values": ["x"]}])
        == "InvalidParameterValue/400"
    )
    many = [{"Name": "volume-id", "Values": [f"vol-{n:017x}" for n in range(201)]}]
    assert refused(ec2.describe_volumes, Filters=many) == "FilterLimitExceeded/400"


@pytest.mark.parametrize(
    "name, values, found",
    [
        ("tag:Backup", ["Default"], {1}),
        ("tag:Backup", ["default"], {2}),
        ("tag:Backup", ["?efault"], {1, 2}),
        ("tag:Backup", ["*"], {1, 2, 3, 4}),
        ("tag:Backup", ["\\*"], {3}),
        ("tag:Backup", ["a\\\\b"], {4}),
        ("tag:backup", ["*"], set()),
        ("tag-key", ["Back*"], {1, 2, 3, 4}),
        ("volume-id", ["vol-00000001", "vol-00000005"], {1, 5}),
        ("attachment.instance-id", ["i-00000001"], {5}),
        ("attachment.device", ["/dev/sdf"], {5}),
        ("status", ["in-use"], {5}),
        ("encrypted", ["true"], {1, 2, 3, 4, 5}),
    ],
)
def test_filters(lab, name, values, found):
    tags = {1: "Default", 2: "default", 3: "*", 4: "a\\b"}
    volumes = [{"VolumeId": f"vol-{n:08x}", "Tags": {"Backup": value}} for n, value in tags.items()]
    attached = {"VolumeId": "vol-00000005", "Device": "/dev/sdf"}
    lab.seed({"volumes": volumes, "instances": [{"InstanceId": "i-00000001", "volumes": [attached]}]})
    answer = lab.boto3("ec2").describe_volumes(Filters=[{"Name": name, "Values": values}])
    assert {int(one[-1]) for one in ids(answer)} == found


def test_instances_know_their_volumes_and_linger_when_terminated(document):
    ec2 = document.boto3("ec2")
    answer = ec2.describe_instances(Filters=[{"Name": "tag:Name", "Values": ["algorithmia-legit"]}])
    instance = answer["Reservations"][0]["Instances"][0]
    devices = {one["DeviceName"]: one["Ebs"]["VolumeId"] for one in instance["BlockDeviceMappings"]}
    assert devices == {"/dev/xvda": "vol-0a11000000000a001", "/dev/sdf": "vol-0f3e2d1c0b9a87654"}
    gone = ec2.describe_instances(Filters=[{"Name": "instance-state-name", "Values": ["terminated"]}])
    assert {r["Instances"][0]["State"]["Name"] for r in gone["Reservations"]} == {"terminated"}


def test_snapshots_of_others_are_listed_unless_an_owner_is_named(document):
    ec2 = document.boto3("ec2")
    own = ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]
    assert {snapshot["OwnerId"] for snapshot in own} == {"123456789012"}
    assert len(ec2.describe_snapshots()["Snapshots"]) == len(own) + 6
    managed = [{"Name": "tag:aws:dlm:lifecycle-policy-id", "Values": ["policy-03c6dcc7e7b83d702"]}]
    assert len(ec2.describe_snapshots(OwnerIds=["self"], Filters=managed)["Snapshots"]) == 7


def test_tags_are_set_over_the_old_ones_or_not_at_all(lab, refused):
    full = {f"k{n}": "v" for n in range(50)}
    lab.seed(
        {
            "volumes": [
                {"VolumeId": "vol-00000001", "Tags": {"a": "1", "b": "2"}},
                {"VolumeId": "vol-00000002", "Tags": full},
            ]
        }
    )
    ec2 = lab.boto3("ec2")
    both = ["vol-00000001", "vol-00000002"]
    new = [{"Key": "Backup", "Value": "Default"}]
    assert refused(ec2.create_tags, Resources=both, Tags=new) == "TagLimitExceeded/400"
    assert (
        refused(ec2.create_tags, Resources=both[:1], Tags=[{"Key": "aws:x", "Value": ""}])
        == "InvalidParameterValue/400"
    )
    assert refused(ec2.create_tags, Resources=["vol-00000009"], Tags=new) == "InvalidVolume.NotFound/400"
    assert refused(ec2.create_tags, Resources=both[:1], Tags=new, DryRun=True) == "DryRunOperation/412"
    ec2.create_tags(Resources=both[:1], Tags=[{"Key": "b", "Value": "é*"}] + new)
    tags = ec2.describe_volumes(VolumeIds=both[:1])["Volumes"][0]["Tags"]
    assert {tag["Key"]: tag["Value"] for tag in tags} == {"a": "1", "b": "é*", "Backup": "Default"}


def test_eventual_consistency_on_demand(lab):
    lab.seed({"volumes": [{"VolumeId": "vol-00000001"}], "settings": {"stale_describes": 2}})
    ec2 = lab.boto3("ec2")
    ec2.create_tags(Resources=["vol-00000001"], Tags=[{"Key": "k", "Value": "v"}])
    seen = [bool(ec2.describe_volumes()["Volumes"][0].get("Tags")) for _ in range(4)]
    assert seen == [False, False, True, True]


def test_snapshots_complete_as_they_are_described(lab):
    lab.seed({"volumes": [{"VolumeId": "vol-00000001", "Size": 9}]})
    ec2 = lab.boto3("ec2")
    tags = [{"ResourceType": "snapshot", "Tags": [{"Key": "k", "Value": "v"}]}]
    made = ec2.create_snapshot(VolumeId="vol-00000001", TagSpecifications=tags)
    assert (made["State"], made["VolumeSize"]) == ("pending", 9)
    states = [ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"][0]["State"] for _ in range(3)]
    assert states == ["pending", "pending", "completed"]
