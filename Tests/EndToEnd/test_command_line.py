"""The command line: bad input gets one clear sentence and the code for it, and changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Dict, List

import pytest
from harness.manifests import database, manifest, policy, settings, volumes
from harness.program import Program
from harness.repository import Repository
from harness.worlds import sent
from lab.client import LabProcess

COMMANDS = ["plan", "apply", "validate", "observe", "schema", "completions", "version"]
# The words, and what standard error has to hold.
WRONG = [
    (["plan", "--detailed"], ["--detailed", "--detailed-exitcode"]),
    (["plan", "--formt", "json"], ["--formt", "--format"]),
    (["plna"], ["plna", "plan"]),
    (["aply", "--yes"], ["aply", "apply"]),
    (["plan", "--format"], ["--format"]),
    (["plan", "--format", "yaml"], ["yaml", "json"]),
    (["plan", "--format="], ["--format"]),
    (["plan", "--quiet=yes"], ["--quiet"]),
    (["plan", "extra"], ["extra"]),
    (["apply", "--yes", "one.json", "two.json"], ["two.json"]),
    (["apply", "--yes", "--allow", "everything"], ["everything", "disrupts"]),
    (["apply", "--yes", "--max-changes", "many"], ["many"]),
    (["apply", "--yes", "--max-changes", "-1"], ["-1"]),
    (["apply", "--yes", "--max-changes", "99999999999999999999"], ["99999999999999999999"]),
    (["apply", "--yes", "--verify-timeout", "soon"], ["soon", "15m"]),
    (["plan", "--max-age", "1 day", "--observed", "x"], ["1 day"]),
    (["apply"], ["--yes"]),
    (["plan", "--observed", "nowhere.json"], ["nowhere.json"]),
    (["plan", "--only", "DatabaseBackup/nothing"], ["DatabaseBackup/nothing"]),
    (["plan", "--only", "DatabaseBackup/order"], ["DatabaseBackup/orders"]),
    (["plan", "--target", "stage"], ["stage", "prod"]),
    (["observe", "--out", "x.json", "--target", "stage"], ["--target"]),
    (["observe", "--out", "x.json", "--target", "prod", "--target", "stage"], ["stage"]),
    (["observe"], ["--out"]),
    (["validate", "--only", "DatabaseBackup/nothing"], ["DatabaseBackup/nothing"]),
    (["completions", "tcsh"], ["tcsh", "zsh"]),
    (["completions"], ["SHELL"]),
    (["status"], ["status"]),
    (["plan", "--issues"], ["--issues"]),
    (["plan", "--rate", "off"], ["--rate"]),
    ([""], ["''", '""', "unknown", "command"]),
]


@pytest.mark.parametrize("words, said", WRONG, ids=lambda value: " ".join(value)[:40] or "empty")
def test_a_wrong_command_line(
    estate: Repository, reconcile: Program, lab: LabProcess, words: List[str], said: List[str]
) -> None:
    run = reconcile(*words)
    assert (run.code, run.stdout) == (64, "")
    assert run.stderr.startswith("error: ")
    if words != [""]:
        assert all(word in run.stderr for word in said), run.stderr
    assert lab.calls() == []


def test_no_command_shows_the_commands(reconcile: Program) -> None:
    run = reconcile()
    assert (run.code, run.stdout) == (64, "")
    assert all(command in run.stderr for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_command_has_help(reconcile: Program, command: str, flag: str) -> None:
    run = reconcile(command, flag)
    assert (run.code, run.stderr) == (0, "")
    assert f"reconcile {command}" in run.stdout
    assert max(map(len, run.stdout.splitlines())) <= 120


def test_help_lists_commands_and_exit_codes(reconcile: Program) -> None:
    run = reconcile("--help")
    assert (run.code, run.stderr) == (0, "")
    assert all(command in run.stdout for command in COMMANDS)
    for code in ("0", "1", "2", "3", "64", "65"):
        assert any(line.split()[:1] == [code] for line in run.stdout.splitlines())


def test_version(reconcile: Program, tmp_path: Path) -> None:
    run = reconcile("version", folder=tmp_path)
    assert (run.code, run.stderr) == (0, "")
    assert run.stdout.startswith("reconcile ")


# Where the desired state is looked for and is not: the words, and what standard error has to hold.
NOWHERE = [
    (["--ref", "v9"], ["v9"]),
    (["--ref", "main~5"], ["main~5"]),
    (["--ref", "0" * 40], ["0" * 40]),
    (["--path", "elsewhere"], ["elsewhere"]),
    (["--repo", "/nowhere"], ["/nowhere"]),
    (["--path", "../outside"], ["../outside"]),
]


@pytest.mark.parametrize("words, said", NOWHERE, ids=lambda value: " ".join(value))
@pytest.mark.parametrize("command", ["plan", "validate"])
def test_nothing_is_there(
    estate: Repository, reconcile: Program, lab: LabProcess, command: str, words: List[str], said: List[str]
) -> None:
    run = reconcile(command, *words)
    assert (run.code, run.stdout) == (65, "")
    assert run.stderr.startswith("error: ")
    assert all(word in run.stderr for word in said), run.stderr
    assert lab.calls() == []


def test_no_repository(reconcile: Program, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    run = reconcile("plan", folder=bare, env={"GIT_CEILING_DIRECTORIES": str(tmp_path)})
    assert (run.code, run.stdout) == (65, "")
    assert str(bare) in run.stderr or "repository" in run.stderr


def test_a_repository_without_a_commit(repository: Repository, reconcile: Program) -> None:
    run = reconcile("plan")
    assert (run.code, run.stdout) == (65, "")
    assert "commit" in run.stderr


def test_any_place_of_the_repository_will_do(estate: Repository, reconcile: Program, tmp_path: Path) -> None:
    inside = reconcile.plan(folder=estate.folder / "desired-state").document
    outside = reconcile.plan("--repo", estate.folder, folder=tmp_path).document
    bare = tmp_path / "bare.git"
    estate.git("clone", "--quiet", "--bare", ".", str(bare))
    from_bare = reconcile.plan("--repo", bare, folder=tmp_path).document
    url = reconcile.plan("--repo", f"file://{bare}", folder=tmp_path).document
    assert inside["resources"] == outside["resources"] == from_bare["resources"] == url["resources"]
    assert inside["desired"] == url["desired"]


def test_the_commit_counts_and_not_the_checkout(
    estate: Repository, reconcile: Program, lab: LabProcess
) -> None:
    estate.git("tag", "--annotate", "--message", "first", "v1")
    estate.declare(database("orders", 14))
    estate.write(all="this is not JSON")
    assert reconcile.plan().document["resources"][0]["changes"][0]["fields"][0]["after"] == 14
    for reference in ("v1", "main~1"):
        assert len(reconcile.plan("--ref", reference).document["resources"]) == 4
    assert reconcile("validate", "--working-tree").code == 65


BROKEN = {
    "broken": """{
  "apiVersion": "reconcile/v1",
  "kind": "DatabaseBackup",
  "metadata": {"name": "orders"},
  "spec": {
    "instance": "orders",
    "retentionDays": "seven",
    "retentionDay": 7,
  },
}
""",
    "cut": '{"apiVersion": "reconcile/v1",\n  "kind": ',
    "fleet": """[
  {"apiVersion": "reconcile/v1", "kind": "VolumeBackups", "metadata": {"name": "a"}, "spec": {}},
  {"apiVersion": "reconcile/v1", "kind": "VolumeBackup", "metadata": {"name": "b"},
   "spec": {"select": {"volumeIds": ["vol-1"]}, "tags": {}}},
]
""",
}
# What has to be said of it: places with a line, and words.
SAID = [
    ("desired-state/broken.jsonc:7:", "seven"),
    ("desired-state/broken.jsonc:8:", "retentionDay"),
    ("desired-state/cut.jsonc:2:", ""),
    ("desired-state/fleet.jsonc:2:", "VolumeBackup"),
    ("desired-state/fleet.jsonc:4:", "vol-1"),
]


def test_all_errors_of_all_files_with_their_places(
    repository: Repository, reconcile: Program, lab: LabProcess
) -> None:
    repository.write(settings={"apiVersion": "reconcile/v1", **settings()}, **BROKEN)
    repository.commit()
    run = reconcile("validate")
    assert run.code == 65
    for place, word in SAID:
        assert any(line.startswith(place) for line in run.stdout.splitlines()), place
        assert word in run.stdout
    for command in (["plan"], ["apply", "--yes"], ["observe", "--out", "x.json"]):
        refused = reconcile(*command)
        assert (refused.code, refused.stdout) == (65, "")
        assert all(place in refused.stderr for place, _ in SAID)
    assert lab.calls() == []
    assert not (repository.folder / "x.json").exists()


def test_references_that_lead_nowhere(repository: Repository, reconcile: Program) -> None:
    repository.declare(
        policy("default-ebs"),
        manifest("Application", "algorithmia", {"description": "-"}),
        volumes("a", "vol-00000001", spec={"policy": "default-ebz"}, application="algoritmia"),
        database("orders", target="stage"),
    )
    run = reconcile("validate")
    assert run.code == 65
    for words in ('"default-ebs"', '"algorithmia"', '"stage"', "3 errors in 1 of 1 file"):
        assert words in run.stdout


def test_validate_as_json(repository: Repository, reconcile: Program) -> None:
    repository.write(settings={"apiVersion": "reconcile/v1", **settings()}, **BROKEN)
    repository.commit()
    run = reconcile("validate", "--format", "json")
    assert run.code == 65
    places = {(one["file"], one["line"]) for one in run.document["diagnostics"]}
    assert {(place.split(":")[0], int(place.split(":")[1])) for place, _ in SAID} <= places
    assert run.document["valid"] is False


def test_the_real_desired_state_is_valid(document: Repository, reconcile: Program, lab: LabProcess) -> None:
    run = reconcile("validate")
    assert (run.code, run.stderr) == (0, "")
    assert run.stdout.startswith("Valid: 8 resources in 5 files")
    assert lab.calls() == []


NO_FILES = {
    "a symbolic link": lambda folder: os.symlink("settings.jsonc", folder / "link.jsonc"),
    "an LFS pointer": lambda folder: (folder / "large.jsonc").write_text(
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12345\n"
    ),
    "too large": lambda folder: (folder / "large.jsonc").write_text("/*" + "x" * (1 << 20) + "*/{}"),
    "not UTF-8": lambda folder: (folder / "latin.jsonc").write_bytes(b'{"kind": "\xe9"}'),
    "too deep": lambda folder: (folder / "deep.jsonc").write_text("[" * 100_000),
    "empty": lambda folder: (folder / "empty.jsonc").write_text(""),
}


@pytest.mark.parametrize("what", NO_FILES)
def test_what_is_no_desired_state_says_what_it_is(
    repository: Repository, reconcile: Program, what: str
) -> None:
    repository.write(settings={"apiVersion": "reconcile/v1", **settings()})
    NO_FILES[what](repository.folder / "desired-state")
    repository.commit()
    run = reconcile("validate")
    assert run.code == 65
    (problem,) = [line for line in run.stdout.splitlines() if line.startswith("desired-state/")]
    assert len(problem) < 400


def test_dates_do_not_make_it_invalid(repository: Repository, reconcile: Program) -> None:
    suspend = {"reason": "r", "owner": "o", "until": "2001-01-01"}
    repository.declare(database("orders", suspend=suspend))
    assert reconcile("validate").code == 0


def test_the_answer_stands_alone(
    lab: LabProcess, repository: Repository, reconcile: Program, tmp_path: Path
) -> None:
    expired = [{"impact": "disrupts", "until": "2021-01-01", "reason": "agreed"}]
    lab.seed({"databases": [{"DBInstanceIdentifier": "orders", "BackupRetentionPeriod": 0}]})
    repository.declare(database("orders", allow=expired))
    run = reconcile.plan("--verbose")
    assert "warning" in run.stderr
    assert run.document["summary"]["drifted"] == 1
    (line,) = reconcile.plan("--log-format", "json").stderr.splitlines()
    assert json.loads(line)["level"] == "warning"
    assert reconcile.plan("--quiet").code == 0
    out = tmp_path / "plan.json"
    text = reconcile("plan", "--out", out)
    assert "warning" in text.stderr and "warning" not in text.stdout
    assert json.loads(out.read_text())["summary"] == run.document["summary"]
    result = reconcile.apply()
    assert (result.code, result.outcomes) == (3, {"orders": "skipped"})


def test_markdown(estate: Repository, reconcile: Program) -> None:
    run = reconcile("plan", "--format", "markdown")
    assert (run.code, run.stderr) == (0, "")
    assert "|" in run.stdout and "orders" in run.stdout


def test_a_reader_that_leaves_kills_nothing(estate: Repository, reconcile: Program, lab: LabProcess) -> None:
    process = reconcile.start("apply", "--yes")
    assert process.stdout is not None
    process.stdout.close()
    process.wait(60)
    assert process.stderr is not None
    process.stderr.close()
    assert process.returncode in (0, 1)
    assert len(sent(lab)) == 3


def test_a_full_disk_is_said(estate: Repository, reconcile: Program) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [reconcile.path, "plan"],
            cwd=reconcile.folder,
            env=reconcile.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert done.returncode == 1
    assert b"standard output" in done.stderr


def test_documents_come_from_pipes(
    estate: Repository, reconcile: Program, lab: LabProcess, tmp_path: Path
) -> None:
    def in_bash(words: str) -> Any:
        done = subprocess.run(
            ["bash", "-c", f"'{reconcile.path}' {words}"],
            cwd=reconcile.folder,
            env=reconcile.environment,
            capture_output=True,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        return json.loads(done.stdout)

    assert reconcile("observe", "--out", tmp_path / "recording.json").code == 0
    offline = in_bash(f"plan --format json --observed <(cat {tmp_path}/recording.json)")
    assert offline["resources"] == reconcile.plan("--out", tmp_path / "plan.json").document["resources"]
    applied = in_bash(f"apply --yes --format json /dev/stdin < {tmp_path}/plan.json")
    assert len(applied["changes"]) == len(sent(lab)) == 3


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions(reconcile: Program, tmp_path: Path, shell: str) -> None:
    run = reconcile("completions", shell, folder=tmp_path)
    assert (run.code, run.stderr) == (0, "")
    assert all(command in run.stdout for command in COMMANDS)
    if shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(run.stdout)
        assert subprocess.run([shell, "-n", script], timeout=20).returncode == 0


@pytest.mark.parametrize(
    "line, offered",
    [
        (["reconcile", "pl"], {"plan"}),
        (["reconcile", "plan", "--form"], {"--format"}),
        (["reconcile", "plan", "--format", "j"], {"json"}),
        (["reconcile", "completions", "z"], {"zsh"}),
    ],
    ids=" ".join,
)
def test_bash_completes(reconcile: Program, tmp_path: Path, line: List[str], offered: set) -> None:
    script = tmp_path / "completion"
    script.write_text(reconcile("completions", "bash").stdout)
    asked = f"""
        source {script}
        COMP_WORDS=({" ".join(line)}); COMP_CWORD={len(line) - 1}
        COMP_LINE="{" ".join(line)}"; COMP_POINT=${{#COMP_LINE}}
        "$(complete -p reconcile | sed 's/.*-F \\([^ ]*\\).*/\\1/')" reconcile {line[-1]} {line[-2]}
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, timeout=20)
    assert {word.strip() for word in done.stdout.splitlines()} == offered, done.stderr


def test_settings_are_missing_or_twice(repository: Repository, reconcile: Program) -> None:
    repository.write(all={"apiVersion": "reconcile/v1", **database("orders", target="prod")})
    repository.commit()
    run = reconcile("validate")
    assert run.code == 65
    assert "Settings" in run.stdout
    repository.declare(settings(), manifest("Settings", "again", settings()["spec"]))
    assert reconcile("validate").code == 65


def test_empty_desired_state(repository: Repository, reconcile: Program, lab: LabProcess) -> None:
    repository.declare(settings())
    run = reconcile.plan("--detailed-exitcode")
    assert (run.code, run.document["resources"]) == (0, [])
    assert reconcile.apply().code == 0


@pytest.mark.parametrize(
    "wrong",
    [
        policy(spec={"schedules": [{"name": "N", "every": "5h", "at": "13:00", "retain": {"count": 7}}]}),
        policy(spec={"schedules": [{"name": "N", "every": "24h", "at": "25:00", "retain": {"count": 7}}]}),
        policy(spec={"schedules": [{"name": "N", "every": "24h", "retain": {"count": 1001}}]}),
        policy(spec={"description": "Größe"}),
        policy(spec={"schedules": []}),
        database("orders", 36),
        database("orders", {"min": 9, "max": 3}),
        database("orders", spec={"window": "07:00-07:10"}),
        database("orders", spec={"cluster": "both"}),
        volumes("data", spec={"select": {}}),
        volumes("data", spec={"select": {"device": "/dev/sdf"}}),
        volumes("data", "vol-1"),
        volumes("data", "vol-00000001", tags={"aws:x": "1"}),
        volumes("data", spec={"select": {"volumeIds": ["vol-00000001"]}, "tags": {}}),
        volumes("data", "vol-00000001", rpo="soon"),
    ],
    ids=lambda value: f"{value['kind']} {json.dumps(value['spec'])[-60:]}",
)
def test_what_aws_would_refuse_is_invalid(
    repository: Repository, reconcile: Program, wrong: Dict[str, Any]
) -> None:
    repository.declare(wrong)
    run = reconcile("validate")
    assert run.code == 65, run.stdout
    assert f"{wrong['kind']}/{wrong['metadata']['name']}:" in run.stdout
    assert len([line for line in run.stdout.splitlines() if line.startswith("desired-state/")]) == 1


def test_a_result_that_cannot_be_written_is_told_before_anything_is_sent(
    estate: Repository, reconcile: Program, lab: LabProcess
) -> None:
    run = reconcile("apply", "--yes", "--result", "/nowhere/result.json")
    assert (run.code, run.stdout) == (1, "")
    assert "/nowhere/result.json" in run.stderr
    assert sent(lab) == []
