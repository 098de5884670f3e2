"""The one error that handlers raise; how it looks on the wire is the protocol's business."""

from __future__ import annotations

from typing import Any, Dict, Optional


class AWSError(Exception):
    """An error answer: AWS's code and text, the HTTP status, and further members of the body."""

    def __init__(
        self,
        code: str,
        message: str,
        status: int = 400,
        members: Optional[Dict[str, Any]] = None,
        headers: Optional[Dict[str, str]] = None,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.members = members or {}
        self.headers = headers or {}
