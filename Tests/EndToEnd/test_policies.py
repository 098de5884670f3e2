"""Policies that have to be created: once, with their tags, and never twice."""

from __future__ import annotations

import signal
import time
from typing import Any, Dict, List

import pytest
from harness.manifests import policy, volumes
from harness.program import Program, changes, codes
from harness.repository import Repository
from harness.worlds import place, sent, tags_of, volume, volume_id
from lab.client import LabProcess

OURS = {"reconcile/name": "prod/nightly", "reconcile/repository": "ops/recovery"}


@pytest.fixture
def declared(repository: Repository) -> Repository:
    """A repository that wants a policy without an id."""
    repository.declare(policy())
    return repository


def policies(lab: LabProcess) -> List[Dict[str, Any]]:
    """The policies as DLM tells them, with their details."""
    dlm = lab.boto3("dlm")
    return [
        dlm.get_lifecycle_policy(PolicyId=one["PolicyId"])["Policy"]
        for one in dlm.get_lifecycle_policies()["Policies"]
    ]


def test_created_once_with_its_tags(declared: Repository, reconcile: Program, lab: LabProcess) -> None:
    plan = reconcile.plan()
    (change,) = changes(plan.document)
    assert (change["action"], change["impact"], change["apply"]) == ("create", "strengthens", "yes")
    assert plan.document["summary"]["changes"] == {"create": 1, "update": 0, "delete": 0}
    assert reconcile.apply().code == 0
    assert sent(lab) == change["calls"]
    (made,) = policies(lab)
    assert made["Tags"].items() >= OURS.items()
    assert made["State"] == "ENABLED"
    details = made["PolicyDetails"]
    assert details["TargetTags"] == [{"Key": "Backup", "Value": "Nightly"}]
    (schedule,) = details["Schedules"]
    assert schedule["CreateRule"]["Times"] == ["13:00"]
    assert schedule["RetainRule"] == {"Count": 7}
    assert reconcile.plan("--detailed-exitcode").code == 0
    assert reconcile.apply().document["changes"] == []
    assert len(policies(lab)) == 1


def test_the_policy_is_found_again_by_its_tags(
    declared: Repository, reconcile: Program, lab: LabProcess
) -> None:
    assert reconcile.apply().code == 0
    declared.declare(policy(spec={"description": "Another description"}))
    (change,) = changes(reconcile.plan().document)
    assert (change["action"], change["impact"]) == ("update", "neutral")
    assert reconcile.apply().code == 0
    (one,) = policies(lab)
    assert one["Description"] == "Another description"


@pytest.mark.parametrize("kind", ["reset", "cut", "wrong-root", "empty"])
def test_a_lost_answer_makes_no_second_policy(
    declared: Repository, reconcile: Program, lab: LabProcess, kind: str
) -> None:
    lab.faults({"kind": kind, "operation": "CreateLifecyclePolicy", "after": True, "first": 1})
    run = reconcile.apply()
    assert run.code in (0, 1)
    assert len(lab.calls(operation="CreateLifecyclePolicy")) == 1
    lab.faults()
    assert reconcile.apply().code == 0
    assert len(policies(lab)) == 1
    assert reconcile.plan("--detailed-exitcode").code == 0


def test_a_request_that_never_arrived_heals(
    declared: Repository, reconcile: Program, lab: LabProcess
) -> None:
    lab.faults({"kind": "reset", "operation": "CreateLifecyclePolicy", "first": 1})
    assert reconcile.apply("--verify-timeout", "1s").code == 1
    assert policies(lab) == []
    lab.faults()
    assert reconcile.apply().code == 0
    assert len(policies(lab)) == 1


