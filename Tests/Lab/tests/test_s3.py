"""S3: listings, ages, regions, policies, conditions."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest

from lab.access.keys import OTHER

KEYS = ["a b/c+d", "a b/e", "é~x:y=1*(2)", "z/1", "z/2", "z/3/4"]


def bucket(name="b", **more):
    return {"Name": name, "Objects": [{"Key": key, "Size": 5} for key in KEYS], **more}


def test_pages_prefixes_and_tokens(lab):
    lab.seed({"buckets": [bucket()]})
    s3 = lab.boto3("s3")
    pages = list(s3.get_paginator("list_objects_v2").paginate(Bucket="b", PaginationConfig={"PageSize": 2}))
    assert [one["Key"] for page in pages for one in page["Contents"]] == sorted(KEYS, key=str.encode)
    assert all(character in pages[0]["NextContinuationToken"] for character in "+/=")
    rolled = s3.list_objects_v2(Bucket="b", Prefix="z/", Delimiter="/")
    assert [one["Key"] for one in rolled["Contents"]] == ["z/1", "z/2"]
    assert [one["Prefix"] for one in rolled["CommonPrefixes"]] == ["z/3/"]
    assert s3.list_objects_v2(Bucket="b", StartAfter="z/1")["KeyCount"] == 3


def test_feed_has_ages_and_encryption(document):
    s3 = document.boto3("s3")
    found = s3.list_objects_v2(Bucket="ai-labelbox-prod-ykmjo8gp", Prefix="db_snapshots/")["Contents"]
    ages = sorted((datetime.now(timezone.utc) - one["LastModified"]).total_seconds() / 60 for one in found)
    assert [round(age / 10) * 10 for age in ages] == [20, 80, 140]
    head = s3.head_object(Bucket="ai-labelbox-prod-ykmjo8gp", Key=found[0]["Key"])
    assert head["ServerSideEncryption"] == "aws:kms" and head["SSEKMSKeyId"].startswith("arn:aws:kms")
    assert head["ContentLength"] > 2**31


def test_buckets_of_other_regions_redirect(lab, refused):
    lab.seed(
        {
            "buckets": [
                bucket("far", Region="eu-west-1"),
                bucket("strict", Region="eu-west-1", WrongRegion="AuthorizationHeaderMalformed"),
            ]
        }
    )
    near, far = lab.boto3("s3"), lab.boto3("s3", region="eu-west-1")
    # boto3 follows the redirect; the log holds what was said.
    assert near.list_objects_v2(Bucket="far")["KeyCount"] == len(KEYS)
    assert near.get_bucket_encryption(Bucket="strict")["ServerSideEncryptionConfiguration"]
    errors = [call["error"] for call in lab.calls() if call["error"]]
    assert errors == ["PermanentRedirect", "AuthorizationHeaderMalformed"]
    assert far.head_bucket(Bucket="far")["BucketRegion"] == "eu-west-1"
    assert far.get_bucket_location(Bucket="far")["LocationConstraint"] == "eu-west-1"


def test_owners(lab, refused):
    lab.seed({"buckets": [bucket()]})
    s3 = lab.boto3("s3")
    assert refused(s3.list_objects_v2, Bucket="b", ExpectedBucketOwner="210987654321") == "AccessDenied/403"
    assert refused(lab.boto3("s3", key=OTHER).list_objects_v2, Bucket="b") == "AccessDenied/403"
    assert refused(s3.list_objects_v2, Bucket="none") == "NoSuchBucket/404"
    assert refused(s3.head_object, Bucket="b", Key="none") == "404/404"


def test_policies_come_back_normalised(lab, refused):
    lab.seed({"buckets": [bucket()]})
    s3 = lab.boto3("s3")
    assert refused(s3.get_bucket_policy, Bucket="b") == "NoSuchBucketPolicy/404"
    statement = {
        "Sid": "DelegateS3Access",
        "Effect": "Allow",
        "Principal": {"AWS": ["210987654321"]},
        "Action": ["s3:ListBucket"],
        "Resource": ["arn:aws:s3:::b/*", "arn:aws:s3:::b"],
    }
    s3.put_bucket_policy(Bucket="b", Policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    got = json.loads(s3.get_bucket_policy(Bucket="b")["Policy"])["Statement"][0]
    assert got["Principal"] == {"AWS": "arn:aws:iam::210987654321:root"}
    assert got["Action"] == "s3:ListBucket" and len(got["Resource"]) == 2
    assert refused(s3.put_bucket_policy, Bucket="b", Policy="no json") == "MalformedPolicy/400"


def test_protection_round_trips(lab, refused):
    lab.seed({"buckets": [bucket()]})
    s3 = lab.boto3("s3")
    rules = s3.get_bucket_encryption(Bucket="b")["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    assert "Status" not in s3.get_bucket_versioning(Bucket="b")
    s3.put_bucket_versioning(Bucket="b", VersioningConfiguration={"Status": "Enabled"})
    assert s3.get_bucket_versioning(Bucket="b")["Status"] == "Enabled"
    kms = {
        "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": "k"}}]
    }
    s3.put_bucket_encryption(Bucket="b", ServerSideEncryptionConfiguration=kms)
    rules = s3.get_bucket_encryption(Bucket="b")["ServerSideEncryptionConfiguration"]["Rules"]
    assert rules[0]["ApplyServerSideEncryptionByDefault"]["KMSMasterKeyID"] == "k"
    assert refused(s3.get_public_access_block, Bucket="b") == "NoSuchPublicAccessBlockConfiguration/404"
    s3.put_public_access_block(Bucket="b", PublicAccessBlockConfiguration={"BlockPublicAcls": True})
    assert s3.get_public_access_block(Bucket="b")["PublicAccessBlockConfiguration"]["BlockPublicAcls"]
    assert lab.calls(write="true")[0]["parameters"]["VersioningConfiguration"] == {"Status": "Enabled"}


def test_conditional_writes(lab, refused):
    lab.seed({"buckets": [{"Name": "b"}]})
    s3 = lab.boto3("s3")
    etag = s3.put_object(Bucket="b", Key="lock", Body=b"one", IfNoneMatch="*")["ETag"]
    assert (
        refused(s3.put_object, Bucket="b", Key="lock", Body=b"two", IfNoneMatch="*")
        == "PreconditionFailed/412"
    )
    s3.put_object(Bucket="b", Key="lock", Body=b"three", IfMatch=etag)
    assert refused(s3.delete_object, Bucket="b", Key="lock", IfMatch=etag) == "PreconditionFailed/412"
    assert s3.get_object(Bucket="b", Key="lock")["Body"].read() == b"three"


@pytest.mark.parametrize("name", ["spell-metrics"])
def test_tables_of_the_seed_are_in_moto(document, name):
    dynamodb = document.boto3("dynamodb")
    assert dynamodb.list_tables()["TableNames"] == [name]
    recovery = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    assert recovery["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "DISABLED"
