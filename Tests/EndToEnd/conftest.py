"""One lab process for all tests; each test begins with an empty world and a repository of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, Tuple

import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Lab")]

from harness.manifests import database, feed, policy, volumes  # noqa: E402
from harness.program import ROOT, Program  # noqa: E402
from harness.repository import Repository  # noqa: E402
from harness.worlds import small, volume_id  # noqa: E402
from lab.access.keys import DEFAULT, OTHER  # noqa: E402
from lab.client import LabProcess  # noqa: E402


class SharedLab(LabProcess):
    """A lab whose boto3 clients are made once: making one takes longer than most tests."""

    def __init__(self) -> None:
        super().__init__()
        self._clients: Dict[Tuple[Any, ...], Any] = {}

    def boto3(self, service: str, *given: Any, **options: Any) -> Any:
        key = (service, given, tuple(options.items()))
        if key not in self._clients:
            self._clients[key] = super().boto3(service, *given, **options)
        return self._clients[key]


@pytest.fixture(scope="session")
def process() -> Iterator[LabProcess]:
    with SharedLab() as lab:
        yield lab


@pytest.fixture
def lab(process: LabProcess) -> LabProcess:
    """An empty AWS."""
    process.reset()
    return process


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository without a commit."""
    return Repository(tmp_path / "repository")


@pytest.fixture
def reconcile(lab: LabProcess, repository: Repository, tmp_path: Path) -> Program:
    """The program in the repository, with nothing around it but the lab."""
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LC_ALL": "C.UTF-8",
        "TZ": "America/Los_Angeles",
        "AWS_MAX_ATTEMPTS": "3",
        **lab.environment(),
    }
    return Program(repository.folder, environment, [DEFAULT.secret, OTHER.secret])


@pytest.fixture
def document(lab: LabProcess, repository: Repository) -> Repository:
    """The document's estate as found, beside this repository's own desired state."""
    lab.seed("document")
    repository.take(ROOT / "desired-state")
    repository.commit()
    return repository


@pytest.fixture
def estate(lab: LabProcess, repository: Repository) -> Repository:
    """One thing for each service, declared and drifted; the feed is in order."""
    lab.seed(small())
    repository.declare(
        policy(spec={"policyId": "policy-0a"}),
        volumes("data", volume_id(1), tags={"Backup": "Nightly"}),
        database("orders"),
        feed("dumps"),
    )
    return repository
