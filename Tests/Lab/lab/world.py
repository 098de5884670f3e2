"""All state of the lab: places (an account's region), buckets, keys, settings, and what is yet to happen."""

from __future__ import annotations

import itertools
import threading
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Tuple

from .access.keys import AccessKey, default_keys
from .clock import Clock

Record = Dict[str, Any]


@dataclass
class Place:
    """What one account holds in one region: records in AWS's member names, by id, in order of creation."""

    volumes: Dict[str, Record] = field(default_factory=dict)
    instances: Dict[str, Record] = field(default_factory=dict)
    snapshots: Dict[str, Record] = field(default_factory=dict)
    policies: Dict[str, Record] = field(default_factory=dict)
    databases: Dict[str, Record] = field(default_factory=dict)
    clusters: Dict[str, Record] = field(default_factory=dict)
    db_snapshots: Dict[str, Record] = field(default_factory=dict)
    automated_backups: Dict[str, Record] = field(default_factory=dict)
    tables: Dict[str, Record] = field(default_factory=dict)


@dataclass
class Settings:
    """How the lab behaves where AWS has a choice."""

    page_limit: int = 0
    """A page holds this many items at most, whatever was asked for; 0 = as AWS."""
    empty_first_page: bool = False
    """EC2 listings begin with an empty page that has a token, as AWS may do."""
    busy_describes: int = 2
    """A change of a database, and a new snapshot, is done after so many describes of it."""
    stale_describes: int = 0
    """EC2 tags show after so many describes (eventual consistency)."""
    chunked: bool = False
    """Bodies leave with chunked transfer encoding."""


@dataclass
class Later:
    """Something that happens once its object has been described some times more."""

    topic: str
    describes: int
    act: Callable[[], None]


class World:
    """The whole state; every request and control call holds `lock` while it looks or changes."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.clock = Clock()
        self.reset()

    def reset(self) -> None:
        """An empty world on real time."""
        self.clock.reset()
        self.places: Dict[Tuple[str, str], Place] = {}
        self.buckets: Dict[str, Record] = {}
        self.keys: Dict[str, AccessKey] = default_keys()
        self.settings = Settings()
        self.later: List[Later] = []
        self.ids = itertools.count(1)

    def place(self, account: str, region: str) -> Place:
        """The place of an account and region; it is there as soon as someone asks."""
        return self.places.setdefault((account, region), Place())

    def new_id(self, prefix: str) -> str:
        """A new id such as `snap-0000000000000002a`; the same run gives the same ids."""
        return f"{prefix}-{0x1AB0000000000000 + next(self.ids):017x}"

    def after_describes(self, topic: str, describes: int, act: Callable[[], None]) -> None:
        """Let something happen after its topic was described so many times more; at once for 0."""
        if describes <= 0:
            act()
        else:
            self.later.append(Later(topic, describes, act))

    def described(self, topic: str) -> None:
        """Count one describe of a topic and let happen what is due, before the answer is made."""
        due = []
        for event in self.later:
            if event.topic == topic:
                if event.describes == 0:
                    due.append(event)
                event.describes -= 1
        for event in due:
            self.later.remove(event)
            event.act()
