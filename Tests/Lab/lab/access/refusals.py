"""How each service says that it does not know the caller, or that the caller may not."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Dict, Optional, Tuple

from ..errors import AWSError


class Refusal(Enum):
    """Why a request is not let in."""

    UNSIGNED = "unsigned"
    UNKNOWN_KEY = "unknown key"
    WRONG_SIGNATURE = "wrong signature"
    SKEWED = "skewed"
    DENIED = "denied"


NOT_VALIDATED = "AWS was not able to validate the provided access credentials"
WRONG = (
    "The request signature we calculated does not match the signature you provided. "
    "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
)
INVALID_TOKEN = "The security token included in the request is invalid."
MISSING_TOKEN = "Request is missing Authentication Token"
DENIED = "User is not authorized to perform this operation because no identity-based policy allows it"

Said = Tuple[str, int, str]
EC2: Dict[Refusal, Said] = {
    Refusal.UNSIGNED: ("AuthFailure", 401, NOT_VALIDATED),
    Refusal.UNKNOWN_KEY: ("AuthFailure", 401, NOT_VALIDATED),
    Refusal.WRONG_SIGNATURE: ("AuthFailure", 401, NOT_VALIDATED),
    Refusal.SKEWED: ("RequestExpired", 400, "Request has expired."),
    Refusal.DENIED: ("UnauthorizedOperation", 403, "You are not authorized to perform this operation."),
}
QUERY: Dict[Refusal, Said] = {
    Refusal.UNSIGNED: ("MissingAuthenticationToken", 403, MISSING_TOKEN),
    Refusal.UNKNOWN_KEY: ("InvalidClientTokenId", 403, INVALID_TOKEN),
    Refusal.WRONG_SIGNATURE: ("SignatureDoesNotMatch", 403, WRONG),
    Refusal.SKEWED: ("SignatureDoesNotMatch", 403, "Signature expired"),
    Refusal.DENIED: ("AccessDenied", 403, DENIED),
}
S3: Dict[Refusal, Said] = {
    Refusal.UNSIGNED: ("AccessDenied", 403, "Access Denied"),
    Refusal.UNKNOWN_KEY: (
        "InvalidAccessKeyId",
        403,
        "The AWS Access Key Id you provided does not exist in our records.",
    ),
    Refusal.WRONG_SIGNATURE: ("SignatureDoesNotMatch", 403, WRONG),
    Refusal.SKEWED: (
        "RequestTimeTooSkewed",
        403,
        "The difference between the request time and the current time is too large.",
    ),
    Refusal.DENIED: ("AccessDenied", 403, "Access Denied"),
}


def json_refusals(status: int) -> Dict[Refusal, Said]:
    """DLM answers with 403, DynamoDB with 400; the names are the same."""
    return {
        Refusal.UNSIGNED: ("MissingAuthenticationTokenException", status, "Missing Authentication Token"),
        Refusal.UNKNOWN_KEY: ("UnrecognizedClientException", status, INVALID_TOKEN),
        Refusal.WRONG_SIGNATURE: ("InvalidSignatureException", status, WRONG),
        Refusal.SKEWED: ("InvalidSignatureException", status, "Signature expired"),
        Refusal.DENIED: ("AccessDeniedException", status, DENIED),
    }


REFUSALS = {"ec2": EC2, "rds": QUERY, "sts": QUERY, "s3": S3, "dlm": json_refusals(403)}
OTHERS = json_refusals(400)


def refuse(
    service: str, why: Refusal, signed_at: Optional[datetime] = None, now: Optional[datetime] = None
) -> AWSError:
    """The error of a service. Skew errors of S3 name both times as members, the others in the text."""
    code, status, message = REFUSALS.get(service, OTHERS)[why]
    members = {}
    if signed_at is not None and now is not None:
        if service == "s3":
            members = {
                "RequestTime": f"{signed_at:%Y%m%dT%H%M%SZ}",
                "ServerTime": f"{now:%Y-%m-%dT%H:%M:%SZ}",
            }
        elif service != "ec2":
            message += f": {signed_at:%Y%m%dT%H%M%SZ} is too far from {now:%Y%m%dT%H%M%SZ} (15 min.)"
    return AWSError(code, message, status, members)
