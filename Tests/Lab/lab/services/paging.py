"""Opaque page tokens. They hold `+`, `/` and `=`, as AWS's may, so that a client has to encode them."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any, Optional

PREFIX = "Ae+/"


def token(position: Any, request: Any) -> str:
    """A token for a position in the answer to a request; only the same request may use it."""
    text = json.dumps([position, digest(request)])
    text += " " * ((1 - len(text.encode())) % 3)
    return PREFIX + base64.b64encode(text.encode()).decode()


def position(given: str, request: Any) -> Optional[Any]:
    """The position that a token stands for, or None where it is not a token of this request."""
    if not given.startswith(PREFIX):
        return None
    try:
        where, of = json.loads(base64.b64decode(given[len(PREFIX) :], validate=True))
    except ValueError:
        return None
    return where if of == digest(request) else None


def digest(request: Any) -> str:
    """A short hash of a request's parameters."""
    return hashlib.sha256(json.dumps(request, sort_keys=True, default=str).encode()).hexdigest()[:12]
