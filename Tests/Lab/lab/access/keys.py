"""The access keys that the lab knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Optional

ACCOUNT = "123456789012"
OTHER_ACCOUNT = "210987654321"


@dataclass(frozen=True)
class AccessKey:
    """A key pair, the account that it belongs to, and its session token where it is a temporary one."""

    id: str
    secret: str
    account: str
    session_token: Optional[str] = None
    name: str = "lab"

    @property
    def arn(self) -> str:
        """The caller's ARN as GetCallerIdentity says it."""
        return f"arn:aws:iam::{self.account}:user/{self.name}"


DEFAULT = AccessKey("AKIALABEXAMPLE000001", "lab/EXAMPLE+secret+of+no+account/0000001", ACCOUNT)
OTHER = AccessKey("AKIALABEXAMPLE000002", "lab/EXAMPLE+secret+of+no+account/0000002", OTHER_ACCOUNT)


def default_keys() -> Dict[str, AccessKey]:
    """The keys that are there after a start or a reset."""
    return {key.id: key for key in (DEFAULT, OTHER)}
