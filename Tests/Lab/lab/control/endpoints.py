"""The control endpoints under /_lab. They need no signature and are not in the call log."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Callable, Dict, List, Tuple

from ..clock import iso
from ..services import tables
from ..wire.message import Request, Response
from ..world import World
from ..worlds import named
from .calllog import CallLog, plain
from .faults import Fault
from .patch import patch
from .seed import plant, set_options

PREFIX = "/_lab/"


class Control:
    """Steers one lab."""

    def __init__(self, world: World, log: CallLog) -> None:
        self.world, self.log = world, log
        self.faults: List[Fault] = []
        self.endpoints: Dict[Tuple[str, str], Callable[[Request, Any], Any]] = {
            ("GET", "health"): lambda request, body: {"ok": True},
            ("GET", "calls"): lambda request, body: self.log.calls(**dict(request.query_pairs())),
            ("DELETE", "calls"): lambda request, body: self.log.clear(),
            ("GET", "state"): lambda request, body: self.state(),
            ("POST", "seed"): lambda request, body: self.seed(body),
            ("POST", "reset"): lambda request, body: self.reset(),
            ("POST", "faults"): lambda request, body: self.set_faults(body),
            ("DELETE", "faults"): lambda request, body: self.set_faults([]),
            ("POST", "patch"): lambda request, body: self.patch(body),
            ("POST", "settings"): lambda request, body: set_options(self.world, body),
            ("POST", "clock"): lambda request, body: self.set_clock(body),
        }

    def handle(self, request: Request) -> Response:
        """Answer a control request: 200 with JSON, 404, or 400 with the reason."""
        endpoint = self.endpoints.get((request.method, request.path[len(PREFIX) :]))
        if endpoint is None:
            return answer(404, {"error": f"no such endpoint: {request.method} {request.path}"})
        try:
            body = json.loads(request.body) if request.body else {}
            with self.world.lock:
                return answer(200, endpoint(request, body))
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            return answer(400, {"error": f"{type(problem).__name__}: {problem}"})

    def seed(self, body: Any) -> None:
        """Plant a named world or a description."""
        plant(self.world, named(body, self.world.clock.now()) if isinstance(body, str) else body)

    def patch(self, body: Any) -> None:
        """One change or a list of them."""
        for change in body if isinstance(body, list) else [body]:
            patch(self.world, change)

    def reset(self) -> None:
        """An empty world: no faults, no calls, real time, default settings."""
        self.world.reset()
        self.faults = []
        self.log.clear()
        tables.forget()

    def set_faults(self, body: Any) -> None:
        """Replace the rules; the first that meets a call has it."""
        self.faults = [Fault.parse(rule) for rule in (body if isinstance(body, list) else [body])]

    def set_clock(self, body: Dict[str, Any]) -> Dict[str, str]:
        """{"at"?, "frozen"?, "wireOffset"?}; answers with both times."""
        self.world.clock.set(body.get("at"), body.get("frozen", False), body.get("wireOffset"))
        return {"now": iso(self.world.clock.now()), "wire": iso(self.world.clock.wire())}

    def state(self) -> Dict[str, Any]:
        """The whole world."""
        places = [
            {"account": account, "region": region, **vars(place)}
            for (account, region), place in self.world.places.items()
        ]
        return {
            "now": iso(self.world.clock.now()),
            "settings": asdict(self.world.settings),
            "places": places,
            "buckets": self.world.buckets,
            "faults": [asdict(fault) for fault in self.faults],
        }


def answer(status: int, value: Any) -> Response:
    """A JSON answer; nothing to say is an empty object."""
    body = json.dumps({} if value is None else value, default=plain).encode()
    return Response(status, body, {"Content-Type": "application/json"})
