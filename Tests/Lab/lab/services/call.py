"""One call as a service sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Dict

from ..access.keys import AccessKey
from ..wire.message import Request
from ..world import Place, World

Parameters = Dict[str, Any]


@dataclass
class Call:
    """An operation with its parameters, who calls, and where."""

    service: str
    operation: str
    parameters: Parameters
    key: AccessKey
    region: str
    request: Request
    request_id: str
    world: World

    @property
    def account(self) -> str:
        """The caller's account."""
        return self.key.account

    @property
    def place(self) -> Place:
        """What the caller's account holds in the region of the call."""
        return self.world.place(self.account, self.region)

    @property
    def now(self) -> datetime:
        """The world's time."""
        return self.world.clock.now()
