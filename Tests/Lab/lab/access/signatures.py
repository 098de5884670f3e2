"""Signature Version 4, checked as the services do it.

The canonical form is built from the decoded request (decode, encode, sort) and signed by botocore, so that a
client is judged by neither its own encoding nor this program's arithmetic.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Dict, FrozenSet, Optional
from urllib.parse import quote, unquote

from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from ..clock import Clock
from ..errors import AWSError
from ..wire.message import Request
from .keys import AccessKey
from .refusals import Refusal, refuse

AUTHORIZATION = re.compile(
    r"^AWS4-HMAC-SHA256\s+Credential=(?P<key>[^/,]+)/(?P<date>\d{8})/(?P<region>[^/,]+)/(?P<service>[^/,]+)"
    r"/aws4_request,\s*SignedHeaders=(?P<headers>[^,]+),\s*Signature=(?P<signature>[0-9a-f]{64})$"
)
SKEW_SECONDS = 15 * 60
PLAIN_PAYLOADS = ("UNSIGNED-PAYLOAD",)


@dataclass(frozen=True)
class Claim:
    """What the Authorization header says."""

    key: str
    date: str
    region: str
    service: str
    headers: FrozenSet[str]
    signature: str


def claim(request: Request) -> Optional[Claim]:
    """The parsed Authorization header, or None where there is none that can be read."""
    found = AUTHORIZATION.match(request.header("authorization") or "")
    if not found:
        return None
    fields = found.groupdict()
    headers = frozenset(fields.pop("headers").split(";"))
    return Claim(headers=headers, **fields)


def verify(request: Request, said: Claim, keys: Dict[str, AccessKey], clock: Clock) -> AccessKey:
    """The key that signed the request; raises the service's own error where the signature does not hold."""
    key = keys.get(said.key)
    if key is None:
        raise refuse(said.service, Refusal.UNKNOWN_KEY)
    if request.header("x-amz-security-token") != key.session_token:
        raise refuse(said.service, Refusal.UNKNOWN_KEY)
    check_time(request, said, clock)
    check_headers(request, said)
    check_payload(request, said)
    if not hmac.compare_digest(expected(request, said, key), said.signature):
        raise refuse(said.service, Refusal.WRONG_SIGNATURE)
    return key


def check_time(request: Request, said: Claim, clock: Clock) -> None:
    """The request's date must be within 15 minutes of the server's, and of the scope's day."""
    stamp = request.header("x-amz-date") or ""
    try:
        signed_at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    except ValueError:
        raise refuse(said.service, Refusal.WRONG_SIGNATURE) from None
    now = clock.wire()
    if abs((now - signed_at).total_seconds()) > SKEW_SECONDS:
        raise refuse(said.service, Refusal.SKEWED, signed_at, now)
    if stamp[:8] != said.date:
        raise refuse(said.service, Refusal.WRONG_SIGNATURE)


def check_headers(request: Request, said: Claim) -> None:
    """`host` and every `x-amz-` header must be signed, and what is signed must have been sent."""
    sent = [name.lower() for name, _ in request.headers]
    must = {"host"} | {name for name in sent if name.startswith("x-amz-")}
    if not must <= said.headers or not said.headers <= set(sent) or sent.count("x-amz-date") != 1:
        raise refuse(said.service, Refusal.WRONG_SIGNATURE)


def check_payload(request: Request, said: Claim) -> None:
    """S3 wants the body's hash in a header; where a hash is sent it must be the body's."""
    declared = request.header("x-amz-content-sha256")
    if declared is None:
        if said.service == "s3":
            message = "Missing required header for this request: x-amz-content-sha256"
            raise AWSError("InvalidRequest", message)
        return
    if declared in PLAIN_PAYLOADS:
        return
    if declared != hashlib.sha256(request.body).hexdigest():
        message = "The provided 'x-amz-content-sha256' header does not match what was computed."
        raise AWSError("XAmzContentSHA256Mismatch", message)


def expected(request: Request, said: Claim, key: AccessKey) -> str:
    """The signature that the request must have."""
    pairs = sorted((quote(n, safe="-_.~"), quote(v, safe="-_.~")) for n, v in request.query_pairs())
    query = "&".join(f"{name}={value}" for name, value in pairs)
    if said.service == "s3":
        path = encoded(request.path, "/")
    else:
        # An encoded slash is part of a segment here; decoding it would make it a separator.
        path = "/".join(encoded(segment, "") for segment in request.path.split("/"))
    signed = AWSRequest(
        method=request.method,
        url=f"http://{request.header('host')}{path}" + (f"?{query}" if query else ""),
        headers={name: request.header(name) or "" for name in sorted(said.headers)},
        data=request.body,
    )
    signed.context["timestamp"] = request.header("x-amz-date")
    signer = S3SigV4Auth if said.service == "s3" else SigV4Auth
    auth = signer(Credentials(key.id, key.secret, key.session_token), said.service, said.region)
    canonical = auth.canonical_request(signed)
    return auth.signature(auth.string_to_sign(signed, canonical), signed)


def encoded(path: str, separators: str) -> str:
    """A path decoded and encoded again, so that its canonical form does not depend on how it was sent."""
    plain = unquote(path, errors="surrogateescape")
    return quote(plain, safe=separators + "-_.~", errors="surrogateescape")
