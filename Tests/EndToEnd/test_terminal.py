"""On a terminal: colour, a question, and an answer that counts."""

from __future__ import annotations

import os
import pty
import select
import subprocess
from pathlib import Path
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

import pytest
from harness.manifests import policy, volumes
from harness.program import ESCAPE, Program
from harness.repository import Repository
from harness.worlds import GIT_VOLUME, retention, sent, small, tags_of, volume, volume_id
from lab.access.keys import DEFAULT, OTHER
from lab.client import LabProcess

QUESTION = "[y/N]"


def on_terminal(
    program: Program,
    *words: str,
    answer: Optional[str] = None,
    env: Optional[Mapping[str, str]] = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> Tuple[int, str]:
    """A run with a terminal as all three of its streams: its exit code and what was on screen.

    What happens `meanwhile` happens between the question and its answer.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [program.path, *words],
        cwd=program.folder,
        env={**program.environment, "TERM": "xterm-256color", **(env or {})},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    screen = b""
    try:
        while select.select([ours], [], [], 60)[0]:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux says so when the other side has closed
                break
            screen += part
            if not part:
                break
            if answer is not None and QUESTION.encode() in screen:
                meanwhile()
                os.write(ours, answer.encode())
                answer = None
        return process.wait(10), screen.decode()
    finally:
        os.close(ours)
        process.kill()
        process.wait()


def test_a_plan_has_colour(document: Repository, reconcile: Program) -> None:
    code, screen = on_terminal(reconcile, "plan")
    assert code == 0
    assert ESCAPE + "[" in screen
    assert "algorithmia-prod" in screen


@pytest.mark.parametrize(
    "words, env", [(["--no-color"], {}), ([], {"NO_COLOR": "1"}), ([], {"TERM": "dumb"})]
)
def test_a_plan_without_colour(
    document: Repository, reconcile: Program, words: list, env: Mapping[str, str]
) -> None:
    code, screen = on_terminal(reconcile, "plan", "--quiet", *words, env=env)
    assert code == 0
    assert ESCAPE not in screen
    assert "algorithmia-prod" in screen


@pytest.mark.parametrize("answer", ["n\n", "\n", "no\n", "yn\n", "\x04"], ids=repr)
def test_a_declined_apply_sends_nothing(
    document: Repository, reconcile: Program, lab: LabProcess, answer: str
) -> None:
    code, screen = on_terminal(reconcile, "apply", answer=answer)
    assert code == 3
    assert "7 changes on prod 123456789012 (us-west-2)" in screen
    assert "Nothing was sent" in screen
    assert sent(lab) == []


def test_an_apply_that_is_agreed_to(document: Repository, reconcile: Program, lab: LabProcess) -> None:
    code, screen = on_terminal(reconcile, "apply", "--allow", "disrupts", answer="y\n")
    assert code == 0
    assert "8 changes" in screen
    assert "verified" in screen
    assert retention(lab, "spell-postgres") == 7
    assert tags_of(lab, GIT_VOLUME)[GIT_VOLUME]["Backup"] == "Default"


def test_nothing_to_do_asks_nothing(document: Repository, reconcile: Program, lab: LabProcess) -> None:
    lab.reset("healthy")
    code, screen = on_terminal(reconcile, "apply")
    assert code == 0
    assert QUESTION not in screen


def test_yes_answers_for_it(document: Repository, reconcile: Program, lab: LabProcess) -> None:
    code, screen = on_terminal(reconcile, "apply", "--yes", "--only", "VolumeBackup/*")
    assert code == 0
    assert QUESTION not in screen
    assert len(sent(lab)) == 1


def test_names_from_aws_cannot_steer_a_terminal(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed({"volumes": [volume(1, Backup="\u009b2J\u202eDefault")], "policies": [hostile_policy()]})
    repository.declare(volumes("data", volume_id(1)), policy(spec={"policyId": "policy-0a"}))
    code, screen = on_terminal(reconcile, "plan", "--no-color", "--quiet")
    assert code == 0
    assert "policy-0a" in screen and volume_id(1) in screen
    for letter in (ESCAPE, "\x07", "\u009b", "\u202e"):
        assert letter not in screen


def hostile_policy() -> Dict[str, Any]:
    """A policy whose description would clear the screen and rename the window."""
    (found,) = small()["policies"]
    return {**found, "Description": "\x1b]0;owned\x07\x1b[2J"}


def test_keys_that_change_while_it_asks_are_not_taken(
    document: Repository, reconcile: Program, lab: LabProcess, tmp_path: Path
) -> None:
    keys = tmp_path / "credentials"

    def put(key: Any) -> None:
        keys.write_text(f"[default]\naws_access_key_id={key.id}\naws_secret_access_key={key.secret}\n")

    put(DEFAULT)
    code, screen = on_terminal(
        reconcile, "apply", "--only", "VolumeBackup/algorithmia-git", answer="y\n", meanwhile=lambda: put(OTHER),
        env={"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_SHARED_CREDENTIALS_FILE": str(keys)},
    )  # fmt: skip
    assert code == 0, screen
    assert {call["account"] for call in lab.calls()} == {DEFAULT.account}
