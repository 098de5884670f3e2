"""Many manifests and many pages: all of them, with few calls."""

from __future__ import annotations

from collections import Counter
from typing import Any, Dict

import pytest
from harness.manifests import database, feed, policy, volumes
from harness.program import Program, changes
from harness.repository import Repository
from harness.worlds import sent, tags_of, volume, volume_id
from lab.client import LabProcess


def reads(lab: LabProcess, reconcile: Program) -> Dict[str, int]:
    """The calls of one plan by operation."""
    lab.forget_calls()
    assert reconcile.plan().code == 0
    calls = lab.calls()
    assert not any(call["write"] for call in calls)
    return dict(Counter(call["operation"] for call in calls))


def seed(lab: LabProcess, count: int) -> None:
    """So many instances with a volume each, and so many databases."""
    lab.seed(
        {
            "instances": [
                {
                    "InstanceId": f"i-{number:017x}",
                    "Tags": {"Name": f"node-{number}"},
                    "volumes": [{"VolumeId": volume_id(number), "Device": "/dev/sdf", "Size": 10}],
                }
                for number in range(count)
            ],
            "databases": [
                {"DBInstanceIdentifier": f"db-{number}", "BackupRetentionPeriod": 7}
                for number in range(count)
            ],
        }
    )


def test_calls_do_not_grow_with_the_manifests(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    counts = []
    for count in (2, 60):
        lab.reset()
        seed(lab, count)
        by_name = [
            volumes(
                f"node-{number}",
                spec={"select": {"instance": {"tags": {"Name": f"node-{number}"}}, "device": "/dev/sdf"}},
            )
            for number in range(min(count, 40))
        ]
        repository.declare(*by_name, *(database(f"db-{number}") for number in range(count)))
        counts.append(reads(lab, reconcile))
    few, many = counts
    assert few == many
    assert few["GetCallerIdentity"] == 1
    assert few["DescribeDBInstances"] == 1
    assert few["DescribeVolumes"] <= 2
    assert few["DescribeInstances"] <= 2
    assert sum(few.values()) <= 8, few


def test_feeds_of_one_prefix_are_listed_once(estate: Repository, lab: LabProcess, reconcile: Program) -> None:
    assert reads(lab, reconcile)["ListObjectsV2"] == 1


def test_policies_cost_one_get_each(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    repository.declare(*(policy(f"p-{number}", f"Tag-{number}") for number in range(5)))
    assert reconcile.apply().code == 0
    counted = reads(lab, reconcile)
    assert counted["GetLifecyclePolicies"] == 1
    assert counted["GetLifecyclePolicy"] <= 5


@pytest.mark.parametrize(
    "settings",
    [{"page_limit": 7}, {"page_limit": 50, "empty_first_page": True}, {"page_limit": 33, "chunked": True}],
    ids=lambda settings: "+".join(settings),
)
def test_every_page_is_read(
    lab: LabProcess, repository: Repository, reconcile: Program, settings: Dict[str, Any]
) -> None:
    lab.seed(
        {
            "volumes": [
                volume(number, Team="ops", **({} if number % 10 == 9 else {"Backup": "Default"}))
                for number in range(120)
            ],
            "databases": [
                {"DBInstanceIdentifier": f"db-{number}", "BackupRetentionPeriod": 1 if number == 59 else 7}
                for number in range(60)
            ],
            "buckets": [
                {
                    "Name": "dumps",
                    "Objects": [
                        {
                            "Key": f"dumps/{number:02d}.gz",
                            "Size": 9,
                            "LastModified": f"{number * 60 + 20}m ago",
                        }
                        for number in range(60)
                    ],
                }
            ],
            "settings": settings,
        }
    )
    repository.declare(
        volumes("ops", spec={"select": {"tags": {"Team": "ops"}}, "expect": {"min": 120, "max": 120}}),
        *(database(f"db-{number}") for number in range(60)),
        feed("dumps", spec={"retain": 60}),
    )
    run = reconcile.plan()
    assert run.code == 0, run.stderr
    ninths = [volume_id(number) for number in range(9, 120, 10)]
    assert sorted(change["object"] for change in changes(run.document)) == sorted(["db-59", *ninths])
    assert run.states["ObjectSnapshots/dumps"] == "inSync"
    assert reconcile.apply().code == 0
    assert all(tags == {"Team": "ops", "Backup": "Default"} for tags in tags_of(lab).values())


def test_the_writes_are_few_too(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    lab.seed({"volumes": [volume(number) for number in range(40)]})
    repository.declare(*(volumes(f"v-{number}", volume_id(number)) for number in range(40)))
    lab.forget_calls()
    assert reconcile.apply("--max-changes", "40").code == 0
    (call,) = sent(lab)
    assert call["parameters"]["Resources"] == [volume_id(number) for number in range(40)]
    # Before, just before the write, after it, and the account.
    assert len(lab.calls()) <= 12
