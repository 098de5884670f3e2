"""A recording answers as the moment it was made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict

import pytest
from harness.manifests import database, feed, policy, settings, volumes
from harness.program import Program, codes
from harness.repository import Repository
from harness.worlds import LABELBOX_BUCKET, volume, volume_id
from lab.client import LabProcess

OFFLINE = {"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_MAX_ATTEMPTS": "1"}


@pytest.fixture
def recording(document: Repository, reconcile: Program, lab: LabProcess, tmp_path: Path) -> Path:
    """A recording of the document's estate."""
    path = tmp_path / "recording.json"
    run = reconcile("observe", "--out", path)
    assert run.code == 0, run.stderr
    assert lab.calls(write="true") == []
    return path


def written(resources: Any) -> str:
    """Resources as JSON, to the letter."""
    return json.dumps(resources, indent=1)


def test_offline_and_live_say_the_same(recording: Path, reconcile: Program, lab: LabProcess) -> None:
    live = reconcile.plan()
    lab.forget_calls()
    offline = reconcile.plan("--observed", recording, env=OFFLINE)
    assert offline.code == live.code == 0
    assert written(offline.document["resources"]) == written(live.document["resources"])
    assert offline.document["summary"] == live.document["summary"]
    assert offline.document["targets"] == live.document["targets"]
    assert offline.document["observed"] == {
        "source": "recording",
        "at": json.loads(recording.read_text())["at"],
    }
    assert lab.calls() == []


