"""What AWS and the network do wrong: unknown is not absent, and half done is not done."""

from __future__ import annotations

from typing import Any, Dict, List

import pytest
from harness.manifests import database, feed, settings, volumes
from harness.program import Program, Run, codes
from harness.repository import Repository
from harness.worlds import place, retention, sent, small, volume, volume_id
from lab.access.keys import OTHER
from lab.client import LabProcess

# What each service's resources are, and the read that they hang on.
READS = {
    "ec2": ("DescribeVolumes", ["VolumeBackup/data"]),
    "rds": ("DescribeDBInstances", ["DatabaseBackup/orders"]),
    "dlm": ("GetLifecyclePolicy", ["SnapshotPolicy/nightly"]),
    "s3": ("ListObjectsV2", ["ObjectSnapshots/dumps"]),
}
HEALTHY = {
    "DatabaseBackup/orders": "drifted",
    "ObjectSnapshots/dumps": "inSync",
    "SnapshotPolicy/nightly": "drifted",
    "VolumeBackup/data": "drifted",
}
SPOILT = ["cut", "garble", "empty", "wrong-root"]


def unknown(run: Run) -> List[str]:
    """The resources that could not be observed."""
    for resource in run.resources.values():
        assert resource["state"] != "unknown" or resource["changes"] == []
    return [name for name, state in run.states.items() if state == "unknown"]


@pytest.mark.parametrize("service", READS)
def test_a_denied_service_is_unknown_and_the_others_go_on(
    estate: Repository, reconcile: Program, lab: LabProcess, service: str
) -> None:
    lab.faults({"kind": "denied", "service": service})
    run = reconcile.plan("--detailed-exitcode")
    assert run.code == 1
    for name in READS[service][1]:
        assert codes(run.resources[name]) == ["denied"], run.resources[name]
    if service in ("rds", "s3"):
        assert unknown(run) == READS[service][1]
    else:
        assert run.states["DatabaseBackup/orders"] == "drifted"
        assert run.states["ObjectSnapshots/dumps"] == "inSync"
    asked = [repr((call["operation"], call["parameters"])) for call in lab.calls(service=service)]
    assert len(asked) == len(set(asked)), "a denied call was sent again"
    text = reconcile("plan").stdout
    assert "Not everything could be observed" in text
    assert "In sync:" not in text


def test_apply_carries_out_what_could_be_seen(
    estate: Repository, reconcile: Program, lab: LabProcess
) -> None:
    lab.faults({"kind": "denied", "service": "rds"})
    run = reconcile.apply()
    assert run.code == 1
    assert set(run.outcomes.values()) == {"verified"}
    assert {call["service"] for call in sent(lab)} == {"dlm", "ec2"}
    lab.faults()
    assert retention(lab, "orders") == 1


@pytest.mark.parametrize("service", READS)
def test_a_throttle_is_ridden_out(
    estate: Repository, reconcile: Program, lab: LabProcess, service: str
) -> None:
    lab.faults({"kind": "throttle", "service": service, "operation": READS[service][0], "first": 1})
    run = reconcile.plan(env={"AWS_MAX_ATTEMPTS": "4"})
    assert (run.code, run.states) == (0, HEALTHY)
    assert len([call for call in lab.calls(service=service) if call.get("fault")]) == 1


def test_a_throttle_to_the_end_is_unknown(estate: Repository, reconcile: Program, lab: LabProcess) -> None:
    lab.faults({"kind": "throttle", "service": "ec2"}, {"kind": "throttle", "service": "s3"})
    run = reconcile.plan(env={"AWS_MAX_ATTEMPTS": "1"})
    assert run.code == 1
    assert codes(run.resources["VolumeBackup/data"]) == ["throttled"]
    assert codes(run.resources["ObjectSnapshots/dumps"]) == ["throttled"]


@pytest.mark.parametrize("service", [*READS, "sts"])
@pytest.mark.parametrize("kind", ["reset", *SPOILT])
def test_what_passes_is_ridden_out(
    estate: Repository, reconcile: Program, lab: LabProcess, service: str, kind: str
) -> None:
    operation = READS[service][0] if service in READS else "GetCallerIdentity"
    lab.faults({"kind": kind, "service": service, "operation": operation, "first": 1})
    run = reconcile.plan()
    assert (run.code, run.states) == (0, HEALTHY)
    assert len([call for call in lab.calls(service=service) if call.get("fault")]) == 1


@pytest.mark.parametrize("service", READS)
@pytest.mark.parametrize("kind", ["reset", *SPOILT])
def test_what_stays_broken_is_unknown(
    estate: Repository, reconcile: Program, lab: LabProcess, service: str, kind: str
) -> None:
    lab.faults({"kind": kind, "service": service, "operation": READS[service][0]})
    run = reconcile.plan(env={"AWS_MAX_ATTEMPTS": "2"})
    assert run.code == 1
    for name in READS[service][1]:
        (code,) = codes(run.resources[name])
        assert code in ("unreachable", "unreadable")
        assert run.states[name] == "unknown"
    assert len([call for call in lab.calls(service=service) if call.get("fault")]) >= 2
    assert unknown(run) == [name for name in HEALTHY if run.states[name] == "unknown"]


