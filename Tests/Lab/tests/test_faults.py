"""Faults: what each looks like to a client, and when it strikes."""

from __future__ import annotations

import http.client

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, HTTPClientError, ReadTimeoutError
from botocore.parsers import ResponseParserError
from test_access import CALLS, send


@pytest.mark.parametrize(
    "service, throttled, denied",
    [
        ("ec2", "RequestLimitExceeded/503", "UnauthorizedOperation/403"),
        ("rds", "ThrottlingException/400", "AccessDenied/403"),
        ("dlm", "LimitExceededException/429", "AccessDeniedException/403"),
        ("s3", "SlowDown/503", "AccessDenied/403"),
        ("dynamodb", "ThrottlingException/400", "AccessDeniedException/400"),
    ],
)
def test_throttles_and_denials(lab, refused, service, throttled, denied):
    client = lab.boto3(service)
    lab.faults({"kind": "throttle", "service": service, "first": 1})
    assert refused(CALLS[service], client=client) == throttled
    CALLS[service](client)
    lab.faults({"kind": "denied", "service": service})
    assert refused(CALLS[service], client=client) == denied
    lab.faults()
    CALLS[service](client)


def test_rules_match_operations_parameters_and_numbers(lab, refused):
    lab.seed({"databases": [{"DBInstanceIdentifier": name} for name in ("a", "b")]})
    rds = lab.boto3("rds")
    lab.faults(
        {
            "kind": "error",
            "operation": "Modify*",
            "parameters": {"DBInstanceIdentifier": "b"},
            "code": "InternalFailure",
        },
        {"kind": "error", "operation": "DescribeDBInstances", "on": [2], "code": "Busy", "status": 503},
    )
    rds.modify_db_instance(DBInstanceIdentifier="a", DeletionProtection=True)
    change = {"DBInstanceIdentifier": "b", "DeletionProtection": True}
    assert refused(rds.modify_db_instance, **change) == "InternalFailure/500"
    rds.describe_db_instances()
    assert refused(rds.describe_db_instances) == "Busy/503"
    rds.describe_db_instances()


@pytest.mark.parametrize("kind", ["error", "reset", "cut"])
def test_work_done_with_its_answer_lost(lab, kind):
    lab.seed({"volumes": [{"VolumeId": "vol-00000001"}]})
    ec2 = lab.boto3("ec2")
    lab.faults({"kind": kind, "operation": "CreateTags", "after": True})
    with pytest.raises((ClientError, HTTPClientError, ResponseParserError)):
        ec2.create_tags(Resources=["vol-00000001"], Tags=[{"Key": "k", "Value": "v"}])
    assert ec2.describe_volumes()["Volumes"][0]["Tags"] == [{"Key": "k", "Value": "v"}]
    assert [call.get("fault") for call in lab.calls()] == [kind, None]


def test_a_reset_before_the_work_changes_nothing(lab):
    lab.seed({"volumes": [{"VolumeId": "vol-00000001"}]})
    ec2 = lab.boto3("ec2")
    lab.faults({"kind": "reset", "operation": "CreateTags"})
    with pytest.raises(ConnectionClosedError):
        ec2.create_tags(Resources=["vol-00000001"], Tags=[{"Key": "k", "Value": "v"}])
    assert not ec2.describe_volumes()["Volumes"][0].get("Tags")


def describe(lab):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return send(lab, "POST", "/", "ec2", form, b"Action=DescribeVolumes&Version=2016-11-15")


def test_a_cut_answer_ends_before_its_length(lab):
    lab.seed({"volumes": [{"VolumeId": "vol-00000001"}]})
    whole = describe(lab).read()
    for chunked in (False, True):
        lab.settings(chunked=chunked)
        lab.faults({"kind": "cut"})
        with pytest.raises(http.client.IncompleteRead) as caught:
            describe(lab).read()
        assert len(caught.value.partial) < len(whole)
        lab.faults()
        assert len(describe(lab).read()) == len(whole)


@pytest.mark.parametrize("how", ["truncate", "flip"])
def test_a_garbled_answer_arrives_whole(lab, how):
    lab.seed({"volumes": [{"VolumeId": f"vol-{n:08x}"} for n in range(5)]})
    ec2 = lab.boto3("ec2")
    lab.faults({"kind": "garble", "how": how})
    with pytest.raises(ResponseParserError):
        ec2.describe_volumes()


def test_another_root_and_an_empty_body(lab):
    lab.faults({"kind": "wrong-root", "first": 1}, {"kind": "empty", "on": [2]})
    page = describe(lab)
    assert (page.status, page.read()[:15]) == (200, b"<!DOCTYPE html>")
    empty = describe(lab)
    assert (empty.status, empty.read()) == (200, b"")


def test_a_slow_answer_never_comes(lab):
    lab.faults({"kind": "slow"})
    hasty = lab.boto3("ec2", read_timeout=0.2)
    with pytest.raises(ReadTimeoutError):
        hasty.describe_volumes()


def test_clients_ride_out_what_passes(lab):
    lab.seed({"volumes": [{"VolumeId": "vol-00000001"}]})
    lab.faults({"kind": "reset", "on": [1]}, {"kind": "error", "on": [2], "code": "InternalError"})
    assert len(lab.boto3("ec2", attempts=3).describe_volumes()["Volumes"]) == 1
    with pytest.raises(ValueError, match="unknown kind"):
        lab.faults({"kind": "earthquake"})
