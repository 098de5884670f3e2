"""The log of all calls, in memory and, where asked for, as JSON lines in a file."""

from __future__ import annotations

import base64
import json
import threading
from datetime import datetime
from typing import Any, Dict, List, Optional, TextIO

from ..clock import iso


class CallLog:
    """Calls in the order in which they were answered."""

    def __init__(self, path: Optional[str] = None) -> None:
        self._lock = threading.Lock()
        self._calls: List[Dict[str, Any]] = []
        self._sequence = 0
        self._file: Optional[TextIO] = open(path, "a", encoding="utf-8", buffering=1) if path else None

    def add(self, entry: Dict[str, Any]) -> None:
        """Note a call; it gets the next number."""
        with self._lock:
            self._sequence += 1
            entry = {"sequence": self._sequence, **entry}
            self._calls.append(entry)
            if self._file:
                self._file.write(json.dumps(entry, default=plain) + "\n")

    def clear(self) -> None:
        """Forget all calls; the numbers go on."""
        with self._lock:
            self._calls.clear()

    def calls(self, **wanted: str) -> List[Dict[str, Any]]:
        """The calls whose members have the wanted values, compared as JSON text."""
        with self._lock:
            found = list(self._calls)
        return [
            call for call in found if all(matches(call.get(name), value) for name, value in wanted.items())
        ]


def matches(value: Any, wanted: str) -> bool:
    """Whether a member is what a query string asks for."""
    return (value if isinstance(value, str) else json.dumps(value, default=plain)) == wanted


def plain(value: Any) -> Any:
    """What JSON has no form for: dates as ISO 8601, bytes as Base64, everything else as text."""
    if isinstance(value, datetime):
        return iso(value)
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
