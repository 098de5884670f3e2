"""The verifier against the signed requests that the product's own signer is checked with."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lab.access.keys import AccessKey
from lab.access.signatures import claim, verify
from lab.clock import Clock
from lab.errors import AWSError
from lab.wire.message import Request

FIXTURE = Path(__file__).resolve().parents[2] / "AWSTests" / "Fixtures" / "sigv4-vectors.json"
VECTORS = json.loads(FIXTURE.read_text())


class Then(Clock):
    """The moment at which a vector was signed."""

    def __init__(self, stamp: str) -> None:
        super().__init__()
        self._stamp = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)

    def wire(self) -> datetime:
        return self._stamp


def check(vector, **changes):
    url = urlsplit(vector["url"])
    headers = [("Host", url.netloc)] + list(vector["sent_headers"].items())
    body = (vector["body"] or "").encode()
    request = Request(vector["method"], url.path or "/", url.query, headers, body)
    for name, value in changes.items():
        setattr(request, name, value)
    key = AccessKey(vector["access_key"], vector["secret_key"], "123456789012", vector["session_token"])
    return verify(request, claim(request), {key.id: key}, Then(vector["amz_date"]))


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_vector(vector):
    assert check(vector).account == "123456789012"
    for changes in (
        {"method": "PUT" if vector["method"] != "PUT" else "GET"},
        {"query": "a=b"},
        {"path": "/other"},
    ):
        with pytest.raises(AWSError):
            check(vector, **changes)


def test_the_order_of_a_query_does_not_matter():
    vector = next(vector for vector in VECTORS if vector["name"] == "s3-list-v2")
    parts = urlsplit(vector["url"]).query.split("&")
    assert check(vector, query="&".join(reversed(parts)))
