"""Worlds to start with, by name."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Dict, List

from . import algorithmia, labelbox, platform, spell
from .parts import Part, joined

NAMES = ("document", "healthy")


def named(name: str, now: datetime) -> List[Dict[str, Any]]:
    """The seed of a name: `document` is the current state with its discrepancies, `healthy` has none."""
    if name not in NAMES:
        raise ValueError(f"there is no world {name!r}; there are {', '.join(NAMES)}")
    mended = name == "healthy"
    parts: List[Part] = [
        platform.part(mended),
        algorithmia.part(mended, now),
        labelbox.part(mended, now),
        spell.part(mended, now),
    ]
    return [joined(parts), platform.other_account()]
