"""Seeds, patches, state, and the named worlds."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone

import pytest

from lab.client import ROOT, LabProcess


def backup_tags(lab):
    volumes = lab.boto3("ec2").describe_volumes()["Volumes"]
    found = {}
    for volume in volumes:
        tags = {tag["Key"]: tag["Value"] for tag in volume.get("Tags", [])}
        found[tags.get("Name", volume["VolumeId"])] = tags.get("Backup")
    return found


def test_the_document_has_its_discrepancies(document):
    tags = backup_tags(document)
    assert tags["algorithmia-legit-git"] == "default"
    assert tags["algorithmia-bastion-root"] == "Default"
    assert tags["spell-minikube-root"] is None and tags["labelbox-app-1-sdf"] is None
    rds = document.boto3("rds").describe_db_instances()["DBInstances"]
    kept = {one["DBInstanceIdentifier"]: one["BackupRetentionPeriod"] for one in rds}
    assert (kept["algorithmia-prod"], kept["spell-postgres"]) == (1, 0)
    dlm = document.boto3("dlm").get_lifecycle_policy(PolicyId="policy-03c6dcc7e7b83d702")["Policy"]
    assert dlm["PolicyDetails"]["Schedules"][0]["CreateRule"]["Times"] == ["12:00"]


@pytest.mark.parametrize("moment", ["00:00:30", "13:00:00", "13:04:12", "23:59:59"])
def test_the_healthy_world_is_healthy_at_any_minute(lab, moment):
    lab.clock(at=f"2026-11-22T{moment}Z", frozen=True)
    lab.seed("healthy")
    now = datetime.fromisoformat(f"2026-11-22T{moment}+00:00")
    newest = {}
    for snapshot in lab.boto3("ec2").describe_snapshots(OwnerIds=["self"])["Snapshots"]:
        newest.setdefault(snapshot["VolumeId"], []).append(now - snapshot["StartTime"])
    assert len(newest) == 6
    for ages in newest.values():
        assert len(ages) == 7 and timedelta() <= min(ages) <= timedelta(hours=25)
        assert max(ages) <= timedelta(days=7, hours=1)
    assert {
        value
        for name, value in backup_tags(lab).items()
        if name.startswith(("labelbox-app", "spell", "algorithmia-legit-git"))
    } == {"Default"}


def test_ages_follow_the_clock_of_the_lab(lab):
    lab.clock(at="2020-11-22T12:00:00Z", frozen=True)
    lab.seed(
        {"snapshots": [{"SnapshotId": "snap-00000001", "StartTime": "1d 2h 3m ago", "State": "pending"}]}
    )
    one = lab.boto3("ec2").describe_snapshots()["Snapshots"][0]
    assert one["StartTime"] == datetime(2020, 11, 21, 9, 57, tzinfo=timezone.utc)
    assert (one["State"], one["Progress"]) == ("pending", "42%")


def test_patches_reach_every_kind(document):
    document.patch("databases", "wiki", set={"DBInstanceStatus": "stopped", "LatestRestorableTime": "3h ago"})
    document.patch("volumes", "vol-0c00000000000f003", set={"Tags": {"Name": "found"}})
    document.patch("buckets", "ai-labelbox-prod-ykmjo8gp", set={"Region": "eu-west-1"})
    document.patch("objects", "algorithmia-gcore1-prod-us-west-2-data/bundles/hello.zip", delete=True)
    state = document.state()
    place = next(place for place in state["places"] if place["account"] == "123456789012")
    assert place["databases"]["wiki"]["DBInstanceStatus"] == "stopped"
    assert place["volumes"]["vol-0c00000000000f003"]["Tags"] == [{"Key": "Name", "Value": "found"}]
    assert state["buckets"]["ai-labelbox-prod-ykmjo8gp"]["Region"] == "eu-west-1"
    assert not state["buckets"]["algorithmia-gcore1-prod-us-west-2-data"]["Objects"]


@pytest.mark.parametrize(
    "seed", [{"volume": []}, "nowhere", {"databases": [{}]}, {"settings": {"colour": 1}}]
)
def test_a_seed_with_a_mistake_says_so(lab, seed):
    with pytest.raises(ValueError):
        lab.seed(seed)


def test_keys_and_tokens_can_be_seeded(lab, refused):
    from lab.access.keys import AccessKey

    lab.seed(
        {
            "keys": [
                {
                    "id": "ASIALABEXAMPLE000003",
                    "secret": "s",
                    "account": "333333333333",
                    "sessionToken": "t/+=",
                }
            ]
        }
    )
    sts = lab.boto3("sts", key=AccessKey("ASIALABEXAMPLE000003", "s", "", None))
    assert refused(sts.get_caller_identity) == "InvalidClientTokenId/403"


def test_a_large_page_is_quick_and_connections_are_kept(lab):
    lab.seed(
        {
            "volumes": [
                {"VolumeId": f"vol-{n:017x}", "Tags": {"Name": f"v{n}", "Backup": "Default"}}
                for n in range(3000)
            ]
        }
    )
    ec2 = lab.boto3("ec2")
    pages = list(ec2.get_paginator("describe_volumes").paginate(PaginationConfig={"PageSize": 1000}))
    assert [len(page["Volumes"]) for page in pages] == [1000, 1000, 1000]
    assert len({call["connection"] for call in lab.calls()}) == 1


def test_the_command_line(tmp_path):
    ready, log = tmp_path / "ready", tmp_path / "calls.jsonl"
    arguments = ["--while-stdin", "--ready-file", str(ready), "--log", str(log), "--seed", "document"]
    process = subprocess.Popen(
        [sys.executable, "-m", "lab", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    lab = LabProcess()
    lab.port = int(process.stdout.readline())
    while not ready.exists():
        assert process.poll() is None
    assert int(ready.read_text()) == lab.port
    lab.boto3("ec2").describe_volumes()
    assert json.loads(log.read_text())["operation"] == "DescribeVolumes"
    process.communicate("")
    assert process.returncode == 0
    with pytest.raises(OSError):
        http.client.HTTPConnection("127.0.0.1", lab.port).request("GET", "/_lab/health")