def test_killed_in_mid_apply_the_next_run_converges(
    repository: Repository, reconcile: Program, lab: LabProcess
) -> None:
    lab.seed({"volumes": [volume(1)]})
    repository.declare(policy(), volumes("data", volume_id(1), tags={"Backup": "Nightly"}))
    lab.faults({"kind": "slow", "operation": "CreateLifecyclePolicy", "after": True})
    process = reconcile.start("apply", "--yes")
    try:
        while not lab.calls(operation="CreateLifecyclePolicy") and process.poll() is None:
            time.sleep(0.01)
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert len(place(lab)["policies"]) == 1
    lab.faults()
    assert reconcile.apply().code == 0
    assert len(policies(lab)) == 1
    assert tags_of(lab)[volume_id(1)] == {"Backup": "Nightly"}
    assert reconcile.plan("--detailed-exitcode").code == 0


def live(identifier: str, **members: Any) -> Dict[str, Any]:
    """A policy that somebody made, with the target tags of ours."""
    return {
        "PolicyId": identifier,
        "PolicyDetails": {
            "PolicyType": "EBS_SNAPSHOT_MANAGEMENT",
            "ResourceTypes": ["VOLUME"],
            "TargetTags": [{"Key": "Backup", "Value": "Nightly"}],
            "Schedules": [
                {
                    "Name": "Nightly",
                    "CreateRule": {"Interval": 24, "IntervalUnit": "HOURS", "Times": ["13:00"]},
                    "RetainRule": {"Count": 7},
                }
            ],
        },
        **members,
    }


@pytest.mark.parametrize(
    "found",
    [
        [live("policy-0a")],
        [live("policy-0a", Tags=OURS), live("policy-0b", Tags=OURS)],
        [live("policy-0a", Tags={**OURS, "reconcile/repository": "somebody/else"})],
    ],
    ids=["untagged", "several", "another repository"],
)
def test_a_policy_that_may_be_meant_is_never_created_again(
    declared: Repository, reconcile: Program, lab: LabProcess, found: List[Dict[str, Any]]
) -> None:
    lab.seed({"policies": found})
    plan = reconcile.plan("--detailed-exitcode")
    assert plan.code == 2
    resource = plan.resources["SnapshotPolicy/nightly"]
    assert (resource["state"], set(codes(resource)), resource["changes"]) == ("attention", {"adopt"}, [])
    assert "policyId" in resource["findings"][0]["message"]
    assert reconcile.apply().document["changes"] == []
    assert sent(lab) == []


def test_policies_that_cannot_be_listed_are_not_created(
    declared: Repository, reconcile: Program, lab: LabProcess
) -> None:
    for kind in ("denied", "cut", "garble", "empty", "wrong-root"):
        lab.faults({"kind": kind, "operation": "GetLifecyclePolicies"})
        run = reconcile.apply(env={"AWS_MAX_ATTEMPTS": "2"})
        assert (run.code, run.document["changes"]) == (1, [])
    assert sent(lab) == []


def test_a_cron_that_means_the_same_is_no_drift(
    repository: Repository, reconcile: Program, lab: LabProcess
) -> None:
    policy_there = live("policy-0a", Description="Nightly EBS backups")
    policy_there["PolicyDetails"]["Schedules"][0]["CreateRule"] = {"CronExpression": "cron(0 13 * * ? *)"}
    lab.seed({"policies": [policy_there]})
    repository.declare(policy(spec={"policyId": "policy-0a"}))
    assert reconcile.plan("--detailed-exitcode").code == 0


def test_an_undeclared_schedule_is_sent_back_and_reported(
    repository: Repository, reconcile: Program, lab: LabProcess
) -> None:
    there = live("policy-0a", Description="Nightly EBS backups")
    extra = {
        "Name": "Weekly",
        "CreateRule": {"CronExpression": "cron(0 4 ? * SUN *)"},
        "RetainRule": {"Count": 5},
        "Unheard": {"Of": [1, None]},
    }
    there["PolicyDetails"]["Schedules"].append(extra)
    lab.seed({"policies": [there]})
    repository.declare(
        policy(
            spec={
                "policyId": "policy-0a",
                "schedules": [{"name": "Nightly", "every": "12h", "at": "13:00", "retain": {"count": 14}}],
            }
        )
    )
    assert "undeclared-schedule" in codes(reconcile.plan().resources["SnapshotPolicy/nightly"])
    assert reconcile.apply().code == 0
    schedules = place(lab)["policies"]["policy-0a"]["PolicyDetails"]["Schedules"]
    assert [one["Name"] for one in schedules] == ["Nightly", "Weekly"]
    assert schedules[0]["RetainRule"] == {"Count": 14}
    assert schedules[1].items() >= extra.items()


