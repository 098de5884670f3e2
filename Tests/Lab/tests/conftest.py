"""One lab process for all tests; each test begins with an empty world."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Callable, Iterator

import pytest
from botocore.exceptions import ClientError

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from lab.client import LabProcess  # noqa: E402


@pytest.fixture(scope="session")
def process() -> Iterator[LabProcess]:
    with LabProcess() as lab:
        yield lab


@pytest.fixture
def lab(process: LabProcess) -> LabProcess:
    process.reset()
    return process


@pytest.fixture
def document(process: LabProcess) -> LabProcess:
    process.reset("document")
    return process


@pytest.fixture
def refused() -> Callable[..., str]:
    """Call what must be refused; its error as `Code/400`, with the text kept."""

    def call(function: Callable, **parameters: object) -> str:
        with pytest.raises(ClientError) as caught:
            function(**parameters)
        answer = caught.value.response
        call.message = answer["Error"]["Message"]  # type: ignore[attr-defined]
        return f"{answer['Error']['Code']}/{answer['ResponseMetadata']['HTTPStatusCode']}"

    return call
