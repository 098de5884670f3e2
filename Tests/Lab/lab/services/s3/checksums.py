"""Checksums of bodies: what is sent must be right, and some operations must have one."""

from __future__ import annotations

import base64
import hashlib
import zlib
from typing import Callable, Dict

from ...errors import AWSError
from ...wire.message import Request

ALGORITHMS: Dict[str, Callable[[bytes], bytes]] = {
    "content-md5": lambda body: hashlib.md5(body).digest(),
    "x-amz-checksum-crc32": lambda body: zlib.crc32(body).to_bytes(4, "big"),
    "x-amz-checksum-sha1": lambda body: hashlib.sha1(body).digest(),
    "x-amz-checksum-sha256": lambda body: hashlib.sha256(body).digest(),
}
UNREAD = ("x-amz-checksum-crc32c", "x-amz-checksum-crc64nvme")


def check(request: Request, required: bool) -> None:
    """Refuse a wrong checksum, and a missing one where one is required."""
    seen = any(request.header(name) for name in UNREAD)
    for name, digest in ALGORITHMS.items():
        declared = request.header(name)
        if declared is None:
            continue
        seen = True
        if declared != base64.b64encode(digest(request.body)).decode():
            if name == "content-md5":
                raise AWSError("BadDigest", "The Content-MD5 you specified did not match what we received.")
            raise AWSError(
                "BadDigest",
                f"The {name.rpartition('-')[2].upper()} you specified did not match the calculated checksum.",
            )
    if required and not seen:
        raise AWSError(
            "InvalidRequest", "Missing required header for this request: Content-MD5 OR x-amz-checksum-*"
        )
