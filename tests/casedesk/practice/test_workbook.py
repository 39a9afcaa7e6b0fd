"""The practice workbook goes in without a refusal and says that it is for practice."""

from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from sqlalchemy import text

from casedesk.exchange import service as exchange
from casedesk.practice.workbook import MARKER, write_practice_workbook
from casedesk.security.roles import Permission
from casedesk.workspace import service

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
    assert taken == 120
