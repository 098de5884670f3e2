"""DLM: all operations, its rules, and what it keeps."""

from __future__ import annotations

import copy
import http.client

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from lab.access.keys import DEFAULT

ROLE = "arn:aws:iam::123456789012:role/service-role/AWSDataLifecycleManagerDefaultRole"
POLICY = "policy-03c6dcc7e7b83d702"


def details(**changes):
    schedule = {
        "Name": "Daily",
        "CreateRule": {"Interval": 24, "IntervalUnit": "HOURS", "Times": ["13:00"]},
        "RetainRule": {"Count": 7},
    }
    schedule.update(changes.pop("schedule", {}))
    value = {
        "ResourceTypes": ["VOLUME"],
        "TargetTags": [{"Key": "Backup", "Value": "Default"}],
        "Schedules": [schedule],
    }
    value.update(changes)
    return {name: item for name, item in value.items() if item is not None}


def create(dlm, **changes):
    given = {
        "ExecutionRoleArn": ROLE,
        "Description": "a policy",
        "State": "ENABLED",
        "PolicyDetails": details(),
    }
    return dlm.create_lifecycle_policy(**{**given, **changes})["PolicyId"]


def raw(lab, method, path, body=b""):
    """A signed request of our own, so that answers can be seen as they are."""
    signed = AWSRequest(method, lab.url + path, data=body, headers={"Host": f"127.0.0.1:{lab.port}"})
    SigV4Auth(Credentials(DEFAULT.id, DEFAULT.secret), "dlm", "us-west-2").add_auth(signed)
    connection = http.client.HTTPConnection("127.0.0.1", lab.port)
    connection.request(method, path, body, dict(signed.headers))
    answer = connection.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def test_all_eight_operations(lab, refused):
    dlm = lab.boto3("dlm")
    name = create(dlm, Tags={"team": "a"})
    policy = dlm.get_lifecycle_policy(PolicyId=name)["Policy"]
    assert policy["PolicyDetails"]["ResourceLocations"] == ["CLOUD"]
    assert policy["PolicyDetails"]["PolicyType"] == "EBS_SNAPSHOT_MANAGEMENT"
    assert policy["DateCreated"].year >= 2026
    assert [one["PolicyId"] for one in dlm.get_lifecycle_policies()["Policies"]] == [name]
    dlm.update_lifecycle_policy(PolicyId=name, State="DISABLED", Description="other")
    arn = policy["PolicyArn"]
    dlm.tag_resource(ResourceArn=arn, Tags={"x": "1"})
    dlm.untag_resource(ResourceArn=arn, TagKeys=["team"])
    assert dlm.list_tags_for_resource(ResourceArn=arn)["Tags"] == {"x": "1"}
    assert dlm.get_lifecycle_policy(PolicyId=name)["Policy"]["State"] == "DISABLED"
    dlm.delete_lifecycle_policy(PolicyId=name)
    assert refused(dlm.get_lifecycle_policy, PolicyId=name) == "ResourceNotFoundException/404"


@pytest.mark.parametrize(
    "filters, found",
    [
        ({"State": "DISABLED"}, {"b"}),
        ({"TargetTags": ["Backup=Default"]}, {"a"}),
        ({"TargetTags": ["Backup=default", "Backup=Weekly"]}, {"b"}),
        ({"TagsToAdd": ["by=dlm"]}, {"b"}),
        ({"ResourceTypes": ["INSTANCE"]}, set()),
        ({"DefaultPolicyType": "ALL"}, set()),
        ({}, {"a", "b"}),
    ],
)
def test_listing_filters(lab, filters, found):
    dlm = lab.boto3("dlm")
    weekly = details(
        TargetTags=[{"Key": "Backup", "Value": "Weekly"}],
        schedule={"TagsToAdd": [{"Key": "by", "Value": "dlm"}]},
    )
    create(dlm, Description="a")
    create(dlm, Description="b", State="DISABLED", PolicyDetails=weekly)
    assert {one["Description"] for one in dlm.get_lifecycle_policies(**filters)["Policies"]} == found


