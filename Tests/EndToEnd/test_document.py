"""The document's estate from found to mended, looked at from outside."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, Dict, List, Tuple

from harness.program import Program, changes, codes
from harness.repository import Repository
from harness.worlds import (
    BASTION_VOLUME,
    GIT_VOLUME,
    LABELBOX_VOLUMES,
    MINIKUBE_VOLUME,
    POLICY,
    details,
    place,
    retention,
    sent,
    tags_of,
)
from lab.client import LabProcess

TAGGED = sorted([GIT_VOLUME, MINIKUBE_VOLUME, *LABELBOX_VOLUMES])
DRIFTED = [
    "DatabaseBackup/algorithmia-mysql",
    "DatabaseBackup/spell-postgres",
    "SnapshotPolicy/default-ebs",
    "VolumeBackup/algorithmia-git",
    "VolumeBackup/labelbox-volumes",
    "VolumeBackup/spell-minikube",
]
IN_SYNC = ["ObjectSnapshots/labelbox-db", "VolumeBackup/algorithmia-bastion"]


def drift(resource: Dict[str, Any]) -> List[Tuple[str, str, Any, Any, str, str]]:
    """What a resource's changes say, in short."""
    return [
        (change["object"], field["path"], field["before"], field["after"], change["impact"], change["apply"])
        for change in resource["changes"]
        for field in change["fields"]
    ]


def test_plan_names_exactly_the_drift(document: Repository, reconcile: Program, lab: LabProcess) -> None:
    run = reconcile.plan()
    assert run.code == 0
    assert sorted(name for name, state in run.states.items() if state == "drifted") == DRIFTED
    assert sorted(name for name, state in run.states.items() if state == "inSync") == IN_SYNC
    found = run.resources
    assert drift(found["DatabaseBackup/algorithmia-mysql"]) == [
        ("algorithmia-prod", "BackupRetentionPeriod", 1, 7, "strengthens", "yes")
    ]
    assert drift(found["DatabaseBackup/spell-postgres"]) == [
        ("spell-postgres", "BackupRetentionPeriod", 0, 7, "disrupts", "needs-allow")
    ]
    assert drift(found["VolumeBackup/algorithmia-git"]) == [
        (GIT_VOLUME, "Tags.Backup", "default", "Default", "strengthens", "yes")
    ]
    assert drift(found["VolumeBackup/spell-minikube"]) == [
        (MINIKUBE_VOLUME, "Tags.Backup", None, "Default", "strengthens", "yes")
    ]
    assert drift(found["VolumeBackup/labelbox-volumes"]) == [
        (volume, "Tags.Backup", None, "Default", "strengthens", "yes") for volume in LABELBOX_VOLUMES
    ]
    (change,) = found["SnapshotPolicy/default-ebs"]["changes"]
    assert (change["object"], change["impact"], change["apply"]) == (POLICY, "neutral", "yes")
    (field,) = change["fields"]
    assert field["path"].startswith("PolicyDetails.Schedules[Default Schedule].CreateRule")
    assert "12:00" in str(field["before"]) and "13:00" in str(field["after"])
    assert sent(lab) == []


def test_plan_says_why_and_for_whom(document: Repository, reconcile: Program) -> None:
    found = reconcile.plan().resources
    assert found["DatabaseBackup/algorithmia-mysql"]["issues"] == ["#272"]
    assert found["VolumeBackup/algorithmia-git"]["issues"] == ["#273"]
    assert found["VolumeBackup/algorithmia-git"]["application"] == "algorithmia"
    (near_miss,) = found["VolumeBackup/algorithmia-git"]["changes"]
    assert "Backup=default" in near_miss["reason"] and "Backup=Default" in near_miss["reason"]
    for change in found["VolumeBackup/labelbox-volumes"]["changes"]:
        assert "instance" in change["reason"]
    text = reconcile("plan").stdout
    for words in (
        "algorithmia",
        "labelbox",
        "spell",
        "#272",
        "#273",
        "disrupts",
        "1 → 7",
        "--allow disrupts",
    ):
        assert words in text


def test_plan_document_is_whole(document: Repository, reconcile: Program) -> None:
    run = reconcile.plan("--detailed-exitcode")
    assert run.code == 2
    plan = run.document
    assert list(plan) == [
        "formatVersion",
        "tool",
        "createdAt",
        "desired",
        "observed",
        "targets",
        "summary",
        "resources",
    ]
    commit = document.git("rev-parse", "HEAD")
    assert plan["desired"] == {"commit": commit, "ref": "HEAD", "path": "desired-state", "dirty": False}
    assert plan["observed"]["source"] == "aws"
    assert plan["targets"] == [{"name": "prod", "region": "us-west-2", "account": "123456789012"}]
    assert plan["summary"] == {
        "inSync": 2,
        "drifted": 6,
        "attention": 0,
        "pending": 0,
        "unknown": 0,
        "exempt": 0,
        "suspended": 0,
        "changes": {"create": 0, "update": 8, "delete": 0},
        "willApply": 7,
        "refused": 1,
    }
    for resource in plan["resources"]:
        source = document.folder / resource["source"]["file"]
        lines = source.read_text().splitlines()
        assert "{" in lines[resource["source"]["line"] - 1]
    for change in changes(plan):
        assert change["fingerprint"].startswith("sha256:")
        assert change["calls"]


def test_plan_is_the_same_twice(document: Repository, reconcile: Program, lab: LabProcess) -> None:
    first, second = reconcile.plan().document, reconcile.plan().document
    assert first["resources"] == second["resources"]


