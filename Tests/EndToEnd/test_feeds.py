"""Snapshots that products write to S3: judged, never made."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest
from harness.manifests import feed
from harness.program import Program, codes
from harness.repository import Repository
from lab.access.keys import OTHER_ACCOUNT
from lab.client import LabProcess

IN_ORDER = ["20m", "80m", "140m"]
KEY = "arn:aws:kms:us-west-2:123456789012:key/1f2e3d4c-5b6a-4978-8877-665544332211"


def bucket(*ages: str, prefix: str = "dumps/", **members: Any) -> Dict[str, Any]:
    """A bucket with a dump of each age, newest first."""
    return {
        "Name": "dumps",
        "Objects": [
            {"Key": f"{prefix}{number:03d}.gz", "Size": 900, "LastModified": f"{age} ago"}
            for number, age in enumerate(ages)
        ],
        **members,
    }


def judged(lab: LabProcess, repository: Repository, reconcile: Program, there: Any, **spec: Any) -> List[str]:
    """The findings of a feed in a bucket; there are never changes or writes."""
    lab.seed({"buckets": [there]})
    repository.declare(feed("dumps", spec=spec))
    run = reconcile.plan("--detailed-exitcode")
    resource = run.resources["ObjectSnapshots/dumps"]
    assert resource["changes"] == []
    assert reconcile.apply().document["changes"] == []
    assert lab.calls(write="true") == []
    expected = {"inSync": 0, "attention": 2, "unknown": 1}
    assert run.code == expected[resource["state"]]
    return codes(resource)


@pytest.mark.parametrize(
    "ages, spec, found",
    [
        (IN_ORDER, {}, []),
        (["74m", "134m", "194m"], {}, []),
        (["76m", "136m", "196m"], {}, ["stale"]),
        (["76m", "136m", "196m"], {"tolerance": "30m"}, []),
        (["20m", "80m", "156m"], {}, ["gap"]),
        (["20m", "80m"], {}, ["too-few"]),
        ([*IN_ORDER, "200m"], {}, ["too-many"]),
        (["5m", "65m", "125m", "185m"], {}, []),
        ([*IN_ORDER, "200m"], {"retain": {"min": 3, "max": 5}}, []),
        (IN_ORDER, {"minimumBytes": 1000}, ["too-small"]),
        (IN_ORDER, {"minimumBytes": 900}, []),
        (IN_ORDER, {"encrypted": True}, []),
        (IN_ORDER, {"encrypted": "aws:kms"}, ["unencrypted"]),
    ],
)
def test_pace_number_size_and_encryption(
    lab: LabProcess, repository: Repository, reconcile: Program, ages: List[str], spec: Any, found: List[str]
) -> None:
    assert sorted(set(judged(lab, repository, reconcile, bucket(*ages), **spec))) == found


@pytest.mark.parametrize(
    "encrypted, found", [(True, []), ("aws:kms", []), (KEY, []), (KEY[:-1] + "2", ["unencrypted"])]
)
def test_the_key_of_the_encryption(
    lab: LabProcess, repository: Repository, reconcile: Program, encrypted: Any, found: List[str]
) -> None:
    there = bucket(*IN_ORDER)
    for one in there["Objects"]:
        one.update(ServerSideEncryption="aws:kms", SSEKMSKeyId=KEY)
    assert sorted(set(judged(lab, repository, reconcile, there, encrypted=encrypted))) == found


def test_one_that_is_not_encrypted_is_enough(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    there = bucket(*IN_ORDER)
    there["Objects"][2]["ServerSideEncryption"] = None
    assert set(judged(lab, repository, reconcile, there, encrypted=True)) == {"unencrypted"}


@pytest.mark.parametrize("how", ["AuthorizationHeaderMalformed", "PermanentRedirect"])
def test_a_bucket_of_another_region_is_followed(
    lab: LabProcess, repository: Repository, reconcile: Program, how: str
) -> None:
    there = bucket(*IN_ORDER, Region="eu-west-1", WrongRegion=how)
    assert judged(lab, repository, reconcile, there, encrypted=True) == []


def test_a_bucket_of_somebody_else_is_unknown(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    assert judged(lab, repository, reconcile, bucket(*IN_ORDER, Account=OTHER_ACCOUNT)) == ["denied"]


def test_no_bucket_and_no_object_are_absent(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    assert judged(lab, repository, reconcile, {"Name": "another"}) == ["absent"]
    lab.reset()
    assert judged(lab, repository, reconcile, bucket(*IN_ORDER, prefix="dumps_old/")) == ["absent"]


def test_odd_keys_are_read_as_they_are(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    prefix = "dumps/ä +&<%2F>/"
    there = bucket(*IN_ORDER, prefix=prefix)
    assert judged(lab, repository, reconcile, there, prefix=prefix, encrypted=True) == []


def test_folders_are_one_snapshot_each(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    parts = [
        {"Key": f"dumps/{hour}/{part}.gz", "Size": 500, "LastModified": f"{20 + 60 * hour}m ago"}
        for hour in range(3)
        for part in "ab"
    ]
    marker = {"Key": "dumps/", "Size": 0, "LastModified": "400d ago"}
    there = {"Name": "dumps", "Objects": [marker, *parts]}
    assert judged(lab, repository, reconcile, there, unit="folder", minimumBytes=1000) == []
    assert set(judged(lab, repository, reconcile, there, unit="folder", minimumBytes=1001)) == {"too-small"}


def test_a_head_that_fails_is_unknown(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    lab.faults({"kind": "denied", "operation": "HeadObject"})
    assert judged(lab, repository, reconcile, bucket(*IN_ORDER), encrypted=True) == ["denied"]


def test_the_finding_carries_the_runbook(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    lab.seed({"buckets": [bucket("5h", "6h", "7h")]})
    runbook = "https://runbooks.example.org/dumps"
    repository.declare(feed("dumps", runbook=runbook))
    (finding,) = reconcile.plan().resources["ObjectSnapshots/dumps"]["findings"]
    assert (finding["code"], finding["runbook"]) == ("stale", runbook)
    assert runbook in reconcile("plan").stdout
