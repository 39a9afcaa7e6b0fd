"""The audit trail is read, narrowed, checked and exported; nothing in it can be changed."""

from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from casedesk.audit.model import AuditEntry, AuditLine, ChainState
from casedesk.audit.service import audit_entries
from casedesk.cases.case_life import case_details
from casedesk.cases.service import take_in_referral
from casedesk.measures.catalogue import measures
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.conftest import NOW
from tests.ui.pages.cases.case_at_work import CASE
from tests.ui.pages.window_at_work import ALT, CTRL, KEY, AtWork, at_work
from ui.page import PageEntry
from ui.pages.audit.audit_page import AuditPage
from ui.pages.cases.case_page import CasePage
from ui.table_models.audit_table import fields_text

AUDIT = PageEntry("audit", lambda: "Audit trail", AuditPage, "history", "Ctrl+8")


def opened(work: AtWork) -> AuditPage:
    work.press(KEY.Key_8, CTRL)
    page = work.frame.page
    assert isinstance(page, AuditPage)
    return page


def shown(page: AuditPage) -> list[tuple[str, str]]:
    model = page.model
    return [(model.cell(row, 2).text, model.cell(row, 3).text) for row in range(model.rowCount())]


def test_every_entry_is_shown_in_words_the_newest_first(qtbot: QtBot, workspace: Workspace) -> None:
    made = take_in_referral(workspace, new_referral())
    reference = case_details(workspace, made.case_id).reference
    with at_work(qtbot, workspace, AUDIT, CASE) as work:
        page = opened(work)
        assert shown(page)[0] == ("Referral taken in", f"Case {reference}")
        assert page.model.cell(0, 1).text == "Cariad Price"
        assert work.focus() is page.table
        work.press(KEY.Key_Return)  # opens the case, which is an entry itself
        assert isinstance(work.frame.page, CasePage)
        work.press(KEY.Key_Left, ALT)
        assert shown(page)[0] == ("Case opened to read", f"Case {reference}")


def test_the_page_is_painted_before_the_trail_is_asked(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, AUDIT) as work:
        work.frame.open_page("audit")
        page = work.frame.page
        assert isinstance(page, AuditPage)
        assert (page.model.rowCount(), page.filters.kind.count()) == (0, 1)
        assert page.table.isVisible()  # and does not say that no entry fits
        work.see(lambda: page.model.rowCount() > 0)
        assert page.filters.kind.count() > 1
        assert work.focus() is page.table


def test_entries_are_narrowed_and_all_shown_again(qtbot: QtBot, workspace: Workspace) -> None:
    made = take_in_referral(workspace, new_referral())
    reference = case_details(workspace, made.case_id).reference
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.audit("place.entered", "place/1")
    with at_work(qtbot, workspace, AUDIT) as work:
        page = opened(work)
        every = len(shown(page))
        work.press(KEY.Key_F, CTRL)
        work.write(reference)
        work.see(lambda: len(shown(page)) < every)
        assert {record for _what, record in shown(page)} == {f"Case {reference}"}
        page.filters.what.set_value("person.joined")
        work.see(lambda: not shown(page))
        assert not page.table.isVisible()
        page.filters.clear_button.click()
        work.see(lambda: len(shown(page)) == every)
        page.filters.to_on.set_value(NOW.date().replace(year=2020))
        work.see(lambda: not shown(page))


def test_the_chain_is_checked_beside_the_work(qtbot: QtBot, workspace: Workspace) -> None:
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.audit("case.closed", "case/1")
    with at_work(qtbot, workspace, AUDIT) as work:
        page = opened(work)
        page.check_button.setFocus()
        work.press(KEY.Key_Space)
        work.see(lambda: page.chain.accessibleName().startswith("Unbroken from "))
        assert work.focus() is page.check_button  # it never moves by itself
        page._on_checked(ChainState(9, 4, NOW, NOW))
        assert "broken at entry 4" in page.chain.accessibleName()


def test_what_is_shown_is_exported_and_that_is_an_entry(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "trail.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.audit("case.closed", "case/1")
    with at_work(qtbot, workspace, AUDIT) as work:
        page = opened(work)
        page.filters.what.set_value("case.closed")
        work.see(lambda: len(shown(page)) == 1)
        work.press(KEY.Key_E, CTRL)
        work.see(target.exists)
        work.see(lambda: audit_entries(workspace, limit=1)[0].action == "audit.exported")
        assert len(target.read_text(encoding="utf-8").splitlines()) == 2


def test_what_is_shown_is_exported_as_a_paper_too(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "trail.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    with at_work(qtbot, workspace, AUDIT) as work:
        page = opened(work)
        table, paper = page.export_button.menu().actions()
        assert "CSV" in table.text()
        assert "PDF" in paper.text()
        paper.trigger()
        work.see(target.exists)
        assert target.read_bytes().startswith(b"%PDF")
        work.see(lambda: audit_entries(workspace, limit=1)[0].action == "audit.exported")
        work.see(lambda: any("Exported to trail.pdf" in one for one in work.frame.notices.past))
        assert "sha256" in page.model.cell(0, 4).text


def test_a_paper_is_cancelled_while_it_is_drawn(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path
) -> None:
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        for _turn in range(400):
            change.audit("case.closed", "case/1")
    target = tmp_path / "trail.pdf"
    with at_work(qtbot, workspace, AUDIT) as work:
        page = opened(work)
        page.export_to(target, is_paper=True)
        work.see(lambda: page.bar.value() > page.bar.maximum() * 0.55)  # the half before is reading
        began = perf_counter()
        page.stop_button.click()
        work.see(page.stop_button.isHidden)
        assert perf_counter() - began < 1
        assert not target.exists()
        assert audit_entries(workspace, limit=1)[0].action != "audit.exported"


def test_hostile_text_is_shown_as_text(qtbot: QtBot, workspace: Workspace) -> None:
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        change.audit("<b>bold</b>", "case/<i>1</i>", "x" * 10_000)
    with at_work(qtbot, workspace, AUDIT) as work:
        page = opened(work)
        assert shown(page)[0][0] == "<b>bold</b>"
        work.press(KEY.Key_Return)
        assert isinstance(work.frame.page, AuditPage)


def in_words(detail: str, action: str = "case.corrected", **named: str) -> str:
    """Return the detail of an entry as the window shows it; `named` by kind of the record 1."""
    entry = AuditEntry(1, NOW, "Cariad Price", "coordinator", action, "case/1", detail)
    known = {f"{kind}/1": reference for kind, reference in named.items()}
    return fields_text(AuditLine(entry, "", "", "", known))


def test_fields_are_named_in_words() -> None:
    assert in_words("status closed_on") == "state, date closed"
    assert in_words("person/12") == "person 12"
    assert in_words("times 3") == "times 3"
    assert in_words("cases=400, seed=1") == "cases 400, random seed 1"


def test_records_agencies_documents_and_measures_are_named_as_people_know_them() -> None:
    assert in_words("case/1", case="M-2026-205") == "case M-2026-205"
    assert in_words("draft/arrival-26a1") == "draft"
    assert in_words("agency/police summary pdf", "document.made") == "Police, Case summary, PDF"
    assert in_words("person/12 minutes docx", "document.made") == "person 12, Minutes, Word (.docx)"
    assert in_words("marac.repeat_rate", "figures.counted") == "Repeat rate of the MARAC"
    assert in_words("minutes outcome") == "minutes, outcome"  # here fields, no document
    assert in_words(" ".join(measures())).endswith(f"and more: {len(measures()) - 12}")
