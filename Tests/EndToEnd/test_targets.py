"""Several accounts and regions in one run."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict

import pytest
from harness.manifests import database, settings, volumes
from harness.program import Program, codes
from harness.repository import Repository
from harness.worlds import volume, volume_id
from lab.access.keys import DEFAULT, OTHER, AccessKey
from lab.client import LabProcess


@pytest.fixture
def profiles(tmp_path: Path) -> Dict[str, str]:
    """The environment of somebody with a profile for each account."""
    path = tmp_path / "config"
    path.write_text("".join(profile(name, key) for name, key in (("first", DEFAULT), ("second", OTHER))))
    return {"AWS_CONFIG_FILE": str(path), "AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}


def profile(name: str, key: AccessKey) -> str:
    """A section of the config file."""
    return f"[profile {name}]\naws_access_key_id = {key.id}\naws_secret_access_key = {key.secret}\n"


@pytest.fixture
def accounts(lab: LabProcess, repository: Repository) -> Repository:
    """A volume in each of two accounts, under one manifest."""
    lab.seed(
        [
            {"volumes": [volume(1, Team="ops")]},
            {"account": OTHER.account, "region": "eu-west-1", "volumes": [volume(2, Team="ops")]},
        ]
    )
    targets: Dict[str, Any] = {
        "prod-us": {"region": "us-west-2", "account": DEFAULT.account, "profile": "first"},
        "prod-eu": {"region": "eu-west-1", "account": OTHER.account, "profile": "second"},
        "stage": {"region": "us-west-2", "account": DEFAULT.account, "profile": "first"},
    }
    repository.declare(
        settings(targets=targets, defaults={"rpo": "24h", "rto": "24h", "target": "stage"}),
        volumes("ops", spec={"select": {"tags": {"Team": "ops"}}}, targets=["prod-*"]),
    )
    return repository


def test_each_target_has_its_own_account(
    accounts: Repository, reconcile: Program, lab: LabProcess, profiles: Dict[str, str]
) -> None:
    plan = reconcile.plan(env=profiles).document
    assert [(one["target"], one["changes"][0]["object"]) for one in plan["resources"]] == [
        ("prod-eu", volume_id(2)),
        ("prod-us", volume_id(1)),
    ]
    assert {one["name"]: one["account"] for one in plan["targets"]} == {
        "prod-eu": OTHER.account,
        "prod-us": DEFAULT.account,
    }
    assert reconcile.apply(env=profiles).code == 0
    writes = lab.calls(write="true")
    assert {(call["account"], call["region"]) for call in writes} == {
        (DEFAULT.account, "us-west-2"),
        (OTHER.account, "eu-west-1"),
    }
    assert reconcile.plan("--detailed-exitcode", env=profiles).code == 0


def test_a_target_that_is_not_chosen_is_not_asked(
    accounts: Repository, reconcile: Program, lab: LabProcess, profiles: Dict[str, str]
) -> None:
    run = reconcile.plan("--target", "*-eu", env=profiles)
    assert [one["target"] for one in run.document["resources"]] == ["prod-eu"]
    assert {call["account"] for call in lab.calls()} == {OTHER.account}


def test_one_wrong_account_does_not_stop_the_other(
    accounts: Repository, reconcile: Program, lab: LabProcess, profiles: Dict[str, str]
) -> None:
    path = Path(profiles["AWS_CONFIG_FILE"])
    path.write_text(profile("first", DEFAULT) + profile("second", DEFAULT))
    run = reconcile.apply(env=profiles)
    assert run.code == 1
    assert run.outcomes == {volume_id(1): "verified"}
    states = {
        one["target"]: (one["state"], codes(one))
        for one in reconcile.plan(env=profiles).document["resources"]
    }
    assert states == {"prod-eu": ("unknown", ["wrong-account"]), "prod-us": ("inSync", [])}


def test_a_profile_that_is_not_there_is_said(
    accounts: Repository, reconcile: Program, lab: LabProcess, profiles: Dict[str, str]
) -> None:
    Path(profiles["AWS_CONFIG_FILE"]).write_text(profile("first", DEFAULT))
    run = reconcile("plan", env=profiles)
    assert run.code == 1
    assert "second" in run.stdout + run.stderr
    assert {call["account"] for call in lab.calls()} == {DEFAULT.account}


def test_services_can_have_endpoints_of_their_own(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed({"databases": [{"DBInstanceIdentifier": "orders"}], "volumes": [volume(1)]})
    repository.declare(database("orders"), volumes("data", volume_id(1)))
    env = {"AWS_ENDPOINT_URL_RDS": "http://127.0.0.1:1", "AWS_MAX_ATTEMPTS": "1"}
    assert reconcile.plan(env=env).states == {
        "DatabaseBackup/orders": "unknown",
        "VolumeBackup/data": "drifted",
    }
