"""STS: who am I."""

from __future__ import annotations

from typing import Any, Dict

from .call import Call


def get_caller_identity(call: Call) -> Dict[str, Any]:
    """GetCallerIdentity; it needs no permission."""
    return {"UserId": "AIDA" + call.key.id[4:], "Account": call.account, "Arn": call.key.arn}


OPERATIONS = {"GetCallerIdentity": get_caller_identity}