@pytest.mark.parametrize("how", ["truncate", "flip"])
@pytest.mark.parametrize("operation", ["DescribeVolumes", "DescribeDBInstances", "ListObjectsV2"])
def test_a_later_page_that_is_broken_spoils_the_listing(
    lab: LabProcess, repository: Repository, reconcile: Program, operation: str, how: str
) -> None:
    world = small()
    world["volumes"] += [volume(number, Team="ops") for number in range(2, 8)]
    world["databases"] += [{"DBInstanceIdentifier": f"other-{number}"} for number in range(6)]
    lab.seed({**world, "settings": {"page_limit": 2}})
    repository.declare(
        volumes("ops", spec={"select": {"tags": {"Team": "ops"}}}),
        *(database(f"other-{number}", 7) for number in range(6)),
        feed("dumps"),
    )
    kinds = {"DescribeVolumes": "VolumeBackup", "DescribeDBInstances": "DatabaseBackup"}
    lab.faults({"kind": "garble", "operation": operation, "how": how, "on": list(range(2, 50))})
    run = reconcile.plan(env={"AWS_MAX_ATTEMPTS": "2"})
    assert run.code == 1
    kind = kinds.get(operation, "ObjectSnapshots")
    states = {name: state for name, state in run.states.items() if name.startswith(kind)}
    assert set(states.values()) == {"unknown"}


@pytest.mark.parametrize("kind", ["reset", *SPOILT, "denied"])
def test_without_an_answer_from_sts_nothing_is_known(
    estate: Repository, reconcile: Program, lab: LabProcess, kind: str
) -> None:
    lab.faults({"kind": kind, "service": "sts"})
    run = reconcile.apply(env={"AWS_MAX_ATTEMPTS": "2"})
    assert run.code == 1
    assert run.document["changes"] == []
    assert sent(lab) == []
    lab.forget_calls()
    plan = reconcile.plan(env={"AWS_MAX_ATTEMPTS": "2"})
    assert plan.document["targets"][0]["account"] is None
    assert set(plan.states.values()) == {"unknown"}
    assert {call["service"] for call in lab.calls()} == {"sts"}


def test_nobody_listens(estate: Repository, reconcile: Program) -> None:
    run = reconcile.plan(env={"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_MAX_ATTEMPTS": "2"})
    assert run.code == 1
    assert {code for one in run.resources.values() for code in codes(one)} == {"unreachable"}


def test_credentials_of_another_account(estate: Repository, reconcile: Program, lab: LabProcess) -> None:
    other = lab.environment(OTHER)
    plan = reconcile.plan(env=other)
    assert plan.code == 1
    assert plan.document["targets"][0]["account"] == OTHER.account
    assert {code for one in plan.resources.values() for code in codes(one)} == {"wrong-account"}
    run = reconcile("apply", "--yes", env=other)
    assert run.code == 1
    assert {call["service"] for call in lab.calls()} == {"sts"}
    text = run.stdout + run.stderr
    assert OTHER.account in text and "123456789012" in text


def test_a_signature_that_is_wrong(estate: Repository, reconcile: Program, lab: LabProcess) -> None:
    run = reconcile.plan(env={"AWS_SECRET_ACCESS_KEY": "not/the+secret/of/this/key/0000000000001"})
    assert run.code == 1
    assert set(run.states.values()) == {"unknown"}
    assert {code for one in run.resources.values() for code in codes(one)} <= {"denied", "no-credentials"}
    assert "not/the+secret" not in run.stdout + run.stderr


