"""Faults on demand: which calls they meet, and what becomes of the answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any, Dict, List, Optional

from ..access.refusals import Refusal, refuse
from ..errors import AWSError
from ..services.call import Call
from ..wire.message import Response

KINDS = ("throttle", "denied", "error", "reset", "cut", "garble", "empty", "wrong-root", "slow")
THROTTLES = {
    "ec2": ("RequestLimitExceeded", "Request limit exceeded.", 503),
    "s3": ("SlowDown", "Please reduce your request rate.", 503),
    "dlm": ("LimitExceededException", "Rate exceeded", 429),
}
PAGE = b"<!DOCTYPE html>\n<html><head><title>Proxy</title></head><body><p>Please sign in.</p></body></html>\n"


@dataclass
class Fault:
    """A rule for the calls that match: those `on` lists (from 1), or the `first` so many, or all."""

    kind: str
    service: str = "*"
    operation: str = "*"
    account: str = "*"
    region: str = "*"
    parameters: Dict[str, Any] = field(default_factory=dict)
    on: Optional[List[int]] = None
    first: Optional[int] = None
    after: bool = False
    code: str = "InternalFailure"
    message: str = "An internal error has occurred"
    status: int = 500
    how: str = "truncate"
    seen: int = 0

    @staticmethod
    def parse(value: Dict[str, Any]) -> "Fault":
        """A rule from JSON; unknown kinds and members are errors."""
        fault = Fault(**{name: item for name, item in value.items() if name != "seen"})
        if fault.kind not in KINDS:
            raise ValueError(f"unknown kind of fault {fault.kind!r}; there are {', '.join(KINDS)}")
        return fault

    def meets(self, call: Call) -> bool:
        """Whether the fault strikes this call; counts the calls that match."""
        if not (
            fnmatchcase(call.service, self.service)
            and fnmatchcase(call.operation, self.operation)
            and fnmatchcase(call.account, self.account)
            and fnmatchcase(call.region, self.region)
            and contains(call.parameters, self.parameters)
        ):
            return False
        self.seen += 1
        if self.on is not None:
            return self.seen in self.on
        return self.first is None or self.seen <= self.first

    def refusal(self, call: Call) -> Optional[AWSError]:
        """The error that the call ends in, or None for faults of the transport."""
        if self.kind == "throttle":
            return AWSError(*THROTTLES.get(call.service, ("ThrottlingException", "Rate exceeded", 400)))
        if self.kind == "denied":
            return refuse(call.service, Refusal.DENIED)
        if self.kind == "error":
            return AWSError(self.code, self.message, self.status)
        return None

    def spoil(self, answer: Response) -> Response:
        """The good answer as it arrives under this fault."""
        if self.kind == "reset":
            return replace(answer, transport="reset")
        if self.kind == "slow":
            return replace(answer, transport="silent")
        if self.kind == "cut":
            return replace(answer, transport="cut")
        if self.kind == "wrong-root":
            return Response(200, PAGE, {"Content-Type": "text/html"})
        if self.kind == "empty":
            return replace(answer, body=b"")
        headers = {name: text for name, text in answer.headers.items() if name != "Content-Length"}
        return replace(answer, body=garbled(answer.body, self.how), headers=headers)


def contains(value: Any, wanted: Any) -> bool:
    """Whether a value holds all that is wanted: members of structures, elements of lists, equal scalars."""
    if isinstance(wanted, dict):
        return isinstance(value, dict) and all(
            name in value and contains(value[name], item) for name, item in wanted.items()
        )
    if isinstance(wanted, list):
        return isinstance(value, list) and all(any(contains(one, item) for one in value) for item in wanted)
    return bool(value == wanted)


def garbled(body: bytes, how: str) -> bytes:
    """A body that no longer parses: its second half is gone (`truncate`), or bytes are flipped (`flip`)."""
    if how == "truncate":
        return body[: len(body) // 2]
    spoiled = bytearray(body)
    for place in range(len(spoiled) // 3, len(spoiled), max(1, len(spoiled) // 7)):
        spoiled[place] ^= 0x9F
    return bytes(spoiled)