@pytest.mark.parametrize(
    "changes",
    [
        {"Description": "dots.are.refused"},
        {"ExecutionRoleArn": "arn:aws:iam::1:user/x"},
        {"PolicyDetails": details(schedule={"Name": "a/b"})},
        {"PolicyDetails": details(schedule={"CreateRule": {"Interval": 5, "IntervalUnit": "HOURS"}})},
        {
            "PolicyDetails": details(
                schedule={
                    "CreateRule": {"Interval": 24, "IntervalUnit": "HOURS", "Times": ["01:00", "02:00"]}
                }
            )
        },
        {
            "PolicyDetails": details(
                schedule={
                    "CreateRule": {
                        "Interval": 24,
                        "IntervalUnit": "HOURS",
                        "CronExpression": "cron(0 13 * * ? *)",
                    }
                }
            )
        },
        {"PolicyDetails": details(schedule={"RetainRule": {"Count": 0}})},
        {
            "PolicyDetails": details(
                schedule={"RetainRule": {"Count": 1, "Interval": 1, "IntervalUnit": "DAYS"}}
            )
        },
        {
            "PolicyDetails": details(
                Schedules=[{**details()["Schedules"][0], "Name": f"s{n}"} for n in range(5)]
            )
        },
        {"PolicyDetails": details(TargetTags=None)},
    ],
)
def test_what_a_create_refuses(lab, refused, changes):
    dlm = lab.boto3("dlm")
    given = {
        "ExecutionRoleArn": ROLE,
        "Description": "a policy",
        "State": "ENABLED",
        "PolicyDetails": details(),
    }
    assert refused(dlm.create_lifecycle_policy, **{**given, **changes}) == "InvalidRequestException/400"
    assert dlm.get_lifecycle_policies()["Policies"] == []


def test_what_an_update_refuses(document, refused):
    dlm = document.boto3("dlm")
    name = create(dlm)
    age = details(schedule={"RetainRule": {"Interval": 7, "IntervalUnit": "DAYS"}})
    assert (
        refused(dlm.update_lifecycle_policy, PolicyId=name, PolicyDetails=age)
        == "InvalidRequestException/400"
    )
    images = details(PolicyType="IMAGE_MANAGEMENT")
    assert (
        refused(dlm.update_lifecycle_policy, PolicyId=name, PolicyDetails=images)
        == "InvalidRequestException/400"
    )
    bare = details(TargetTags=None)
    assert (
        refused(dlm.update_lifecycle_policy, PolicyId=name, PolicyDetails=bare)
        == "InvalidRequestException/400"
    )
    assert refused.message == "The following required parameter(s) are missing: {TargetTags}"
    assert (
        refused(dlm.update_lifecycle_policy, PolicyId=POLICY, PolicyDetails=details())
        == "InvalidRequestException/400"
    )
    assert refused.message == "The following required parameter(s) are missing: {Parameters}"


def test_unknown_fields_and_dates_travel_as_they_are(document):
    import json

    status, headers, body = raw(document, "GET", f"/policies/{POLICY}")
    policy = json.loads(body)["Policy"]
    assert isinstance(policy["DateCreated"], float)
    before = policy["PolicyDetails"]
    assert before["SnapshotPlacement"] == {
        "Mode": "nobody-knows",
        "Weights": [1, 2.5, None],
        "Nested": {"Kept": True},
    }
    wanted = copy.deepcopy(before)
    wanted["Schedules"][0]["CreateRule"]["Times"] = ["13:00"]
    status, _, body = raw(
        document, "PATCH", f"/policies/{POLICY}", json.dumps({"PolicyDetails": wanted}).encode()
    )
    assert (status, body) == (200, b"{}")
    after = json.loads(raw(document, "GET", f"/policies/{POLICY}")[2])["Policy"]["PolicyDetails"]
    assert after == wanted
    call = document.calls(operation="UpdateLifecyclePolicy")[0]
    assert call["parameters"] == {"PolicyId": POLICY, "PolicyDetails": wanted} and call["write"]


def test_errors_say_their_type_in_a_header(lab):
    status, headers, body = raw(lab, "GET", "/policies/policy-0123456789abcdef0")
    assert status == 404
    assert headers["x-amzn-errortype"] == "ResourceNotFoundException:"
    assert b'"Code": "ResourceNotFoundException"' in body


def test_error_state_and_the_quota(lab, refused):
    dlm = lab.boto3("dlm")
    for _ in range(100):
        name = create(dlm)
    given = {
        "ExecutionRoleArn": ROLE,
        "Description": "a policy",
        "State": "ENABLED",
        "PolicyDetails": details(),
    }
    assert refused(dlm.create_lifecycle_policy, **given) == "LimitExceededException/429"
    lab.patch(
        "policies",
        name,
        set={"State": "ERROR", "StatusMessage": "The role is gone", "Tags": {"CreateTime": "x"}},
    )
    policy = dlm.get_lifecycle_policy(PolicyId=name)["Policy"]
    assert (policy["State"], policy["StatusMessage"]) == ("ERROR", "The role is gone")
    assert policy["Tags"] == {"CreateTime": "x"}
