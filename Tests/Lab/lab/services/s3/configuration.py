"""What protects a bucket: versioning, encryption, policy, public access block, lifecycle."""

from __future__ import annotations

from typing import Any, Dict, List

from ...errors import AWSError
from ...world import Record
from ..call import Call
from . import checksums, policy
from .buckets import bucket

AES256: Dict[str, Any] = {
    "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}, "BucketKeyEnabled": False}]
}


def changed(call: Call) -> Record:
    """The bucket of a put, whose body must carry a checksum."""
    found = bucket(call)
    checksums.check(call.request, required=True)
    return found


def malformed() -> AWSError:
    """MalformedXML."""
    return AWSError(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema",
    )


def get_bucket_versioning(call: Call) -> Dict[str, Any]:
    """GetBucketVersioning: a bucket that never had it has no status."""
    return dict(bucket(call).get("Versioning") or {})


def put_bucket_versioning(call: Call) -> Dict[str, Any]:
    """PutBucketVersioning: Enabled or Suspended."""
    found, given = changed(call), call.parameters.get("VersioningConfiguration") or {}
    if given.get("Status") not in ("Enabled", "Suspended"):
        raise malformed()
    found["Versioning"] = given
    return {}


def get_bucket_encryption(call: Call) -> Dict[str, Any]:
    """GetBucketEncryption: every bucket has SSE-S3 unless it has something else."""
    return {"ServerSideEncryptionConfiguration": bucket(call).get("Encryption") or AES256}


def default_encryption(found: Record) -> Dict[str, Any]:
    """How a bucket encrypts what comes without a wish of its own."""
    rules: List[Dict[str, Any]] = (found.get("Encryption") or AES256)["Rules"]
    return dict(rules[0].get("ApplyServerSideEncryptionByDefault", {"SSEAlgorithm": "AES256"}))


def put_bucket_encryption(call: Call) -> Dict[str, Any]:
    """PutBucketEncryption replaces all; a key is not looked up."""
    found, given = changed(call), call.parameters.get("ServerSideEncryptionConfiguration") or {}
    rules = given.get("Rules") or []
    if len(rules) != 1:
        raise malformed()
    default = rules[0].get("ApplyServerSideEncryptionByDefault", {"SSEAlgorithm": "AES256"})
    if default.get("SSEAlgorithm") not in ("AES256", "aws:kms", "aws:kms:dsse"):
        raise malformed()
    if default["SSEAlgorithm"] == "AES256" and default.get("KMSMasterKeyID"):
        message = (
            "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse"
        )
        raise AWSError("InvalidArgument", message)
    rules[0].setdefault("BucketKeyEnabled", False)
    found["Encryption"] = given
    return {}


def get_bucket_policy(call: Call) -> Dict[str, Any]:
    """GetBucketPolicy: the document as S3 has normalised it."""
    found = bucket(call)
    if not found.get("Policy"):
        raise AWSError(
            "NoSuchBucketPolicy", "The bucket policy does not exist", 404, {"BucketName": found["Name"]}
        )
    return {"Policy": found["Policy"]}


def put_bucket_policy(call: Call) -> Dict[str, Any]:
    """PutBucketPolicy."""
    found = changed(call)
    normalised = policy.normalised(call.parameters.get("Policy") or "", found["Name"])
    if (found.get("PublicAccessBlock") or {}).get("BlockPublicPolicy") and policy.is_public(normalised):
        raise AWSError("AccessDenied", "Access Denied", 403)
    found["Policy"] = normalised
    return {}


def get_public_access_block(call: Call) -> Dict[str, Any]:
    """GetPublicAccessBlock."""
    found = bucket(call)
    if not found.get("PublicAccessBlock"):
        message = "The public access block configuration was not found"
        raise AWSError("NoSuchPublicAccessBlockConfiguration", message, 404, {"BucketName": found["Name"]})
    return {"PublicAccessBlockConfiguration": found["PublicAccessBlock"]}


def put_public_access_block(call: Call) -> Dict[str, Any]:
    """PutPublicAccessBlock: what is not given is false."""
    found, given = changed(call), call.parameters.get("PublicAccessBlockConfiguration") or {}
    names = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    found["PublicAccessBlock"] = {name: given.get(name, False) for name in names}
    return {}


def get_bucket_lifecycle_configuration(call: Call) -> Dict[str, Any]:
    """GetBucketLifecycleConfiguration."""
    found = bucket(call)
    if not found.get("Lifecycle"):
        raise AWSError("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", 404)
    return dict(found["Lifecycle"])


def put_bucket_lifecycle_configuration(call: Call) -> Dict[str, Any]:
    """PutBucketLifecycleConfiguration replaces all rules."""
    found, given = changed(call), call.parameters.get("LifecycleConfiguration") or {}
    if not 1 <= len(given.get("Rules") or []) <= 1000:
        raise malformed()
    found["Lifecycle"] = given
    return {}
