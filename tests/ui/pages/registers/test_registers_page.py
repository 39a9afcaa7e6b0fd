"""Reports, registers and outside figures: added, read, corrected, put right and taken back."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import audit_entries
from casedesk.cases.service import take_in_referral
from casedesk.incidents.model import NewReport, ToldHow
from casedesk.incidents.service import (
    all_reports,
    correct_report,
    record_report,
    report_details,
)
from casedesk.outside_figures.catalogue import series
from casedesk.outside_figures.model import NewFigure
from casedesk.outside_figures.service import add_figure, correct_figure, list_figures
from casedesk.registers.model import NewEntry
from casedesk.registers.service import (
    add_entry,
    correct_entry,
    list_entries,
    mark_entry_in_error,
    set_entry,
    take_back_entry_error,
)
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.ui.pages.cases.case_at_work import fill
from tests.ui.pages.window_at_work import CTRL, KEY, AtWork, at_work
from ui.pages.parts.plain_form import PlainForm
from ui.pages.registers.register_reading import whole_text
from ui.pages.registers.registers_entry import register_pages
from ui.pages.registers.registers_page import AT_ONCE, TABS, RegistersPage
from ui.table_models.register_table import report_rows

TODAY = date(2026, 11, 20)


def opened(work: AtWork, tab: str = "reports") -> RegistersPage:
    work.frame.open_page("registers")
    page = work.frame.page
    assert isinstance(page, RegistersPage)
    page.tabs.setFocus()
    work.press(KEY.Key_Right, times=TABS.index(tab))
    return page


def form_of(page: RegistersPage) -> PlainForm:
    assert page.host.form is not None
    return page.host.form


def press(work: AtWork, page: RegistersPage, tab: str, tool: str) -> None:
    page.parts[tab].rows.buttons[tool].setFocus()
    work.press(KEY.Key_Space)


def rows(page: RegistersPage, tab: str, column: int) -> list[str]:
    model = page.parts[tab].rows.model
    return [model.cell(row, column).text for row in range(model.rowCount())]


def test_the_day_of_a_report_is_that_of_london(workspace: Workspace) -> None:
    a_report(workspace)
    (found,) = all_reports(workspace)
    half_past_midnight = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    (row,) = report_rows([replace(found, told_at=half_past_midnight)], {})
    assert row.cells[0].text == "2 Jul 2026"


def a_report(workspace: Workspace, what: str = "Shouting <b>again</b>") -> int:
    told_at = datetime(2026, 11, 19, 9, 20, tzinfo=UTC)
    return record_report(
        workspace,
        NewReport("A neighbour", "Tom Hale", ToldHow.CALL, what, told_at, address="2 Mill Court"),
    )


def test_a_report_is_written_down_and_taken_back(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, *register_pages()) as work:
        page = opened(work)
        assert page.parts["reports"].rows.list_pane.isVisible()
        press(work, page, "reports", "add_report")
        form = form_of(page)
        work.press(KEY.Key_S, CTRL)
        assert form.fields["what"].problem == "Write what is said to have happened."
        fill(
            form,
            what="Glass broken in the yard",
            told_by="A neighbour",
            address="2 Mill Court",
            postcode="QX4 1BR",
        )
        work.press(KEY.Key_S, CTRL)
        assert rows(page, "reports", 1) == ["Glass broken in the yard"]
        assert rows(page, "reports", 3) == ["2 Mill Court, QX4 1BR"]
        work.press(KEY.Key_Z, CTRL)
        assert rows(page, "reports", 1) == []


def test_a_report_is_read_whole_corrected_and_put_into_a_case(
    qtbot: QtBot, workspace: Workspace
) -> None:
    case = take_in_referral(workspace, new_referral()).case_id
    report = a_report(workspace)
    place = report_details(workspace, report, opening=False).place_id
    with at_work(qtbot, workspace, *register_pages()) as work:
        page = opened(work)
        part = page.parts["reports"]
        part.rows.table.setFocus()
        work.press(KEY.Key_Return)
        assert "Shouting <b>again</b>" in part.whole.toPlainText()
        assert "Told by: A neighbour" in part.whole.toPlainText()
        viewed = AuditFilter(action="report.viewed")
        assert len(audit_entries(workspace, viewed)) == 1
        press(work, page, "reports", "correct_report")
        fill(form_of(page), what="Shouting twice", reason="Misheard")
        work.press(KEY.Key_S, CTRL)
        assert rows(page, "reports", 1) == ["Shouting twice"]
        assert "What happened, before: Shouting <b>again</b> (corrected" in part.whole.toPlainText()
        assert report_details(workspace, report, opening=False).place_id == place
        work.press(KEY.Key_Z, CTRL)
        assert rows(page, "reports", 1) == ["Shouting <b>again</b>"]
        press(work, page, "reports", "attach_report")
        fill(form_of(page), case="M-2026-999")
        work.press(KEY.Key_S, CTRL)
        assert "no case of this reference" in form_of(page).fields["case"].problem
        fill(form_of(page), case="m-2026-001")
        work.press(KEY.Key_S, CTRL)
        assert [one.case_id for one in all_reports(workspace)] == [case]
        assert rows(page, "reports", 4) == ["M-2026-001"]
        work.press(KEY.Key_Z, CTRL)
        assert [one.case_id for one in all_reports(workspace)] == [None]


def test_a_register_entry_is_added_ended_corrected_and_in_error(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, *register_pages()) as work:
        page = opened(work, "entries")
        part = page.parts["entries"]
        press(work, page, "entries", "add_entry")
        assert work.frame.notices.past[-1] == "Choose the register first."
        assert work.focus() is part.narrowed
        assert part.narrowed is not None
        part.narrowed.set_value("guardcam")
        press(work, page, "entries", "add_entry")
        fill(form_of(page), quantity="two", place="2 Mill Court", why="asb")
        work.press(KEY.Key_S, CTRL)
        assert form_of(page).fields["quantity"].problem == "Enter a number, such as 3 or 12.5."
        for typed in ("12,5", "1,2345", "1,234,5", "nan", "1e5", "٣"):
            fill(form_of(page), quantity=typed)
            work.press(KEY.Key_S, CTRL)
            assert form_of(page).fields["quantity"].problem == "Enter a number, such as 3 or 12.5."
        fill(form_of(page), quantity="2")
        work.press(KEY.Key_S, CTRL)
        (entry,) = list_entries(workspace)
        assert (entry.quantity, entry.reason, entry.on_day) == (2, "asb", TODAY)
        part.rows.table.select_id(entry.id)
        press(work, page, "entries", "end_entry")
        fill(form_of(page), outcome="removed")
        work.press(KEY.Key_S, CTRL)
        assert rows(page, "entries", 5) == ["20 Nov 2026"]
        work.press(KEY.Key_Z, CTRL)
        assert rows(page, "entries", 5) == [""]
        part.rows.rare["entry_error"].trigger()
        fill(form_of(page), reason="Twice")
        work.press(KEY.Key_S, CTRL)
        assert list_entries(workspace) == []
        work.press(KEY.Key_Z, CTRL)
        assert [one.id for one in list_entries(workspace)] == [entry.id]
        part.narrowed.set_value("sanctuary")
        assert rows(page, "entries", 0) == []


def test_every_record_can_be_reached_however_many_there_are(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.REGISTERS) as change:
        oldest = set_entry(change, NewEntry("guardcam", date(2020, 1, 6), "9 Tŷ Melin"))
        for _turn in range(AT_ONCE):
            set_entry(change, NewEntry("guardcam", TODAY))
    with at_work(qtbot, workspace, *register_pages()) as work:
        page = opened(work, "entries")
        part = page.parts["entries"]
        assert (len(rows(page, "entries", 2)), part.newer.isEnabled()) == (AT_ONCE, False)
        part.older.setFocus()
        work.press(KEY.Key_Space)
        assert rows(page, "entries", 2) == ["9 Tŷ Melin"]
        assert part.more.text() == "Records 201 to 201 of 201, the latest first."
        assert (part.newer.isEnabled(), part.older.isEnabled()) == (True, False)
        assert work.focus() is part.rows.table
        mark_entry_in_error(workspace, oldest, "Twice")  # the last page is gone: the one before
        work.see(lambda: len(rows(page, "entries", 2)) == AT_ONCE)
        assert not part.paging.isVisible()
        take_back_entry_error(workspace, oldest)
        work.see(part.paging.isVisible)
        part.older.setFocus()
        work.press(KEY.Key_Space)
        assert part.narrowed is not None
        part.narrowed.set_value("guardcam")
        assert len(rows(page, "entries", 2)) == AT_ONCE


def test_what_was_corrected_is_read_with_its_field_and_in_words(workspace: Workspace) -> None:
    report = a_report(workspace)
    told = datetime(2026, 11, 19, 9, 20, tzinfo=UTC)
    new = NewReport(
        "A neighbour", "Tom Hale", ToldHow.VISIT, "Shouting <b>again</b>", told, address="1 Ty"
    )
    correct_report(workspace, report, new, "Misread")
    text = whole_text(workspace, "reports", report)
    assert "How it was told, before: by telephone (corrected" in text
    assert "Place, before: 2 Mill Court (corrected" in text

    entry = add_entry(workspace, NewEntry("guardcam", TODAY, reason="asb", quantity=2))
    day = date(2026, 11, 19)
    correct_entry(workspace, entry, NewEntry("guardcam", day, "1 Ty", reason="hate"), "Misread")
    text = whole_text(workspace, "entries", entry)
    for line in (
        "Day, before: 20 November 2026 (",
        "Number, before: 2 (",
        "Place, before: nothing (",
        "Why, before: ASB (",
    ):
        assert line in text

    first, second = list(series())[:2]
    figure = add_figure(workspace, NewFigure(first, TODAY, TODAY, 12))
    correct_figure(workspace, figure, NewFigure(second, day, TODAY, 13.5), "Misread")
    text = whole_text(workspace, "figures", figure)
    assert f"Series, before: {series()[first].title} (" in text
    assert "First day, before: 20 November 2026 (" in text
    assert "Figure, before: 12 (" in text


def test_words_that_were_imported_stay_when_something_else_is_corrected(
    qtbot: QtBot, workspace: Workspace
) -> None:
    entry = add_entry(workspace, NewEntry("guardcam", TODAY, reason="own words", quantity=0.123456))
    with at_work(qtbot, workspace, *register_pages()) as work:
        page = opened(work, "entries")
        page.parts["entries"].rows.table.select_id(entry)
        press(work, page, "entries", "correct_entry")
        fill(form_of(page), place="9 Tŷ Melin", reason="Left out")
        work.press(KEY.Key_S, CTRL)
        (held,) = list_entries(workspace)
        assert (held.reason, held.quantity, held.place) == ("own words", 0.123456, "9 Tŷ Melin")


def test_an_outside_figure_is_added_once_corrected_and_in_error(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, *register_pages()) as work:
        page = opened(work, "figures")
        part = page.parts["figures"]
        press(work, page, "figures", "add_figure")
        form = form_of(page)
        series_id = form.controls["series_id"].itemData(0)  # type: ignore[attr-defined]
        first, last = date(2026, 7, 1), date(2026, 9, 30)
        fill(form, from_on=first, to_on=last, value="12,412.5")
        work.press(KEY.Key_S, CTRL)
        assert form.fields["series_id"].problem == "Choose the series."
        fill(form, series_id=series_id)
        work.press(KEY.Key_S, CTRL)
        assert rows(page, "figures", 2) == ["1 Jul 2026 to 30 Sept 2026"]
        (figure,) = list_figures(workspace)
        assert figure.value == 12_412.5
        part.rows.table.select_id(figure.id)
        part.rows.rare["figure_error"].trigger()
        fill(form_of(page), reason="Wrong area")
        work.press(KEY.Key_S, CTRL)
        assert list_figures(workspace) == []
        again = add_figure(workspace, NewFigure(series_id, first, last, 13))
        work.frame.undo()  # the same days stand there by now
        assert [one.id for one in list_figures(workspace)] == [again]


@pytest.mark.parametrize("tab", TABS)
def test_a_form_left_half_typed_is_there_again(
    qtbot: QtBot, workspace: Workspace, tab: str
) -> None:
    a_report(workspace)
    add_entry(workspace, NewEntry("guardcam", TODAY))
    add_figure(workspace, NewFigure(next(iter(series())), TODAY, TODAY, 1))
    tools = {"reports": "correct_report", "entries": "correct_entry", "figures": "correct_figure"}
    with at_work(qtbot, workspace, *register_pages()) as work:
        page = opened(work, tab)
        page.parts[tab].rows.table.select_id(1)
        press(work, page, tab, tools[tab])
        fill(form_of(page), reason="Mishea")
        work.press(KEY.Key_1, CTRL)
    with at_work(qtbot, workspace, *register_pages()) as work:
        work.frame.open_page("registers")
        again = work.frame.page
        assert isinstance(again, RegistersPage)
        assert form_of(again).values()["reason"] == "Mishea"