def test_apply_mends_all_and_nothing_else(
    document: Repository, reconcile: Program, lab: LabProcess, tmp_path: Path
) -> None:
    before, policy_before = tags_of(lab), place(lab)["policies"]
    planned = changes(reconcile.plan().document)
    lab.forget_calls()
    result = reconcile.apply("--allow", "disrupts", "--result", tmp_path / "result.json")
    assert result.code == 0, result.stderr

    after = tags_of(lab)
    expected = copy.deepcopy(before)
    for volume in TAGGED:
        expected[volume]["Backup"] = "Default"
    assert after == expected
    assert after[BASTION_VOLUME]["Backup"] == "Default"
    assert retention(lab, "algorithmia-prod") == 7
    assert retention(lab, "spell-postgres") == 7
    wanted = copy.deepcopy(policy_before[POLICY]["PolicyDetails"])
    wanted["Schedules"][0]["CreateRule"]["Times"] = ["13:00"]
    # As text: to Python 1 == 1.0 == True, to AWS they are not.
    assert json.dumps(details(lab), sort_keys=True) == json.dumps(wanted, sort_keys=True)
    policy_after = place(lab)["policies"]
    for name, value in policy_before[POLICY].items():
        if name not in ("PolicyDetails", "DateModified"):
            assert policy_after[POLICY][name] == value
    del policy_before[POLICY], policy_after[POLICY]
    assert policy_after == policy_before
    (seen,) = lab.boto3("dlm").get_lifecycle_policy(PolicyId=POLICY)["Policy"]["PolicyDetails"]["Schedules"]
    assert (seen["CreateRule"]["Times"], seen["RetainRule"]) == (["13:00"], {"Count": 7})

    calls = sent(lab)
    assert unmerged(calls) == unmerged([call for change in planned for call in change["calls"]])
    assert [call["operation"] for call in calls].count("CreateTags") == 1
    check_result(result.document, len(planned))
    assert (tmp_path / "result.json").read_text() == result.stdout


def unmerged(calls: List[Dict[str, Any]]) -> List[str]:
    """Calls in an order of their own, those for many ids as one for each."""
    single = []
    for call in calls:
        for resource in call["parameters"].get("Resources", [None]):
            parameters = {**call["parameters"], **({"Resources": [resource]} if resource else {})}
            single.append(repr((call["service"], call["operation"], sorted(parameters.items()))))
    return sorted(single)


def check_result(document: Dict[str, Any], count: int) -> None:
    """The result document after an apply that did all."""
    assert document["formatVersion"] == "1"
    assert len(document["changes"]) == count
    for change in document["changes"]:
        assert change["outcome"] in ("verified", "pending")
        assert change["calls"] and change["impact"] and change["fields"]
    assert {change["object"] for change in document["changes"]} == {
        POLICY,
        "algorithmia-prod",
        "spell-postgres",
        *TAGGED,
    }


def test_after_apply_the_plan_is_empty_and_the_next_apply_sends_nothing(
    document: Repository, reconcile: Program, lab: LabProcess
) -> None:
    assert reconcile.apply("--allow", "disrupts").code == 0
    plan = reconcile.plan("--detailed-exitcode")
    assert plan.code == 0, plan.states
    assert changes(plan.document) == []
    lab.forget_calls()
    again = reconcile.apply("--allow", "disrupts")
    assert again.code == 0
    assert again.document["changes"] == []
    assert sent(lab) == []


def test_a_value_that_waits_for_the_maintenance_window_is_pending(
    document: Repository, reconcile: Program, lab: LabProcess
) -> None:
    assert reconcile.apply("--only", "DatabaseBackup/*", "--allow", "disrupts").code == 0
    pending = lab.boto3("rds").describe_db_instances(DBInstanceIdentifier="spell-postgres")
    assert pending["DBInstances"][0]["PendingModifiedValues"] == {"BackupRetentionPeriod": 7}
    plan = reconcile.plan("--only", "DatabaseBackup/*", "--detailed-exitcode")
    assert plan.code == 0
    assert plan.states["DatabaseBackup/spell-postgres"] == "pending"
    lab.patch("databases", "spell-postgres", maintenance=True)
    assert reconcile.plan().states["DatabaseBackup/spell-postgres"] == "inSync"


def test_apply_without_allow_leaves_out_what_disrupts(
    document: Repository, reconcile: Program, lab: LabProcess
) -> None:
    result = reconcile.apply()
    assert result.code == 3
    assert result.outcomes.pop("spell-postgres") == "skipped"
    (left,) = [change for change in result.document["changes"] if change["outcome"] == "skipped"]
    assert (left["object"], left["calls"]) == ("spell-postgres", [])
    assert "disrupts" in left["reason"]
    assert retention(lab, "spell-postgres") == 0
    assert retention(lab, "algorithmia-prod") == 7
    assert {volume: tags["Backup"] for volume, tags in tags_of(lab, *TAGGED).items()} == dict.fromkeys(
        TAGGED, "Default"
    )
    left_over = reconcile.plan()
    assert [change["object"] for change in changes(left_over.document)] == ["spell-postgres"]


def test_only_narrows_what_is_applied(document: Repository, reconcile: Program, lab: LabProcess) -> None:
    result = reconcile.apply("--only", "VolumeBackup/algorithmia-*")
    assert result.code == 0
    assert list(result.outcomes) == [GIT_VOLUME]
    assert [call["parameters"]["Resources"] for call in sent(lab)] == [[GIT_VOLUME]]


def test_the_mended_estate_is_in_sync(lab: LabProcess, document: Repository, reconcile: Program) -> None:
    lab.reset("healthy")
    run = reconcile.plan("--detailed-exitcode")
    assert run.code == 0
    assert set(run.states.values()) == {"inSync"}
    assert all(codes(resource) == [] for resource in run.resources.values())
    assert "In sync: 8 of 8" in reconcile("plan").stdout
