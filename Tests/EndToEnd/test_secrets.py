"""Secrets stay where they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Dict, List

import pytest
from harness.program import Program
from harness.repository import Repository
from lab.access.keys import DEFAULT
from lab.client import LabProcess

# Shapes of what must never be shown; none of them is real.
TOKEN = "session/EXAMPLE+token/0000000000000003"
PLANTED = {
    "AWS_SESSION_TOKEN": TOKEN,
    "RECONCILE_GIT_TOKEN": "glpat-EXAMPLE-0000000000001",
    "GITLAB_TOKEN": "glpat-EXAMPLE-0000000000002",
    "CI_JOB_TOKEN": "glcbt-EXAMPLE-0000000000003",
    "GITHUB_TOKEN": "ghp_EXAMPLE0000000000000004",
}
FAULTS: Dict[str, List[dict]] = {
    "none": [],
    "denied": [{"kind": "denied", "service": "rds"}, {"kind": "denied", "operation": "CreateTags"}],
    "reset": [{"kind": "reset", "service": "ec2"}],
    "garbled": [{"kind": "garble", "service": "dlm"}, {"kind": "wrong-root", "service": "s3"}],
    "nobody": [{"kind": "denied", "service": "sts"}],
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_secret_in_any_output(
    estate: Repository, reconcile: Program, lab: LabProcess, tmp_path: Path, fault: str
) -> None:
    key = {"id": DEFAULT.id, "secret": DEFAULT.secret, "account": DEFAULT.account, "sessionToken": TOKEN}
    lab.seed({"keys": [key]})
    lab.faults(*FAULTS[fault])
    files = {name: tmp_path / f"{name}.json" for name in ("plan", "recording", "result", "applied")}
    env = {**PLANTED, "AWS_MAX_ATTEMPTS": "2"}
    runs = [
        reconcile("plan", "--verbose", "--out", files["plan"], env=env),
        reconcile("plan", "--format", "markdown", env=env),
        reconcile("observe", "--verbose", "--out", files["recording"], env=env),
        reconcile("plan", "--observed", files["recording"], env=env),
        reconcile(
            "apply",
            "--yes",
            "--verbose",
            "--log-format",
            "json",
            "--out",
            files["applied"],
            "--result",
            files["result"],
            env=env,
        ),
    ]
    texts = [run.stdout + run.stderr for run in runs] + [path.read_text() for path in files.values()]
    for secret in (DEFAULT.secret, *PLANTED.values()):
        for form in (secret, secret.replace("/", "%2F").replace("+", "%2B"), json.dumps(secret)[1:-1]):
            assert all(form not in text for text in texts)
    assert all("Signature=" not in text and "X-Amz-Security-Token" not in text for text in texts)
    if fault == "none":
        assert [run.code for run in runs] == [0] * 5


def test_a_url_with_a_password_is_not_repeated(reconcile: Program, tmp_path: Path) -> None:
    run = reconcile(
        "plan", "--repo", "https://tester:hunter2-EXAMPLE@127.0.0.1:1/ops/dr.git", folder=tmp_path
    )
    assert run.code in (1, 64, 65)
    assert "hunter2" not in run.stdout + run.stderr


def test_credential_files_that_are_broken_are_not_shown(
    estate: Repository, reconcile: Program, tmp_path: Path
) -> None:
    path = tmp_path / "credentials"
    path.write_text(
        "[default]\naws_access_key_id = AKIALABEXAMPLE000001\naws_secret_access_key hunter2-EXAMPLE\n"
    )
    env = {
        "AWS_ACCESS_KEY_ID": "",
        "AWS_SECRET_ACCESS_KEY": "",
        "AWS_SHARED_CREDENTIALS_FILE": str(path),
    }
    run = reconcile("plan", env=env)
    assert run.code == 1
    assert "hunter2" not in run.stdout + run.stderr
