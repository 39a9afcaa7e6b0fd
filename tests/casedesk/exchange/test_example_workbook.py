"""The example workbook goes in as it stands: its counts, its refusals, and once only."""

import csv
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from casedesk.exchange import service
from casedesk.exchange.service import ImportPlan
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

EXAMPLE = Path(__file__).parents[2] / "data" / "partnership_workbook"
WORKBOOK = EXAMPLE / "partnership.xlsx"

COUNTED = {
    "marac.referrals": """SELECT count(*) FROM referral WHERE forum_id = 'marac'
        AND status = 'accepted' AND received_on BETWEEN :first AND :last""",
    "marac.repeat_referrals": """SELECT count(*) FROM referral WHERE forum_id = 'marac'
        AND is_repeat AND received_on BETWEEN :first AND :last""",
    "marac.referrals agency": """SELECT sum(weight) FROM referral r JOIN referral_agency a
        ON a.referral_id = r.id WHERE received_on BETWEEN :first AND :last
        AND agency_id = :value""",
    "closure.orders": """SELECT count(*) FROM intervention WHERE power_id = 'closure_order'
        AND granted_on BETWEEN :first AND :last""",
    "closure.orders terms": """SELECT count(*) FROM intervention
        WHERE power_id = 'closure_order' AND granted_on BETWEEN :first AND :last
        AND terms = :value""",
    "cpn.breached": """SELECT count(*) FROM breach b JOIN intervention i
        ON i.id = b.intervention_id WHERE power_id = 'cpn'
        AND breached_on BETWEEN :first AND :last""",
    "case_conferences": """SELECT count(*) FROM meeting WHERE forum_id = 'case_conference'
        AND status = 'held' AND held_on BETWEEN :first AND :last""",
}
ISSUED = """SELECT count(*) FROM intervention WHERE power_id = :thing
    AND issued_on BETWEEN :first AND :last"""
REGISTERED = """SELECT sum(quantity) FROM register_entry WHERE register_id = :thing
    AND on_day BETWEEN :first AND :last"""
OUTSIDE = """SELECT sum(value) FROM outside_figure WHERE series_id = :thing
    AND from_on >= :first AND to_on <= :last"""


def lines_of(name: str) -> list[dict[str, str]]:
    with (EXAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(workspace: Workspace) -> ImportPlan:
    answers = service.read_answers(EXAMPLE / "answers.toml")
    return service.read_plan(workspace, WORKBOOK, answers)


def everything(workspace: Workspace) -> dict[str, list[Any]]:
    """Return every row of every table but the audit trail."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        tables = session.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'audit%'")
        ).all()
        return {
            table: [tuple(row) for row in session.execute(text(f'SELECT * FROM "{table}"'))]
            for table in tables
        }


@pytest.fixture
def imported(workspace: Workspace) -> Workspace:
    service.apply_plan(workspace, read(workspace))
    return workspace


def counted(workspace: Workspace, line: dict[str, str]) -> float:
    axis, _equals, value = line["breakdown"].partition("=")
    kpi = line["kpi"]
    thing = kpi.removeprefix("outside:").removesuffix(
        ".issued" if kpi.endswith(".issued") else "." + kpi.rpartition(".")[2]
    )
    sql = COUNTED.get(f"{kpi} {axis}".strip(), REGISTERED)
    if kpi.startswith("outside:"):
        sql, thing = OUTSIDE, kpi.removeprefix("outside:")
    elif kpi.endswith(".issued"):
        sql = ISSUED
    values = {"first": line["from"], "last": line["to"], "thing": thing, "value": value}
    with workspace.reading(Permission.READ_RECORDS) as session:
        return float(session.execute(text(sql), values).scalar() or 0)


def test_the_records_hold_every_count_that_is_expected(imported: Workspace) -> None:
    lines = [
        line
        for line in lines_of("expected_counts.csv")
        if line["breakdown"] != "change_percent_on_last_year"
    ]
    assert [counted(imported, line) for line in lines] == [float(line["value"]) for line in lines]


def test_exactly_the_expected_rows_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    plan = read(workspace)
    service.write_errors_csv(plan, tmp_path / "errors.csv")
    with (tmp_path / "errors.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    exact = ("sheet", "row", "column", "value")
    expected = lines_of("expected_errors.csv")
    assert sorted([line[c] for c in exact] for line in found) == sorted(
        [line[c] for c in exact] for line in expected
    )
    assert all(line["reason"] for line in found)
    assert plan.report.refused == len(expected)


def test_a_second_import_changes_nothing(imported: Workspace) -> None:
    before = everything(imported)
    result = service.apply_plan(imported, read(imported))
    assert everything(imported) == before
    assert (result.taken, result.same) == (0, 712)


def test_reading_a_workbook_writes_nothing(workspace: Workspace) -> None:
    before = everything(workspace)
    plan = read(workspace)
    assert plan.report.new == 712
    assert everything(workspace) == before
