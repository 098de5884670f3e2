"""Objects: HEAD, GET, PUT with conditions, DELETE with conditions."""

from __future__ import annotations

import hashlib
from typing import Any, Dict

from ...errors import AWSError
from ...world import Record
from ..call import Call
from . import checksums
from .buckets import bucket
from .configuration import default_encryption

SHOWN = ("LastModified", "ETag", "ServerSideEncryption", "SSEKMSKeyId", "StorageClass")
LARGEST_BODY = 1 << 20


def stored(call: Call) -> Record:
    """The object of the call; a delete marker is told in a header."""
    one = bucket(call)["Objects"].get(call.parameters["Key"])
    if one is None or one.get("DeleteMarker"):
        headers = {"x-amz-delete-marker": "true"} if one else {}
        members = {"Key": call.parameters["Key"]}
        raise AWSError("NoSuchKey", "The specified key does not exist.", 404, members, headers)
    return one


def head_object(call: Call) -> Dict[str, Any]:
    """HeadObject. Headers of SSE-KMS are for writes only."""
    if call.request.header("x-amz-server-side-encryption"):
        raise AWSError(
            "InvalidArgument", "Server Side Encryption headers are not supported for this operation."
        )
    return described(stored(call))


def described(one: Record) -> Dict[str, Any]:
    """What the headers say. The standard storage class is not named."""
    shown = {name: one.get(name) for name in SHOWN}
    if shown["StorageClass"] == "STANDARD":
        shown["StorageClass"] = None
    return {
        **shown,
        "ContentLength": one["Size"],
        "ContentType": "binary/octet-stream",
        "AcceptRanges": "bytes",
    }


def get_object(call: Call) -> Dict[str, Any]:
    """GetObject. Seeded objects have no body: they are zeros, and too large ones cannot be read."""
    one = stored(call)
    body = one.get("Body")
    if body is None:
        if one["Size"] > LARGEST_BODY:
            raise AWSError("NotImplemented", "The lab holds no body for this object.", 501)
        body = bytes(one["Size"])
    return {**described(one), "Body": body}


def put_object(call: Call) -> Dict[str, Any]:
    """PutObject with If-None-Match and If-Match."""
    given, found = call.parameters, bucket(call)
    checksums.check(call.request, required=False)
    if (call.request.header("x-amz-content-sha256") or "").startswith("STREAMING-"):
        raise AWSError("NotImplemented", "The lab reads no aws-chunked bodies.", 501)
    check_conditions(call, found)
    body = given.get("Body") or b""
    one = {
        "Key": given["Key"],
        "Body": body,
        "Size": len(body),
        "LastModified": call.now.replace(microsecond=0),
        "ETag": f'"{hashlib.md5(body).hexdigest()}"',
        "StorageClass": given.get("StorageClass", "STANDARD"),
        "ServerSideEncryption": given.get("ServerSideEncryption")
        or default_encryption(found)["SSEAlgorithm"],
        "SSEKMSKeyId": given.get("SSEKMSKeyId") or default_encryption(found).get("KMSMasterKeyID"),
    }
    found["Objects"][given["Key"]] = one
    return {name: one[name] for name in ("ETag", "ServerSideEncryption", "SSEKMSKeyId")}


def delete_object(call: Call) -> Dict[str, Any]:
    """DeleteObject with If-Match; what is not there is deleted without an error."""
    found = bucket(call)
    check_conditions(call, found)
    found["Objects"].pop(call.parameters["Key"], None)
    return {}


def check_conditions(call: Call, found: Record) -> None:
    """If-None-Match: * and If-Match: "etag"."""
    given, one = call.parameters, found["Objects"].get(call.parameters["Key"])
    failed = ("At least one of the pre-conditions you specified did not hold", 412)
    if given.get("IfNoneMatch") and one is not None:
        raise AWSError("PreconditionFailed", *failed, {"Condition": "If-None-Match"})
    if given.get("IfMatch"):
        if one is None:
            raise AWSError("NoSuchKey", "The specified key does not exist.", 404)
        if given["IfMatch"].strip('"') != one["ETag"].strip('"'):
            raise AWSError("PreconditionFailed", *failed, {"Condition": "If-Match"})
