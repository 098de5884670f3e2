"""A plan file is an approval, never a source of calls."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable, Dict

import pytest
from harness.manifests import database, feed, policy, volumes
from harness.program import Program
from harness.repository import Repository
from harness.worlds import retention, sent, tags_of, volume_id
from lab.client import LabProcess

VOLUME = volume_id(1)
Change = Dict[str, Any]


@pytest.fixture
def approved(estate: Repository, reconcile: Program, lab: LabProcess, tmp_path: Path) -> Path:
    """A plan of the whole estate: a policy, a volume and a database drift."""
    path = tmp_path / "plan.json"
    assert reconcile("plan", "--out", path).code == 0
    lab.forget_calls()
    return path


def rewritten(path: Path, change: Callable[[Dict[str, Any]], Any]) -> Path:
    """The plan file after somebody has edited it."""
    plan = json.loads(path.read_text())
    change(plan)
    path.write_text(json.dumps(plan))
    return path


def only(plan: Dict[str, Any], kind: str) -> Change:
    """The one change of a kind."""
    (found,) = [change for one in plan["resources"] if one["kind"] == kind for change in one["changes"]]
    assert isinstance(found, dict)
    return found


def test_out_writes_what_json_shows(approved: Path, reconcile: Program) -> None:
    shown = reconcile.plan().document
    written = json.loads(approved.read_text())
    assert written["resources"] == shown["resources"]


def test_apply_does_what_the_file_approves(approved: Path, reconcile: Program, lab: LabProcess) -> None:
    run = reconcile.apply(approved)
    assert run.code == 0, run.stderr
    assert set(run.outcomes) == {"policy-0a", VOLUME, "orders"}
    assert {call["operation"] for call in sent(lab)} == {
        "UpdateLifecyclePolicy",
        "CreateTags",
        "ModifyDBInstance",
    }


def test_apply_does_only_what_the_file_approves(approved: Path, reconcile: Program, lab: LabProcess) -> None:
    def without_volume(plan: Dict[str, Any]) -> None:
        plan["resources"] = [one for one in plan["resources"] if one["kind"] != "VolumeBackup"]

    run = reconcile.apply(rewritten(approved, without_volume))
    assert run.code == 3
    assert run.outcomes[VOLUME] == "skipped"
    assert tags_of(lab)[VOLUME] == {"Name": "data", "Team": "ops"}
    assert retention(lab, "orders") == 7


def test_drift_that_changed_since_is_left_out(approved: Path, reconcile: Program, lab: LabProcess) -> None:
    lab.patch("databases", "orders", set={"BackupRetentionPeriod": 3})
    run = reconcile.apply(approved)
    assert run.code == 3
    (left,) = [change for change in run.document["changes"] if change["outcome"] == "skipped"]
    assert (left["object"], left["reason"], left["calls"]) == ("orders", "precondition-changed", [])
    assert retention(lab, "orders") == 3
    assert tags_of(lab)[VOLUME]["Backup"] == "Nightly"
    assert run.outcomes["policy-0a"] == "verified"


def test_an_undeclared_field_that_a_call_sends_back_counts(
    approved: Path, reconcile: Program, lab: LabProcess
) -> None:
    details = lab.state()["places"][0]["policies"]["policy-0a"]["PolicyDetails"]
    lab.patch("policies", "policy-0a", set={"PolicyDetails": {**details, "Unheard": {"Of": 1}}})
    run = reconcile.apply(approved)
    assert run.code == 3
    assert run.outcomes["policy-0a"] == "skipped"
    assert all(call["operation"] != "UpdateLifecyclePolicy" for call in sent(lab))


def test_the_same_file_twice_sends_nothing_more(approved: Path, reconcile: Program, lab: LabProcess) -> None:
    assert reconcile.apply(approved).code == 0
    lab.forget_calls()
    again = reconcile.apply(approved)
    assert sent(lab) == []
    assert again.code == 0
    assert all(change["outcome"] == "skipped" for change in again.document["changes"])


def weaker_call(change: Change) -> None:
    change["calls"][0]["parameters"]["BackupRetentionPeriod"] = 0


def another_call(change: Change) -> None:
    change["calls"].append(
        {"service": "rds", "operation": "DeleteDBInstance", "parameters": {"DBInstanceIdentifier": "orders"}}
    )


def another_impact(change: Change) -> None:
    change["impact"] = "neutral"


def another_object(change: Change) -> None:
    change["object"] = "billing"
    change["calls"][0]["parameters"]["DBInstanceIdentifier"] = "billing"


def another_fingerprint(change: Change) -> None:
    change["fingerprint"] = "sha256:" + "0" * 64


def another_field(change: Change) -> None:
    change["fields"][0]["after"] = 35


FORGERIES = [weaker_call, another_call, another_impact, another_object, another_fingerprint, another_field]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_nothing_of_a_forged_change_is_sent(
    approved: Path, reconcile: Program, lab: LabProcess, forge: Callable[[Change], None]
) -> None:
    run = reconcile.apply(rewritten(approved, lambda plan: forge(only(plan, "DatabaseBackup"))))
    assert run.code == 3
    assert {call["service"] for call in sent(lab)} == {"dlm", "ec2"}
    assert retention(lab, "orders") == 1
    assert "precondition-changed" in [
        change.get("reason") for change in run.document["changes"] if change["kind"] == "DatabaseBackup"
    ]


def test_a_file_cannot_allow_what_the_command_line_does_not(
    lab: LabProcess, estate: Repository, reconcile: Program, tmp_path: Path
) -> None:
    lab.patch("databases", "orders", set={"BackupRetentionPeriod": 0})
    path = tmp_path / "plan.json"
    reconcile("plan", "--out", path, "--only", "DatabaseBackup/orders")

    def allowed(plan: Dict[str, Any]) -> None:
        only(plan, "DatabaseBackup")["apply"] = "yes"

    run = reconcile.apply(rewritten(path, allowed), "--only", "DatabaseBackup/orders")
    assert run.code == 3
    assert sent(lab) == []


def another_commit(plan: Dict[str, Any]) -> None:
    plan["desired"]["commit"] = "0" * 40


def dirty(plan: Dict[str, Any]) -> None:
    plan["desired"]["dirty"] = True


@pytest.mark.parametrize("forge", [another_commit, dirty], ids=lambda forge: forge.__name__)
def test_a_file_of_other_desired_state_is_refused(
    approved: Path, reconcile: Program, lab: LabProcess, forge: Callable[[Dict[str, Any]], None]
) -> None:
    run = reconcile("apply", "--yes", rewritten(approved, forge))
    assert run.code == 3
    assert "Nothing was sent" in run.stderr
    assert sent(lab) == []


def test_a_file_of_an_older_commit_is_refused(
    approved: Path, estate: Repository, reconcile: Program, lab: LabProcess
) -> None:
    old = estate.git("rev-parse", "HEAD")
    estate.declare(
        policy(spec={"policyId": "policy-0a"}),
        volumes("data", VOLUME),
        database("orders", 14),
        feed("dumps"),
    )
    assert reconcile("apply", "--yes", approved).code == 3
    assert sent(lab) == []
    assert reconcile.apply(approved, "--ref", old).code == 0
    assert retention(lab, "orders") == 7


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", "null", '{"formatVersion": "2"}', "\x00\xff", "reconcile"], ids=repr
)
def test_what_is_no_plan_is_a_wrong_command_line(
    estate: Repository, reconcile: Program, lab: LabProcess, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text)
    run = reconcile("apply", "--yes", path)
    assert (run.code, run.stdout) == (64, "")
    assert str(path) in run.stderr
    assert lab.calls() == []


def test_a_plan_of_another_format_version_is_refused(
    approved: Path, reconcile: Program, lab: LabProcess
) -> None:
    run = reconcile("apply", "--yes", rewritten(approved, lambda plan: plan.update(formatVersion="2")))
    assert run.code == 64
    assert "formatVersion 2" in run.stderr
    assert sent(lab) == []


def test_a_plan_file_that_is_not_there(estate: Repository, reconcile: Program, lab: LabProcess) -> None:
    run = reconcile("apply", "--yes", "nowhere.json")
    assert run.code == 64
    assert "nowhere.json" in run.stderr
    folder = reconcile("apply", "--yes", estate.folder)
    assert folder.code == 64
    assert "Is a directory" in folder.stderr
