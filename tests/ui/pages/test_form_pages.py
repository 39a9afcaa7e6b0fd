"""What holds for every form: names for all, unique Alt letters, room at 200 % text."""

from collections import Counter
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from casedesk.cases.service import take_in_referral
from casedesk.errors import CaseDeskError
from casedesk.overviews.service import case_page
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of
from tests.ui.pages.window_at_work import AtWork, at_work
from ui.page import PageEntry
from ui.pages.cases.case_sheet_kinds import SHEETS
from ui.pages.cases.case_sheets import CaseSheets
from ui.pages.contacts.contact_note_page import ContactNotePage
from ui.pages.parts.plain_form import Done, PlainForm, Sheet, Values
from ui.pages.referrals.intake_page import IntakePage
from ui.pages.risk.risk_form_page import RiskFormPage
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.notice_strip import NoticeStrip

PAGES = {"intake": IntakePage, "contact_note": ContactNotePage, "risk_form": RiskFormPage}
ENTRIES = [PageEntry(one, lambda: "Page", made, on_rail=False) for one, made in PAGES.items()]
INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton)


def opened(work: AtWork, workspace: Workspace, page_id: str) -> QWidget:
    """Open a page with much on it."""
    case_id = take_in_referral(workspace, new_referral()).case_id
    records = {"intake": None, "contact_note": case_id, "risk_form": (case_id, None, None)}
    work.frame.open_page(page_id, records[page_id])
    page = work.frame.page
    assert page is not None
    if isinstance(page, IntakePage):
        sian, gareth = people_of(workspace, case_id)
        page.form.subject.entry.fields.name_box.setText("Siân Morgan")
        page.form.subject.entry.look_now()
        other = page.form.others.add_person()
        other.role.set_value("person_causing_harm")
        other.entry.use(gareth)
        page.form.others.add_person().entry.use(sian)
        page.form.criteria.lines["escalation"].tick.setChecked(True)
    return page


@pytest.mark.parametrize("page_id", PAGES)
def test_every_input_has_a_name(qtbot: QtBot, workspace: Workspace, page_id: str) -> None:
    with at_work(qtbot, workspace, *ENTRIES) as work:
        page = opened(work, workspace, page_id)
        for part in page.findChildren(QWidget):
            if isinstance(part, INPUTS) and not isinstance(part.parentWidget(), QComboBox):
                named = QAccessible.queryAccessibleInterface(part)
                assert named.text(QAccessible.Text.Name), part


@pytest.mark.parametrize("page_id", PAGES)
def test_alt_letters_are_unique_menus_included(
    qtbot: QtBot, workspace: Workspace, page_id: str
) -> None:
    with at_work(qtbot, workspace, *ENTRIES) as work:
        page = opened(work, workspace, page_id)
        texts = [one.text() for one in page.findChildren(QAbstractButton)]
        texts += [one.text() for one in page.findChildren(QLabel) if one.buddy() is not None]
        texts += [action.text() for action in work.window.menuBar().actions()]
        letters = Counter(
            text.replace("&&", "").partition("&")[2][:1].casefold()
            for text in texts
            if "&" in text.replace("&&", "")
        )
        assert letters
        assert {letter: n for letter, n in letters.items() if n > 1} == {}


@pytest.mark.parametrize("page_id", PAGES)
def test_nothing_is_wider_than_the_smallest_window_at_200_per_cent(
    qtbot: QtBot, workspace: Workspace, page_id: str
) -> None:
    with at_work(qtbot, workspace, *ENTRIES) as work:
        work.window.resize(1024, 640)
        work.window.set_text_percent(200)
        page = opened(work, workspace, page_id)
        qtbot.wait(1)
        assert isinstance(page, IntakePage | ContactNotePage | RiskFormPage)
        inside = page.scroll_area.widget()
        assert inside.minimumSizeHint().width() <= page.scroll_area.viewport().width()
        work.window.set_text_percent(100)


def test_only_the_last_change_offers_undo(qtbot: QtBot, workspace: Workspace) -> None:
    undone: list[str] = []
    with at_work(qtbot, workspace, *ENTRIES) as work:
        work.frame.show_notice("First saved", undo=lambda: undone.append("first"))
        work.frame.show_notice("Second saved", undo=lambda: undone.append("second"))
        strips = work.frame.notices.findChildren(NoticeStrip)
        (shown,) = [strip for strip in strips if not strip.isHidden()]
        shown.buttons[0].click()
        assert undone == ["second"]


def lists_typed_into(form: QWidget) -> Iterator[ChoiceBox]:
    """Give every list of a form in turn, with something typed that is none of it."""
    for box in form.findChildren(ChoiceBox):
        if box.isEditable() and box.isVisibleTo(form):
            kept = box.value()
            box.setEditText("Nobody of that name")
            yield box
            box.set_value(kept)


@pytest.mark.parametrize("page_id", PAGES)
def test_a_choice_that_is_none_of_the_list_is_never_saved_as_nothing(
    qtbot: QtBot, workspace: Workspace, page_id: str
) -> None:
    with at_work(qtbot, workspace, *ENTRIES) as work:
        page = opened(work, workspace, page_id)
        assert isinstance(page, IntakePage | ContactNotePage | RiskFormPage)
        asked = 0
        for box in lists_typed_into(page):
            page.save()
            texts = [one.text() for one in page.errors.buttons]
            assert any("is none of the list" in text for text in texts), box.accessibleName()
            asked += 1
        assert asked or page_id == "contact_note"  # it has no such list
        assert work.frame.page is page


def sheets_of(workspace: Workspace, case_id: int) -> Iterator[tuple[str, Sheet]]:
    """Give every form of a case that this case has something for."""
    sheets = CaseSheets(workspace)
    sheets.page = case_page(workspace, case_id, opening=False)
    for kind in SHEETS:
        try:
            yield kind, sheets.sheet(kind, 1)
        except (CaseDeskError, ValueError, AttributeError):
            continue  # it is for a record of another kind


def never(_values: Values) -> Done:
    raise AssertionError("it was saved")


def test_nor_in_any_plain_form_of_a_case(qtbot: QtBot, workspace: Workspace) -> None:
    case_id = take_in_referral(workspace, new_referral()).case_id
    with at_work(qtbot, workspace, *ENTRIES) as work:
        seen = set()
        for kind, sheet in sheets_of(workspace, case_id):
            form = PlainForm(replace(sheet, act=never), work.frame)
            qtbot.addWidget(form)
            for _box in lists_typed_into(form):
                form.save()
                assert any("is none of the list" in one.text() for one in form.errors.buttons), kind
                seen.add(kind)
        assert {"correct_referral", "correct_case"} <= seen


def test_the_buttons_of_a_form_go_one_below_the_other_where_it_is_narrow(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, *ENTRIES) as work:
        form = PlainForm(Sheet("Place", (), "Mark as recorded in error", never), work.frame)
        qtbot.addWidget(form)
        form.resize(form.minimumSizeHint().width(), 300)
        form.show()
        qtbot.waitExposed(form)
        save, cancel = form.save_button, form.cancel_button
        assert form.width() < save.sizeHint().width() + cancel.sizeHint().width()
        assert cancel.y() >= save.geometry().bottom()
        form.resize(600, 300)
        qtbot.waitUntil(lambda: cancel.y() == save.y())