def test_a_refused_field_keeps_its_live_value(
    repository: Repository, reconcile: Program, lab: LabProcess
) -> None:
    lab.seed({"policies": [live("policy-0a", Description="Nightly EBS backups")]})
    repository.declare(
        policy(
            spec={
                "policyId": "policy-0a",
                "description": "Fewer snapshots",
                "schedules": [{"name": "Nightly", "every": "24h", "at": "13:00", "retain": {"count": 3}}],
            }
        )
    )
    impacts = sorted((one["impact"], one["apply"]) for one in changes(reconcile.plan().document))
    assert impacts == [("destroys", "needs-allow"), ("neutral", "yes")]
    run = reconcile.apply()
    assert run.code == 3
    (there,) = policies(lab)
    assert there["Description"] == "Fewer snapshots"
    assert there["PolicyDetails"]["Schedules"][0]["RetainRule"] == {"Count": 7}
    assert reconcile.apply("--allow", "destroys").code == 0
    assert policies(lab)[0]["PolicyDetails"]["Schedules"][0]["RetainRule"] == {"Count": 3}


def test_a_renamed_tag_never_leaves_a_volume_without_a_policy(
    repository: Repository, reconcile: Program, lab: LabProcess
) -> None:
    repository.declare(policy(), volumes("data", volume_id(1), spec={"policy": "nightly"}))
    lab.seed({"volumes": [volume(1, Backup="Nightly")]})
    assert reconcile.apply().code == 0
    repository.declare(policy(tag="Renamed"), volumes("data", volume_id(1), spec={"policy": "nightly"}))
    lab.forget_calls()
    assert reconcile.apply("--allow", "weakens,disrupts").code == 0
    # The volume first: until then the old tag is the one that keeps it.
    assert [call["operation"] for call in sent(lab)] == ["CreateTags", "UpdateLifecyclePolicy"]
    assert tags_of(lab, volume_id(1))[volume_id(1)]["Backup"] == "Renamed"
    assert reconcile.plan("--detailed-exitcode").code == 0


def test_a_policy_keeps_the_tag_of_a_volume_that_could_not_be_retagged(
    repository: Repository, reconcile: Program, lab: LabProcess
) -> None:
    repository.declare(policy(), volumes("data", volume_id(1), spec={"policy": "nightly"}))
    lab.seed({"volumes": [volume(1, Backup="Nightly")]})
    assert reconcile.apply().code == 0
    repository.declare(policy(tag="Renamed"), volumes("data", volume_id(1), spec={"policy": "nightly"}))
    lab.forget_calls()
    lab.faults({"kind": "denied", "operation": "CreateTags"})
    run = reconcile.apply("--allow", "weakens,disrupts")
    assert run.code == 1
    assert lab.calls(operation="UpdateLifecyclePolicy") == []
    (one,) = policies(lab)
    assert one["PolicyDetails"]["TargetTags"] == [{"Key": "Backup", "Value": "Nightly"}]


def test_a_listed_policy_that_cannot_be_found_is_not_created_again(
    declared: Repository, reconcile: Program, lab: LabProcess
) -> None:
    assert reconcile.apply().code == 0
    lab.faults({"kind": "error", "operation": "GetLifecyclePolicy", "code": "ResourceNotFoundException", "status": 404})
    run = reconcile.apply()
    assert run.code == 1
    lab.faults()
    assert len(policies(lab)) == 1
