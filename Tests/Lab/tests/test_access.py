"""Signatures, clocks, accounts, the log."""

from __future__ import annotations

import http.client
from dataclasses import replace
from urllib.parse import quote

import pytest
from botocore.auth import S3SigV4Auth, SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from lab.access.keys import DEFAULT, OTHER, AccessKey

WRONG = replace(DEFAULT, secret="wrong")
UNKNOWN = AccessKey("AKIALABEXAMPLE000009", "x", "1")
CALLS = {
    "ec2": lambda client: client.describe_volumes(),
    "rds": lambda client: client.describe_db_instances(),
    "sts": lambda client: client.get_caller_identity(),
    "dlm": lambda client: client.get_lifecycle_policies(),
    "s3": lambda client: client.list_buckets(),
    "dynamodb": lambda client: client.list_tables(),
}


@pytest.mark.parametrize(
    "service, wrong, unknown",
    [
        ("ec2", "AuthFailure/401", "AuthFailure/401"),
        ("rds", "SignatureDoesNotMatch/403", "InvalidClientTokenId/403"),
        ("sts", "SignatureDoesNotMatch/403", "InvalidClientTokenId/403"),
        ("dlm", "InvalidSignatureException/403", "UnrecognizedClientException/403"),
        ("s3", "SignatureDoesNotMatch/403", "InvalidAccessKeyId/403"),
        ("dynamodb", "InvalidSignatureException/400", "UnrecognizedClientException/400"),
    ],
)
def test_each_service_refuses_in_its_own_words(lab, refused, service, wrong, unknown):
    CALLS[service](lab.boto3(service))
    assert refused(CALLS[service], client=lab.boto3(service, key=WRONG)) == wrong
    assert refused(CALLS[service], client=lab.boto3(service, key=UNKNOWN)) == unknown
    assert [call["error"] for call in lab.calls()] == [
        None,
        wrong.partition("/")[0],
        unknown.partition("/")[0],
    ]


@pytest.mark.parametrize("offset", [1000, -1000])
@pytest.mark.parametrize(
    "service, code",
    [
        ("ec2", "RequestExpired/400"),
        ("rds", "SignatureDoesNotMatch/403"),
        ("dlm", "InvalidSignatureException/403"),
    ],
)
def test_clocks_apart_are_refused(lab, refused, service, code, offset):
    client = lab.boto3(service)
    lab.clock(wireOffset=offset)
    assert refused(CALLS[service], client=client) == code
    lab.clock(wireOffset=0)
    CALLS[service](client)


def test_keys_belong_to_accounts(document):
    assert document.boto3("sts").get_caller_identity()["Account"] == "123456789012"
    assert document.boto3("sts", key=OTHER).get_caller_identity()["Account"] == "210987654321"
    other = document.boto3("ec2", key=OTHER).describe_volumes()["Volumes"]
    assert [volume["VolumeId"] for volume in other] == ["vol-0e00000000000e001"]


def send(lab, method, path, service="s3", headers=None, body=b"", tamper=None):
    """A request signed by botocore and, where asked for, changed after that."""
    signed = AWSRequest(
        method, lab.url + path, data=body, headers={"Host": f"127.0.0.1:{lab.port}", **(headers or {})}
    )
    signer = S3SigV4Auth if service == "s3" else SigV4Auth
    signer(Credentials(DEFAULT.id, DEFAULT.secret), service, "us-west-2").add_auth(signed)
    sent = {**dict(signed.headers), **(tamper or {})}
    connection = http.client.HTTPConnection("127.0.0.1", lab.port)
    connection.request(method, path, body, sent)
    return connection.getresponse()


def test_encoded_paths_and_queries_verify(lab):
    key = "a b/c+d/é~x:y=1*(2).dump"
    lab.seed({"buckets": [{"Name": "b", "Objects": [{"Key": key}]}]})
    assert send(lab, "HEAD", "/b/" + quote(key, safe="/~")).status == 200
    assert send(lab, "GET", "/b?list-type=2&prefix=a%20b%2F&max-keys=2").status == 200
    assert send(lab, "GET", "/b?encryption").status == 200


@pytest.mark.parametrize(
    "tamper, status",
    [
        ({"x-amz-expected-bucket-owner": "123456789012"}, 403),
        ({"X-Amz-Content-SHA256": "0" * 64}, 400),
        ({"X-Amz-Date": "20200101T000000Z"}, 403),
        ({"X-Amz-Security-Token": "x"}, 403),
    ],
)
def test_what_was_not_signed_so_is_refused(lab, tamper, status):
    lab.seed({"buckets": [{"Name": "b"}]})
    assert send(lab, "GET", "/b?versioning", tamper=tamper).status == status


def test_puts_need_a_checksum(lab):
    lab.seed({"buckets": [{"Name": "b"}]})
    body = b"<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"
    answer = send(lab, "PUT", "/b?versioning", body=body)
    assert answer.status == 400 and b"<Code>InvalidRequest</Code>" in answer.read()
    answer = send(lab, "PUT", "/b?versioning", body=body, headers={"x-amz-checksum-crc32": "AAAAAA=="})
    assert answer.status == 400 and b"<Code>BadDigest</Code>" in answer.read()


def test_unsigned_and_unknown_requests_are_refused(lab):
    connection = http.client.HTTPConnection("127.0.0.1", lab.port)
    connection.request("POST", "/", "Action=DescribeVolumes&Version=2016-11-15")
    answer = connection.getresponse()
    assert answer.status == 401 and b"AuthFailure" in answer.read()
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for text, code in (
        ("Action=Nonsense", b"InvalidAction"),
        ("Action=DescribeVolumes&Filtre.1.Name=x", b"UnknownParameter"),
    ):
        answer = send(lab, "POST", "/", "ec2", form, f"{text}&Version=2016-11-15".encode())
        assert answer.status == 400 and code in answer.read()


def test_the_log_speaks_in_member_names(document):
    ec2 = document.boto3("ec2")
    document.forget_calls()
    ec2.create_tags(Resources=["vol-0f3e2d1c0b9a87654"], Tags=[{"Key": "Backup", "Value": "Default"}])
    ec2.describe_volumes(Filters=[{"Name": "tag:Backup", "Values": ["Default"]}], MaxResults=500)
    write, read = document.calls()
    assert write["parameters"] == {
        "Resources": ["vol-0f3e2d1c0b9a87654"],
        "Tags": [{"Key": "Backup", "Value": "Default"}],
    }
    assert (write["service"], write["operation"], write["write"], write["status"]) == (
        "ec2",
        "CreateTags",
        True,
        200,
    )
    assert read["parameters"] == {
        "Filters": [{"Name": "tag:Backup", "Values": ["Default"]}],
        "MaxResults": 500,
    }
    assert not read["write"] and read["sequence"] == write["sequence"] + 1
    assert read["connection"] == write["connection"]
