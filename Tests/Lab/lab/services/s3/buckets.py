"""Buckets: whose they are, where they live, and how a caller elsewhere is told."""

from __future__ import annotations

from typing import Any, Dict

from ...errors import AWSError
from ...world import Record
from ..call import Call


def bucket(call: Call) -> Record:
    """The bucket of the call, after the checks that S3 makes before it looks at anything else."""
    name = call.parameters["Bucket"]
    found = call.world.buckets.get(name)
    if found is None:
        raise AWSError("NoSuchBucket", "The specified bucket does not exist", 404, {"BucketName": name})
    where = {"x-amz-bucket-region": found["Region"]}
    if found["Region"] != call.region:
        raise elsewhere(found, call.region, where)
    expected = call.parameters.get("ExpectedBucketOwner")
    if found["Account"] != call.account or (expected and expected != found["Account"]):
        headers = where if call.operation == "HeadBucket" else {}
        raise AWSError("AccessDenied", "Access Denied", 403, headers=headers)
    return found


def elsewhere(found: Record, asked: str, where: Dict[str, str]) -> AWSError:
    """A redirect to the bucket's region or, for a bucket seeded so, a refused signature scope."""
    region = found["Region"]
    if found.get("WrongRegion") == "AuthorizationHeaderMalformed":
        message = (
            f"The authorization header is malformed; the region '{asked}' is wrong; expecting '{region}'"
        )
        return AWSError("AuthorizationHeaderMalformed", message, 400, {"Region": region})
    message = (
        "The bucket you are attempting to access must be addressed using the specified endpoint. "
        "Please send all future requests to this endpoint."
    )
    members = {"Endpoint": f"{found['Name']}.s3.{region}.amazonaws.com", "Bucket": found["Name"]}
    return AWSError("PermanentRedirect", message, 301, members, where)


def head_bucket(call: Call) -> Dict[str, Any]:
    """HeadBucket; the region is told in a header."""
    return {"BucketRegion": bucket(call)["Region"]}


def get_bucket_location(call: Call) -> Dict[str, Any]:
    """GetBucketLocation: nothing means us-east-1."""
    region = bucket(call)["Region"]
    return {"LocationConstraint": None if region == "us-east-1" else region}


def list_buckets(call: Call) -> Dict[str, Any]:
    """ListBuckets of the caller's account, in all regions."""
    own = [found for found in call.world.buckets.values() if found["Account"] == call.account]
    wanted = call.parameters.get("BucketRegion")
    shown = [
        {"Name": found["Name"], "CreationDate": found["CreationDate"], "BucketRegion": found["Region"]}
        for found in sorted(own, key=lambda found: found["Name"])
        if wanted in (None, found["Region"])
    ]
    return {"Buckets": shown, "Owner": {"ID": owner_id(call.account)}}


def create_bucket(call: Call) -> Dict[str, Any]:
    """CreateBucket in the region of the call."""
    name = call.parameters["Bucket"]
    if name in call.world.buckets:
        raise AWSError("BucketAlreadyOwnedByYou", "The bucket already exists.", 409)
    call.world.buckets[name] = new_bucket(name, call.account, call.region, call.now)
    return {"Location": f"/{name}"}


def new_bucket(name: str, account: str, region: str, created: Any) -> Record:
    """An empty bucket."""
    return {"Name": name, "Account": account, "Region": region, "CreationDate": created, "Objects": {}}


def owner_id(account: str) -> str:
    """A canonical user id."""
    return (account * 6)[:64]
