"""The practice workbook goes in without a refusal and says that it is for practice."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from casedesk.errors import ImportRefusedError
from casedesk.exchange import service as exchange
from casedesk.exchange.practice_mark import MARKER
from casedesk.practice.workbook import write_practice_workbook
from casedesk.security.roles import Permission
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.casedesk.exchange.workbooks import a_referral, write_workbook

TODAY = date(2026, 11, 20)


def test_a_practice_workbook_imports_whole_and_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "referrals.xlsx"
    write_practice_workbook(path, 120, 5, TODAY)
    assert load_workbook(path).properties.category == MARKER
    file = service.create(tmp_path / "p.casedesk", "practice data only", practice=True).workspace
    try:
        plan = exchange.read_plan(file, path)
        exchange.apply_plan(file, plan)
        with file.reading(Permission.READ_RECORDS) as session:
            taken = session.execute(text("SELECT count(*) FROM referral")).scalar_one()
    finally:
        service.lock(file)
    assert not plan.report.faults
    assert not plan.report.unmarked_for_practice
    assert taken == 120


def test_practice_records_never_go_among_real_ones(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "referrals.xlsx"
    write_practice_workbook(path, 40, 5, TODAY)
    with pytest.raises(ImportRefusedError, match="practice data, which never goes among real"):
        exchange.read_plan(workspace, path)


def test_a_practice_file_says_so_before_it_takes_a_workbook_without_the_mark(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "kept.xlsx", Referrals=[a_referral()])
    assert not exchange.read_plan(workspace, path).report.unmarked_for_practice
    file = service.create(tmp_path / "p.casedesk", "practice data only", practice=True).workspace
    try:
        assert exchange.read_plan(file, path).report.unmarked_for_practice
    finally:
        service.lock(file)
