"""Requests and responses as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Optional, Tuple
from urllib.parse import unquote_plus

Headers = List[Tuple[str, str]]


@dataclass
class Request:
    """One request exactly as it came: nothing of the path or the query is decoded."""

    method: str
    path: str
    query: str
    headers: Headers
    body: bytes
    connection: int = 0

    def header(self, name: str) -> Optional[str]:
        """The header's value; repeated headers joined with a comma; None if it was not sent."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return ",".join(values) if values else None

    def query_pairs(self) -> List[Tuple[str, str]]:
        """The decoded pairs of the query, in order, with empty values kept."""
        return decode_pairs(self.query)


@dataclass
class Response:
    """One answer. `transport` says how it leaves: whole, cut, reset, or never."""

    status: int
    body: bytes = b""
    headers: Dict[str, str] = field(default_factory=dict)
    transport: str = "whole"
    chunked: bool = False


def decode_pairs(encoded: str) -> List[Tuple[str, str]]:
    """The pairs of a query or form; a name without `=` has an empty value."""
    pairs = []
    for part in encoded.split("&"):
        if part:
            name, _, value = part.partition("=")
            pairs.append((unquote_plus(name), unquote_plus(value)))
    return pairs