def test_offline_needs_no_credentials(recording: Path, reconcile: Program) -> None:
    nothing = {**OFFLINE, "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
    run = reconcile.plan("--observed", recording, "--detailed-exitcode", env=nothing)
    assert run.code == 2
    assert run.stderr == ""


def test_the_recording_keeps_while_the_world_moves_on(
    recording: Path, reconcile: Program, lab: LabProcess
) -> None:
    before = reconcile.plan("--observed", recording).document["resources"]
    assert reconcile.apply("--allow", "disrupts").code == 0
    assert reconcile.plan("--observed", recording).document["resources"] == before
    assert reconcile.plan("--detailed-exitcode").code == 0


def test_it_answers_for_another_desired_state(
    recording: Path, reconcile: Program, repository: Repository
) -> None:
    (repository.folder / "desired-state" / "applications" / "spell.jsonc").unlink()
    (repository.folder / "desired-state" / "applications" / "labelbox.jsonc").unlink()
    repository.write(more=[{"apiVersion": "reconcile/v1", **database("wiki", 14)}])
    repository.commit()
    run = reconcile.plan("--observed", recording, env=OFFLINE)
    assert run.code == 0, run.stderr
    assert run.states["DatabaseBackup/wiki"] == "drifted"
    gone = database("no-such-instance")
    repository.write(more=[{"apiVersion": "reconcile/v1", **gone}])
    repository.commit()
    (absent,) = [
        one
        for one in reconcile.plan("--observed", recording, env=OFFLINE).document["resources"]
        if one["name"] == "no-such-instance"
    ]
    assert (absent["state"], codes(absent)) == ("attention", ["absent"])


def test_what_it_does_not_cover_is_unknown(
    recording: Path, reconcile: Program, repository: Repository
) -> None:
    repository.write(more=[{"apiVersion": "reconcile/v1", **feed("another-bucket")}])
    repository.commit()
    run = reconcile.plan("--observed", recording, env=OFFLINE)
    assert run.code == 1
    unknown = run.resources["ObjectSnapshots/another-bucket"]
    assert (unknown["state"], codes(unknown), unknown["changes"]) == ("unknown", ["not-recorded"], [])
    assert run.states["ObjectSnapshots/labelbox-db"] == "inSync"
    assert run.document["summary"]["unknown"] == 1


def test_a_listing_that_is_missing_is_unknown(recording: Path, reconcile: Program) -> None:
    document = json.loads(recording.read_text())
    for target in document["targets"]:
        target["listings"] = {
            name: value for name, value in target["listings"].items() if LABELBOX_BUCKET in name
        }
    recording.write_text(json.dumps(document))
    run = reconcile.plan("--observed", recording, env=OFFLINE)
    assert run.code == 1
    assert run.states.pop("ObjectSnapshots/labelbox-db") == "inSync"
    unknown = [one for name, one in run.resources.items() if name != "ObjectSnapshots/labelbox-db"]
    assert all((one["state"], codes(one)) == ("unknown", ["not-recorded"]) for one in unknown)


def test_another_target_is_not_recorded(recording: Path, reconcile: Program, repository: Repository) -> None:
    target = {"region": "us-west-2", "account": "123456789012"}
    repository.write(
        settings={
            "apiVersion": "reconcile/v1",
            **settings(targets={"prod": target, "stage": {**target, "region": "eu-west-1"}}),
        },
        more=[{"apiVersion": "reconcile/v1", **database("elsewhere", target="stage")}],
    )
    repository.commit()
    run = reconcile.plan("--observed", recording, env=OFFLINE)
    assert run.code == 1
    assert codes(run.resources["DatabaseBackup/elsewhere"]) == ["not-recorded"]
    assert run.states["DatabaseBackup/algorithmia-mysql"] == "drifted"


def test_a_recording_of_another_account_is_none(
    recording: Path, reconcile: Program, repository: Repository
) -> None:
    repository.write(settings={"apiVersion": "reconcile/v1", **settings(account="210987654321")})
    repository.commit()
    run = reconcile.plan("--observed", recording, env=OFFLINE)
    assert run.code == 1
    assert all(codes(one) == ["wrong-account"] for one in run.resources.values())


def test_an_old_recording_is_warned_of(recording: Path, reconcile: Program) -> None:
    assert reconcile.plan("--observed", recording).stderr == ""
    document = json.loads(recording.read_text())
    document["at"] = "2024-02-29T12:00:00Z"
    recording.write_text(json.dumps(document))
    run = reconcile.plan("--observed", recording)
    assert run.code in (0, 1)
    assert "--max-age" in run.stderr and run.stderr.startswith("warning")
    assert run.document["observed"]["at"] == "2024-02-29T12:00:00Z"
    assert reconcile.plan("--observed", recording, "--max-age", "3650d").stderr == ""


def test_what_was_denied_while_recording_stays_unknown(
    estate: Repository, reconcile: Program, lab: LabProcess, tmp_path: Path
) -> None:
    lab.faults({"kind": "denied", "service": "rds"})
    path = tmp_path / "recording.json"
    assert reconcile("observe", "--out", path).code == 1
    lab.faults()
    run = reconcile.plan("--observed", path, env=OFFLINE)
    assert run.code == 1
    assert run.states["DatabaseBackup/orders"] == "unknown"
    assert codes(run.resources["DatabaseBackup/orders"]) == ["denied"]
    assert run.states["VolumeBackup/data"] == "drifted"


@pytest.mark.parametrize(
    "select",
    [
        {"tags": {"Team": "ops"}},
        {"tags": {"Team": "ops"}, "sizeGiB": 10},
        {"instance": {"tags": {"Role": "database"}}},
        {"instance": {"ids": ["i-00000000000000001"]}, "device": "/dev/sdf"},
        {"volumeIds": [volume_id(1), volume_id(9)]},
    ],
    ids=lambda select: "+".join(select),
)
def test_every_selection_is_answered_alike(
    lab: LabProcess, repository: Repository, reconcile: Program, tmp_path: Path, select: Dict[str, Any]
) -> None:
    attached = {"VolumeId": volume_id(9), "Device": "/dev/sdf", "Size": 20}
    lab.seed(
        {
            "volumes": [volume(1, Team="ops"), volume(2, Team="ops", Backup="Default"), volume(3)],
            "instances": [
                {
                    "InstanceId": "i-00000000000000001",
                    "Tags": {"Role": "database", "Backup": "Default"},
                    "volumes": [attached],
                }
            ],
        }
    )
    repository.declare(
        volumes("chosen", spec={"select": select}),
        policy("absent", spec={"policyId": "policy-0dead"}),
    )
    path = tmp_path / "recording.json"
    assert reconcile("observe", "--out", path).code == 0
    live, offline = reconcile.plan(), reconcile.plan("--observed", path, env=OFFLINE)
    assert live.document["resources"] == offline.document["resources"]
    assert live.states["VolumeBackup/chosen"] == "drifted"
    assert codes(live.resources["SnapshotPolicy/absent"]) == ["absent"]


def test_observe_needs_a_place_to_write(
    estate: Repository, reconcile: Program, lab: LabProcess, tmp_path: Path
) -> None:
    assert reconcile("observe").code == 64
    run = reconcile("observe", "--out", tmp_path / "no" / "such" / "folder.json")
    assert run.code == 1
    assert "folder.json" in run.stderr


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"formatVersion": "9"}', "\x00"], ids=repr)
def test_what_is_no_recording_is_a_wrong_command_line(
    estate: Repository, reconcile: Program, lab: LabProcess, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "recording.json"
    path.write_text(text)
    run = reconcile("plan", "--observed", path)
    assert (run.code, run.stdout) == (64, "")
    assert str(path) in run.stderr
    assert lab.calls() == []
