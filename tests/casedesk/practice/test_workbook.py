"""The practice workbook goes in without a refusal and says that it is for practice."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from casedesk.errors import ImportRefusedError
from casedesk.exchange import service as exchange
from casedesk.practice.workbook import write_practice_workbook
from casedesk.security.roles import Permission
from casedesk.workspace import service
from casedesk.workspace.kept_apart import PRACTICE
from casedesk.workspace.workspace import Workspace
from tests.casedesk.exchange.workbooks import a_referral, write_workbook

TODAY = date(2026, 11, 20)


def test_a_practice_workbook_imports_whole_and_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "referrals.xlsx"
    write_practice_workbook(path, 120, 5, TODAY)
    assert load_workbook(path).properties.category == PRACTICE
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


def test_practice_records_never_go_among_real_ones(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "referrals.xlsx"
    write_practice_workbook(path, 40, 5, TODAY)
    with pytest.raises(ImportRefusedError, match="practice data, which never goes among real"):
        exchange.read_plan(workspace, path)


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Workspace]:
    file = service.create(tmp_path / "p.casedesk", "practice data only", practice=True).workspace
    yield file
    service.lock(file)


def test_what_may_be_real_never_goes_into_a_practice_file(
    workspace: Workspace, practice: Workspace, tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "kept.xlsx", Referrals=[a_referral()])
    assert exchange.read_plan(workspace, path).report.new == 1
    with pytest.raises(ImportRefusedError, match="may hold real records, which never go"):
        exchange.read_plan(practice, path)
    csv = tmp_path / "kept.csv"
    csv.write_text("register,date\nguardcam,2025-05-05\n")
    with pytest.raises(ImportRefusedError, match="may hold real records"):
        exchange.read_plan(practice, csv)


@pytest.mark.parametrize("lost", ["category", "keywords"])
def test_the_template_of_a_practice_file_goes_into_one_and_never_into_a_real_one(
    workspace: Workspace, practice: Workspace, tmp_path: Path, lost: str
) -> None:
    path = tmp_path / "template.xlsx"
    exchange.write_template(path, practice=True)
    book = load_workbook(path)
    setattr(book.properties, lost, None)  # as a program that keeps only one of the two
    line = a_referral()
    sheet = book["Referrals"]
    headings = [cell.value for cell in sheet[1]]
    sheet.append([line.get(str(heading)) for heading in headings])
    book.save(path)
    assert exchange.read_plan(practice, path).report.new == 1
    with pytest.raises(ImportRefusedError, match="never goes among real"):
        exchange.read_plan(workspace, path)
