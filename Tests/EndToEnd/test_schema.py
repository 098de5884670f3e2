"""The JSON Schema judges as a foreign validator does."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any, Dict, Iterator

import pytest
from harness.manifests import database, settings, volumes
from harness.program import ROOT, Program, binary
from jsonschema import Draft202012Validator

FILES = sorted((ROOT / "desired-state").rglob("*.jsonc"))
# A string, kept as it is; a comment; or a comma before a closing bracket.
TOKENS = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/|,(?=(?:\s|//[^\n]*|/\*.*?\*/)*[}\]])', re.DOTALL)


def plain(text: str) -> Any:
    """JSON with comments and trailing commas, read."""
    return json.loads(TOKENS.sub(lambda found: found[1] or "", text))


@pytest.fixture(scope="module")
def validator() -> Iterator[Draft202012Validator]:
    schema = json.loads(subprocess.check_output([binary(), "schema"]))
    Draft202012Validator.check_schema(schema)
    yield Draft202012Validator(schema)


def complaints(validator: Draft202012Validator, value: Any) -> str:
    """What the validator says against a value."""
    return "\n".join(error.message for error in validator.iter_errors(value))


def test_it_is_a_schema_of_2020_12(reconcile: Program) -> None:
    run = reconcile("schema")
    assert (run.code, run.stderr) == (0, "")
    assert run.document["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_real_desired_state_passes(validator: Draft202012Validator, path: Any) -> None:
    assert complaints(validator, plain(path.read_text())) == ""


def test_there_are_files() -> None:
    assert len(FILES) >= 5


def single(manifest: Dict[str, Any]) -> Dict[str, Any]:
    """A manifest as a file of its own."""
    return {"apiVersion": "reconcile/v1", **manifest}


GOOD = {
    "one": single(database("orders")),
    "bounds": single(database("orders", {"min": 7})),
    "several": [single(database("orders")), single(volumes("data", "vol-00000001"))],
    "with $schema": {"$schema": "./schema.json", **single(settings())},
}
BAD = {
    "another kind": single({**database("orders"), "kind": "DatabaseBackups"}),
    "another version": {**database("orders"), "apiVersion": "reconcile/v2"},
    "a word for a number": single(database("orders", "seven")),
    "out of range": single(database("orders", 36)),
    "unknown field": single(database("orders", spec={"retentionDay": 7})),
    "instance and cluster": single(database("orders", spec={"cluster": "c"})),
    "bad name": single(volumes("Data", "vol-00000001")),
    "missing spec": {"apiVersion": "reconcile/v1", "kind": "DatabaseBackup", "metadata": {"name": "a"}},
    "number": 7,
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_right_passes(validator: Draft202012Validator, name: str) -> None:
    assert complaints(validator, GOOD[name]) == ""


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_does_not(validator: Draft202012Validator, name: str) -> None:
    assert complaints(validator, BAD[name]) != ""


def test_every_field_is_described(validator: Draft202012Validator) -> None:
    text = json.dumps(validator.schema)
    assert text.count('"description"') > 50
    assert '"examples"' in text
