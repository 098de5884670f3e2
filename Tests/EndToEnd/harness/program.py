"""The program under test, run as a user runs it: a subprocess, its streams and its exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional

ROOT = Path(__file__).resolve().parents[3]
CODES = (0, 1, 2, 3, 64, 65)
ESCAPE = "\x1b"


def binary() -> Path:
    """The program: `RECONCILE`, else the debug build, else the release build of this repository."""
    named = os.environ.get("RECONCILE")
    places = (
        [Path(named)] if named else [ROOT / ".build" / kind / "reconcile" for kind in ("debug", "release")]
    )
    for place in places:
        if os.access(place, os.X_OK):
            return place.resolve()
    raise FileNotFoundError(f"no program at {' or '.join(map(str, places))}; `swift build` makes it")


@dataclass(frozen=True)
class Run:
    """What one run left behind."""

    code: int
    stdout: str
    stderr: str

    @property
    def document(self) -> Dict[str, Any]:
        """Standard output as the one JSON document that it has to be."""
        return dict(json.loads(self.stdout))

    @property
    def resources(self) -> Dict[str, Dict[str, Any]]:
        """The plan's resources by KIND/NAME."""
        return resources(self.document)

    @property
    def states(self) -> Dict[str, str]:
        """The state of each resource."""
        return {name: resource["state"] for name, resource in self.resources.items()}

    @property
    def outcomes(self) -> Dict[str, str]:
        """The outcome of each change of a result document, by object."""
        return {change["object"]: change["outcome"] for change in self.document["changes"]}


def resources(plan: Mapping[str, Any]) -> Dict[str, Dict[str, Any]]:
    """A plan document's resources by KIND/NAME."""
    return {f"{one['kind']}/{one['name']}": one for one in plan["resources"]}


def changes(plan: Mapping[str, Any]) -> List[Dict[str, Any]]:
    """All changes of a plan document."""
    return [change for resource in plan["resources"] for change in resource["changes"]]


def codes(resource: Mapping[str, Any]) -> List[str]:
    """The codes of a resource's findings."""
    return [finding["code"] for finding in resource["findings"]]


class Program:
    """`reconcile("plan")` runs in the repository's folder, with the lab's variables and no others."""

    def __init__(self, folder: Path, environment: Mapping[str, str], secrets: List[str]) -> None:
        self.path = binary()
        self.folder = folder
        self.environment = dict(environment)
        self._secrets = secrets

    def __call__(
        self,
        *words: object,
        env: Optional[Mapping[str, str]] = None,
        folder: Optional[Path] = None,
        timeout: float = 60,
    ) -> Run:
        process = self.start(*words, env=env, folder=folder)
        stdout, stderr = process.communicate(timeout=timeout)
        return self.judged(Run(process.returncode, stdout.decode(), stderr.decode()))

    def start(
        self, *words: object, env: Optional[Mapping[str, str]] = None, folder: Optional[Path] = None
    ) -> "subprocess.Popen[bytes]":
        """A run that the test ends itself."""
        return subprocess.Popen(
            [self.path, *map(str, words)],
            cwd=folder or self.folder,
            env={**self.environment, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def judged(self, run: Run) -> Run:
        """What holds for every run: no crash, no secret, and no colour in a pipe."""
        assert run.code in CODES, f"ended by {reason(run.code)}:\n{run.stderr}"
        for text in (run.stdout, run.stderr):
            assert "Fatal error" not in text
            assert ESCAPE not in text
            for secret in self._secrets:
                assert secret not in text
        return run

    def plan(self, *words: object, **options: Any) -> Run:
        """The plan as a JSON document."""
        return self("plan", "--format", "json", *words, **options)

    def apply(self, *words: object, **options: Any) -> Run:
        """An apply that does not ask, with the result document as its answer."""
        return self("apply", "--yes", "--format", "json", *words, **options)


def reason(code: int) -> str:
    """An exit code, or the signal behind it."""
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
