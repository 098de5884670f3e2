"""The lab's time: settable, freezable, and apart from the time that signatures are checked against."""

from __future__ import annotations

import re
import threading
from datetime import datetime, timedelta, timezone
from typing import Any, Optional

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
AGO = re.compile(r"^((?:\d+[smhd]\s*)+)ago$")


class Clock:
    """`now` is the world's time (ages, dates of new objects); `wire` is what Date headers say."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.reset()

    def reset(self) -> None:
        """Back to real time."""
        self._offset = timedelta()
        self._frozen: Optional[datetime] = None
        self._wire_offset = timedelta()

    def now(self) -> datetime:
        """The world's time, UTC."""
        with self._lock:
            return self._frozen or datetime.now(timezone.utc) + self._offset

    def wire(self) -> datetime:
        """The time of Date headers and of the skew check, UTC."""
        with self._lock:
            return datetime.now(timezone.utc) + self._wire_offset

    def set(self, at: Optional[str], frozen: bool, wire_offset: Optional[float]) -> None:
        """Set the world's time, running or frozen, and the server's skew in seconds."""
        real = datetime.now(timezone.utc)
        with self._lock:
            if at is not None:
                moment = parse_time(at, real)
                self._offset = moment - real
                self._frozen = moment if frozen else None
            if wire_offset is not None:
                self._wire_offset = timedelta(seconds=wire_offset)


def parse_time(value: Any, now: datetime) -> datetime:
    """A moment from ISO 8601 text, epoch seconds, or an age such as `20m ago` or `1d 2h ago`."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, (int, float)):
        return datetime.fromtimestamp(value, timezone.utc)
    age = AGO.match(value)
    if age:
        parts = re.findall(r"(\d+)([smhd])", age.group(1))
        return now - timedelta(seconds=sum(int(count) * UNITS[unit] for count, unit in parts))
    moment = datetime.fromisoformat(value.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)


def iso(moment: datetime) -> str:
    """ISO 8601 with milliseconds and `Z`, as AWS's XML has it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