def test_no_credentials(estate: Repository, reconcile: Program, lab: LabProcess) -> None:
    run = reconcile.plan(env={"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""})
    assert run.code == 1
    assert {code for one in run.resources.values() for code in codes(one)} == {"no-credentials"}
    assert lab.calls() == []


def test_without_an_account_apply_leaves_all_out(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed(small())
    repository.declare(settings(account=None), database("orders"))
    plan = reconcile.plan()
    assert plan.code == 0
    assert [change["apply"] for change in plan.resources["DatabaseBackup/orders"]["changes"]] == ["guard"]
    run = reconcile.apply()
    assert run.code == 3
    assert run.outcomes == {"orders": "skipped"}
    assert sent(lab) == []


WRITES = {
    "CreateTags": (volume_id(1), "VolumeBackup/data"),
    "ModifyDBInstance": ("orders", "DatabaseBackup/orders"),
    "UpdateLifecyclePolicy": ("policy-0a", "SnapshotPolicy/nightly"),
}


@pytest.mark.parametrize("operation", WRITES)
def test_a_denied_write_fails_alone_and_the_next_apply_heals(
    estate: Repository, reconcile: Program, lab: LabProcess, operation: str
) -> None:
    wounded, name = WRITES[operation]
    lab.faults({"kind": "denied", "operation": operation})
    run = reconcile.apply()
    assert run.code == 1
    outcomes = run.outcomes
    assert outcomes.pop(wounded) == "failed"
    assert set(outcomes.values()) <= {"verified", "pending"}
    (failed,) = [change for change in run.document["changes"] if change["outcome"] == "failed"]
    assert operation in failed["reason"]
    assert len(lab.calls(operation=operation)) == 1
    lab.faults()
    assert [name] == [one for one, state in reconcile.plan().states.items() if state == "drifted"]
    lab.forget_calls()
    assert reconcile.apply().code == 0
    assert {call["operation"] for call in sent(lab)} == {operation}
    assert reconcile.plan("--detailed-exitcode").code == 0


def test_the_text_says_what_failed_and_why(estate: Repository, reconcile: Program, lab: LabProcess) -> None:
    lab.faults({"kind": "denied", "operation": "ModifyDBInstance"})
    run = reconcile("apply", "--yes")
    assert run.code == 1
    (line,) = [line for line in run.stdout.splitlines() if "failed " in line and "orders" in line]
    assert "ModifyDBInstance" in line and "denied" in line.lower()


@pytest.mark.parametrize("kind", ["reset", "cut", "empty", "wrong-root"])
@pytest.mark.parametrize("operation", WRITES)
def test_a_write_whose_answer_is_lost_is_looked_after(
    estate: Repository, reconcile: Program, lab: LabProcess, operation: str, kind: str
) -> None:
    lab.faults({"kind": kind, "operation": operation, "after": True, "first": 1})
    run = reconcile.apply()
    assert run.code == 0, run.stdout
    assert set(run.outcomes.values()) <= {"verified", "pending"}
    lab.forget_calls()
    assert reconcile.plan("--detailed-exitcode").code == 0


@pytest.mark.parametrize("service, operation", [("ec2", "CreateTags"), ("dlm", "UpdateLifecyclePolicy")])
def test_a_throttled_write_is_sent_again(
    estate: Repository, reconcile: Program, lab: LabProcess, service: str, operation: str
) -> None:
    lab.faults({"kind": "throttle", "operation": operation, "first": 1})
    run = reconcile.apply()
    assert run.code == 0
    assert [call["status"] for call in lab.calls(operation=operation)][1:] == [200]


def test_a_busy_database_fails_at_once_and_the_next_run_heals(
    estate: Repository, reconcile: Program, lab: LabProcess
) -> None:
    lab.faults(
        {
            "kind": "error",
            "operation": "ModifyDBInstance",
            "code": "InvalidDBInstanceState",
            "message": "Database instance orders is not in available state.",
            "status": 400,
        }
    )
    run = reconcile.apply()
    assert run.code == 1
    assert run.outcomes["orders"] == "failed"
    assert len(lab.calls(operation="ModifyDBInstance")) == 1
    lab.faults()
    assert reconcile.apply().code == 0
    assert retention(lab, "orders") == 7


def test_what_does_not_show_in_time_is_said(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed({"volumes": [volume(1)], "settings": {"stale_describes": 50}})
    repository.declare(volumes("data", volume_id(1)))
    run = reconcile.apply("--verify-timeout", "1s")
    assert run.code == 1
    assert run.outcomes == {volume_id(1): "applied"}
    assert len(sent(lab)) == 1


def test_what_shows_late_is_waited_for(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    lab.seed({"volumes": [volume(1)], "settings": {"stale_describes": 2}})
    repository.declare(volumes("data", volume_id(1)))
    run = reconcile.apply()
    assert (run.code, run.outcomes) == (0, {volume_id(1): "verified"})
    assert len(sent(lab)) == 1


def test_one_target_that_fails_does_not_stop_the_other(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed(
        [
            {"volumes": [volume(1)]},
            {"region": "eu-west-1", "volumes": [volume(2)]},
        ]
    )
    account: Dict[str, Any] = {"account": "123456789012"}
    repository.declare(
        settings(
            targets={
                "prod": {"region": "us-west-2", **account},
                "europe": {"region": "eu-west-1", **account},
            }
        ),
        volumes("west", volume_id(1)),
        volumes("east", volume_id(2), target="europe"),
    )
    lab.faults({"kind": "denied", "region": "eu-west-1", "service": "ec2"})
    run = reconcile.apply()
    assert run.code == 1
    assert run.outcomes == {volume_id(1): "verified"}
    lab.faults()
    assert reconcile.apply().code == 0
    assert [call["region"] for call in lab.calls(write="true")] == ["us-west-2", "eu-west-1"]


def test_policies_survive_a_broken_read_before_their_write(
    estate: Repository, reconcile: Program, lab: LabProcess
) -> None:
    before = place(lab)["policies"]["policy-0a"]["PolicyDetails"]
    # The first look is good, the one just before the write is not.
    lab.faults({"kind": "garble", "operation": "GetLifecyclePolicy", "on": list(range(2, 20))})
    run = reconcile.apply(env={"AWS_MAX_ATTEMPTS": "2"})
    assert run.code in (1, 3)
    assert run.outcomes["policy-0a"] in ("skipped", "failed")
    assert place(lab)["policies"]["policy-0a"]["PolicyDetails"] == before
