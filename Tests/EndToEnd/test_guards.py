"""What holds an apply back: numbers, shares, modes, allowances, and manifests that contradict the estate."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any, Dict, List

import pytest
from harness.manifests import database, manifest, policy, settings, volumes
from harness.program import Program, changes, codes
from harness.repository import Repository
from harness.worlds import retention, sent, small, tags_of, volume, volume_id
from lab.client import LabProcess


def fleet(lab: LabProcess, drifted: int, mended: int = 0) -> List[str]:
    """Volumes without the tag, and volumes that have it."""
    lab.seed(
        {
            "volumes": [
                volume(number, Team="ops", **({} if number < drifted else {"Backup": "Default"}))
                for number in range(drifted + mended)
            ]
        }
    )
    return [volume_id(number) for number in range(drifted + mended)]


def days_from_now(days: int) -> str:
    """A date near today, as the commit is of today."""
    return f"{datetime.now(timezone.utc) + timedelta(days=days):%Y-%m-%d}"


def test_more_than_25_changes_stop_before_the_first(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    repository.declare(volumes("fleet", *fleet(lab, 26, 40)))
    plan = reconcile.plan()
    assert plan.code == 0
    assert {change["apply"] for change in changes(plan.document)} == {"guard"}
    assert plan.document["summary"]["willApply"] == 0
    run = reconcile.apply()
    assert run.code == 3
    assert set(run.outcomes.values()) == {"skipped"}
    assert sent(lab) == []
    assert "26" in reconcile("plan").stdout and "25" in reconcile("plan").stdout
    assert reconcile.apply("--max-changes", "25").code == 3
    assert sent(lab) == []
    assert reconcile.apply("--max-changes", "26").code == 0
    assert [len(call["parameters"]["Resources"]) for call in sent(lab)] == [26]


def test_25_changes_are_fine(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    repository.declare(volumes("fleet", *fleet(lab, 25, 40)))
    assert reconcile.apply().code == 0


@pytest.mark.parametrize("drifted, mended, code", [(6, 5, 3), (6, 4, 0), (6, 6, 0), (10, 0, 0), (11, 0, 3)])
def test_more_than_half_of_more_than_ten_objects_stops(
    lab: LabProcess, repository: Repository, reconcile: Program, drifted: int, mended: int, code: int
) -> None:
    repository.declare(volumes("fleet", *fleet(lab, drifted, mended)))
    assert reconcile.apply().code == code
    assert len(sent(lab)) == (1 if code == 0 else 0)


def test_a_percentage_that_the_settings_lower(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    names = fleet(lab, 3, 17)
    repository.declare(settings(guards={"maxChangePercent": 10}), volumes("fleet", *names))
    assert reconcile.apply().code == 3
    repository.declare(settings(guards={"maxChanges": 2}), volumes("fleet", *names))
    assert reconcile.apply().code == 3
    assert sent(lab) == []
    assert reconcile.apply("--max-changes", "3").code == 0


def test_what_is_not_carried_out_does_not_count(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    names = fleet(lab, 30, 40)
    repository.declare(volumes("watched", *names[:20], mode="observe"), volumes("fleet", *names[20:]))
    assert reconcile.apply().code == 0
    assert [len(call["parameters"]["Resources"]) for call in sent(lab)] == [10]
    assert reconcile.apply("--only", "VolumeBackup/fleet").code == 0


def test_observe_mode_reports_and_changes_nothing(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    repository.declare(volumes("data", *fleet(lab, 1), mode="observe"))
    plan = reconcile.plan("--detailed-exitcode")
    assert (plan.code, plan.states) == (2, {"VolumeBackup/data": "drifted"})
    assert [change["apply"] for change in changes(plan.document)] == ["observe"]
    run = reconcile.apply()
    assert (run.code, run.outcomes) == (0, {volume_id(0): "skipped"})
    assert sent(lab) == []


def test_suspended_until_later(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    suspend = {"reason": "migration", "owner": "ops", "until": "2999-12-31"}
    repository.declare(volumes("data", *fleet(lab, 1), suspend=suspend))
    plan = reconcile.plan("--detailed-exitcode")
    assert (plan.code, plan.states) == (0, {"VolumeBackup/data": "suspended"})
    assert [change["apply"] for change in changes(plan.document)] == ["suspended"]
    assert reconcile.apply().code == 0
    assert sent(lab) == []


def test_a_suspension_that_has_expired_is_a_finding(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    suspend = {"reason": "migration", "owner": "ops", "until": "2021-01-01"}
    repository.declare(volumes("data", *fleet(lab, 1), suspend=suspend))
    plan = reconcile.plan("--detailed-exitcode")
    assert plan.code == 2
    assert "suspension-expired" in codes(plan.resources["VolumeBackup/data"])
    reconcile.apply()
    assert sent(lab) == []


def test_the_commit_can_allow(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    lab.seed({"databases": [{"DBInstanceIdentifier": "orders", "BackupRetentionPeriod": 0}]})
    allow = [{"impact": "disrupts", "until": days_from_now(20), "reason": "agreed"}]
    repository.declare(database("orders", allow=allow))
    assert [change["apply"] for change in changes(reconcile.plan().document)] == ["yes"]
    assert reconcile.apply().code == 0
    assert retention(lab, "orders") == 7


def test_an_allowance_for_something_else_allows_nothing(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed({"databases": [{"DBInstanceIdentifier": "orders", "BackupRetentionPeriod": 0}]})
    allow = [{"impact": "destroys", "until": days_from_now(20), "reason": "agreed"}]
    repository.declare(database("orders", allow=allow))
    assert reconcile.apply().code == 3
    assert sent(lab) == []


def test_an_expired_allowance_is_warned_of(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed({"databases": [{"DBInstanceIdentifier": "orders", "BackupRetentionPeriod": 0}]})
    allow = [{"impact": "disrupts", "until": "2021-01-01", "reason": "agreed"}]
    repository.declare(database("orders", allow=allow))
    run = reconcile.apply()
    assert run.code == 3
    assert "warning" in run.stderr and "2021-01-01" in run.stderr
    assert sent(lab) == []


def test_an_allowance_that_is_too_long_is_invalid(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    allow = [{"impact": "disrupts", "until": days_from_now(40), "reason": "agreed"}]
    repository.declare(database("orders", allow=allow))
    run = reconcile("plan")
    assert run.code == 65
    assert "30 days" in run.stderr
    assert lab.calls() == []


@pytest.mark.parametrize("impact", ["weakens", "disrupts", "weakens,disrupts"])
def test_allow_names_the_impact_that_it_allows(
    lab: LabProcess, repository: Repository, reconcile: Program, impact: str
) -> None:
    lab.seed({"databases": [{"DBInstanceIdentifier": "orders", "BackupRetentionPeriod": 14}]})
    repository.declare(database("orders", 7))
    plan = reconcile.plan()
    assert [(one["impact"], one["apply"]) for one in changes(plan.document)] == [("destroys", "needs-allow")]
    assert reconcile.apply("--allow", impact).code == 3
    assert sent(lab) == []
    assert reconcile.apply("--allow", f"{impact},destroys").code == 0
    assert retention(lab, "orders") == 7


def test_a_refused_field_does_not_hold_back_another(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed(
        {
            "databases": [
                {
                    "DBInstanceIdentifier": "orders",
                    "BackupRetentionPeriod": 14,
                    "DeletionProtection": False,
                    "CopyTagsToSnapshot": False,
                }
            ]
        }
    )
    repository.declare(database("orders", 7, spec={"deletionProtection": True, "copyTagsToSnapshots": True}))
    run = reconcile.apply()
    assert run.code == 3
    by_impact = {change["impact"]: change["outcome"] for change in run.document["changes"]}
    assert by_impact == {"neutral": "verified", "strengthens": "verified", "destroys": "skipped"}
    (seen,) = lab.boto3("rds").describe_db_instances()["DBInstances"]
    assert (seen["DeletionProtection"], seen["CopyTagsToSnapshot"]) == (True, True)
    assert seen["BackupRetentionPeriod"] == 14


def test_a_value_of_somebody_else_is_not_replaced(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    weekly = small()["policies"][0]
    weekly["PolicyDetails"]["TargetTags"] = [{"Key": "Backup", "Value": "Weekly"}]
    lab.seed({"volumes": [volume(1, Backup="Weekly")], "policies": [weekly]})
    repository.declare(volumes("data", volume_id(1)))
    (change,) = changes(reconcile.plan().document)
    assert (change["impact"], change["apply"]) == ("weakens", "needs-allow")
    assert "policy-0a" in change["reason"]
    assert reconcile.apply().code == 3
    assert reconcile.apply("--allow", "weakens").code == 0
    assert tags_of(lab)[volume_id(1)] == {"Backup": "Default"}


@pytest.mark.parametrize("value", ["default", "DEFAULT", " Default", "Default "])
def test_a_near_miss_names_both_pairs(
    lab: LabProcess, repository: Repository, reconcile: Program, value: str
) -> None:
    lab.seed({"volumes": [volume(1, Backup=value)]})
    repository.declare(volumes("data", volume_id(1)))
    (change,) = changes(reconcile.plan().document)
    assert change["impact"] == "strengthens"
    pair = f'Backup="{value}"' if value.strip() != value else f"Backup={value}"
    assert f"{pair} " in change["reason"] and "Backup=Default " in change["reason"]
    assert reconcile.apply().code == 0


def test_two_manifests_that_contradict_each_other(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed({"volumes": [volume(1, Team="ops")]})
    by_team: Dict[str, Any] = {"select": {"tags": {"Team": "ops"}}}
    repository.declare(
        volumes("one", volume_id(1), tags={"Backup": "Default"}),
        volumes("two", spec=by_team, tags={"Backup": "Hourly"}),
    )
    plan = reconcile.plan("--detailed-exitcode")
    assert plan.code == 2
    assert set(plan.states.values()) == {"attention"}
    assert all("conflict" in codes(one) and not one["changes"] for one in plan.resources.values())
    only_one = reconcile.apply("--only", "VolumeBackup/one")
    assert only_one.document["changes"] == []
    assert sent(lab) == []


def test_two_manifests_that_agree(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    lab.seed({"volumes": [volume(1, Team="ops")]})
    repository.declare(
        volumes("one", volume_id(1)), volumes("two", spec={"select": {"tags": {"Team": "ops"}}})
    )
    run = reconcile.apply()
    assert run.code == 0
    assert [change["outcome"] for change in run.document["changes"]] == ["verified", "verified"]
    assert [call["parameters"]["Resources"] for call in sent(lab)] == [[volume_id(1)]]
    assert reconcile.plan("--detailed-exitcode").code == 0


def test_a_volume_without_room_for_a_tag(lab: LabProcess, repository: Repository, reconcile: Program) -> None:
    full = {f"key-{number}": "x" for number in range(50)}
    lab.seed({"volumes": [volume(1, **full), volume(2)]})
    repository.declare(volumes("data", volume_id(1), volume_id(2)))
    plan = reconcile.plan()
    assert "tag-limit" in codes(plan.resources["VolumeBackup/data"])
    assert [change["object"] for change in changes(plan.document)] == [volume_id(2)]


@pytest.mark.parametrize(
    "expect, state", [({"max": 1}, "attention"), ({"min": 3}, "attention"), ({}, "drifted")]
)
def test_a_selection_that_is_not_as_expected(
    lab: LabProcess, repository: Repository, reconcile: Program, expect: Dict[str, int], state: str
) -> None:
    lab.seed({"volumes": [volume(1, Team="ops"), volume(2, Team="ops")]})
    spec = {"select": {"tags": {"Team": "ops"}}, **({"expect": expect} if expect else {})}
    repository.declare(volumes("data", spec=spec))
    found = reconcile.plan().resources["VolumeBackup/data"]
    assert found["state"] == state
    assert codes(found) == (["selection"] if expect else [])
    assert bool(found["changes"]) == (not expect)


def test_wildcards_in_a_selection_are_letters(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed({"volumes": [volume(1, Name="db*?"), volume(2, Name="db-1x"), volume(3, Name="DB*?")]})
    repository.declare(volumes("data", spec={"select": {"tags": {"Name": "db*?"}}}))
    assert [change["object"] for change in changes(reconcile.plan().document)] == [volume_id(1)]


def test_what_is_declared_and_not_there_needs_a_person(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed({"databases": [{"DBInstanceIdentifier": "orders"}]})
    repository.declare(database("order"), policy("gone", spec={"policyId": "policy-0dead"}))
    run = reconcile.plan("--detailed-exitcode")
    assert run.code == 2
    assert [codes(one) for one in run.resources.values()] == [["absent"], ["absent"]]
    assert reconcile.apply().code == 0
    assert sent(lab) == []


def test_a_database_of_aws_backup_is_left_alone(
    lab: LabProcess, repository: Repository, reconcile: Program
) -> None:
    lab.seed(
        {
            "databases": [
                {
                    "DBInstanceIdentifier": "orders",
                    "BackupRetentionPeriod": 1,
                    "AwsBackupRecoveryPointArn": "arn:aws:backup:us-west-2:123456789012:recovery-point:1",
                }
            ]
        }
    )
    repository.declare(database("orders"))
    run = reconcile.apply()
    assert run.document["changes"] == []
    found = reconcile.plan().resources["DatabaseBackup/orders"]
    assert (found["state"], codes(found)) == ("attention", ["aws-backup-owned"])
    assert sent(lab) == []


def test_manifests_of_the_same_object_are_invalid(repository: Repository, reconcile: Program) -> None:
    repository.declare(database("orders"), database("orders", name="again"))
    run = reconcile("validate")
    assert run.code == 65
    assert "DatabaseBackup/again" in run.stdout


def test_nothing_happens_because_a_manifest_is_gone(
    estate: Repository, reconcile: Program, lab: LabProcess
) -> None:
    assert reconcile.apply().code == 0
    before = tags_of(lab)
    lab.forget_calls()
    estate.declare(manifest("Application", "left-over", {"description": "nothing"}))
    run = reconcile.apply()
    assert (run.code, run.document["changes"]) == (0, [])
    assert sent(lab) == []
    assert tags_of(lab) == before


def test_files_on_disk_are_applied_only_when_said(
    estate: Repository, reconcile: Program, lab: LabProcess
) -> None:
    run = reconcile("apply", "--yes", "--working-tree")
    assert run.code == 64
    assert "--allow-dirty" in run.stderr
    assert lab.calls() == []
    plan = reconcile.plan("--working-tree")
    assert plan.document["desired"]["dirty"] is True
    assert reconcile.apply("--working-tree", "--allow-dirty").code == 0
    assert reconcile.plan("--detailed-exitcode").code == 0


@pytest.mark.parametrize("promise", [{"requireSignature": True}, {"lease": {"s3": "s3://locks/reconcile"}}])
def test_a_promise_that_cannot_be_kept_stops_apply(
    lab: LabProcess, repository: Repository, reconcile: Program, promise: Dict[str, Any]
) -> None:
    lab.seed({"volumes": [volume(1, Team="ops")]})
    repository.declare(settings(**promise), volumes("data", volume_id(1)))
    assert reconcile.plan().code == 0
    run = reconcile.apply()
    assert run.code == 1
    assert "Nothing was sent" in run.stderr
    assert sent(lab) == []
