"""Help and an empty state on every page; "Saved" is said after the commit, never before."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casedesk.cases.service import take_in_referral
from casedesk.errors import CaseDeskError
from casedesk.referrals.tables import ReferralRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.ui.every_page.names import can_have_focus
from tests.ui.every_page.walk import Look, in_sight, inside, opened, records_of, rest, window_in
from ui.field_help import facts_of
from ui.frame import Frame
from ui.main_window import FIRST_SIZE
from ui.pages.cases.case_page import CasePage
from ui.pages.parts.plain_form import FormHost
from ui.pages.referrals.intake_page import IntakePage
from ui.widgets.paged_table import PagedTable

FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QRadioButton, QPushButton)
FORMS = ("intake", "risk_form", "contact_note", "plan_meeting", "meeting", "power", "document")
WORDS = 20  # letters: a sentence, not a heading


def test_f1_knows_every_control_of_every_page(qapp: QApplication, practice: Workspace) -> None:
    silent: dict[str, list[str]] = {}
    with window_in(qapp, Look(size=FIRST_SIZE)) as window:
        frame, records = opened(window, practice), records_of(practice)
        for page_id in frame.entries:
            frame.open_page(page_id, records.get(page_id))
            rest()
            assert frame.page is not None
            stops = [one for one in in_sight(frame.page, QWidget) if can_have_focus(one)]
            if none := [type(one).__name__ for one in stops if facts_of(one) is None]:
                silent[page_id] = none
    assert silent == {}


def test_f1_has_a_word_of_help_for_each_field_of_the_forms(
    qapp: QApplication, practice: Workspace
) -> None:
    """A user who asks about a field is told what to enter, not that nothing is written."""
    silent: dict[str, set[str]] = {}
    with window_in(qapp, Look(size=FIRST_SIZE)) as window:
        frame = opened(window, practice)
        for view in forms_of(frame, practice):
            assert frame.page is not None
            for name in without_help(frame.page):
                silent.setdefault(name, set()).add(view)
    assert silent == {}


def without_help(page: QWidget) -> Iterator[str]:
    """Give each field in sight of which F1 knows the name alone."""
    for one in in_sight(page, *FIELDS):
        facts = facts_of(one) if is_field(one) else None
        if facts is not None and not (facts.told or facts.defined):
            yield facts.name


def is_field(one: QWidget) -> bool:
    """Tell whether something is entered here; buttons that only act are none."""
    choice = not isinstance(one, QPushButton) or one.property("segment") is not None
    return can_have_focus(one) and choice


def forms_of(frame: Frame, workspace: Workspace) -> Iterator[str]:
    """Show the forms that practitioners fill in most, and each form on their pages."""
    records = records_of(workspace)
    for page_id in FORMS:
        frame.open_page(page_id, records.get(page_id))
        rest()
        page = frame.page
        assert page is not None
        if isinstance(page, IntakePage):
            page.form.others.add_button.click()
            rest()
        yield page_id
        if page_id in {"meeting", "power"}:
            yield from inside(frame, page, page_id, forms=True)
    frame.open_page("case", records["case"])
    assert isinstance(frame.page, CasePage)
    with workspace.reading(Permission.READ_RECORDS) as session:
        of_case = ReferralRow.case_id == records["case"]
        referral = session.scalars(select(ReferralRow.id).where(of_case)).first()
    for kind, record in (("add_intervention", None), ("correct_referral", referral)):
        frame.page.open_form(kind, record)
        rest()
        assert any(one.form is not None for one in in_sight(frame.page, FormHost))
        yield f"case, {kind}"


def test_an_empty_file_has_no_bare_page(qapp: QApplication, workspace: Workspace) -> None:
    bare: dict[str, str] = {}
    with window_in(qapp, Look(size=FIRST_SIZE)) as window:
        frame = opened(window, workspace)
        for page_id in frame.entries:
            frame.open_page(page_id)
            rest()
            assert frame.page is not None
            for table in in_sight(frame.page, PagedTable):
                if not table.model().rowCount():
                    bare[page_id] = f"{table.accessibleName()}: a table without a row or a word"
            told = [one.text() for one in in_sight(frame.page, QLabel, QPushButton)]
            if not any(len(text) >= WORDS for text in told) and len(told) < 4:
                bare[page_id] = f"nothing says what would be here: {told}"
    assert bare == {}


@contextmanager
def refused_at_the_end(workspace: Workspace) -> Iterator[None]:
    """Let every row be written, and refuse the commit alone."""
    nobody = "person_id INTEGER REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED"
    with workspace.engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE late ({nobody})"))
        into_late = "BEGIN INSERT INTO late VALUES (99); END"
        connection.execute(text(f"CREATE TRIGGER too_late AFTER INSERT ON audit {into_late}"))
    yield
    with workspace.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER too_late"))


def test_saved_is_said_after_the_commit_only(qapp: QApplication, workspace: Workspace) -> None:
    with window_in(qapp, Look(size=FIRST_SIZE)) as window:
        frame = opened(window, workspace)
        rest()
        assert not frame.status.saved.isVisible()
        assert window.bus is not None
        told = QSignalSpy(window.bus.changed)
        with refused_at_the_end(workspace):
            with pytest.raises((CaseDeskError, IntegrityError)):
                take_in_referral(workspace, new_referral())
            assert told.count() == 0
            assert not frame.status.saved.isVisible()
        take_in_referral(workspace, new_referral())
        assert told.count() == 1
        assert frame.status.saved.text() == "Saved 10:42:00"
