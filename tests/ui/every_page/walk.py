"""Leads a window to everything it can show: pages, tabs, looks, forms, panels, gates.

What is there is found in the window itself, so that a page added tomorrow is walked as well.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from msgspec import Struct
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from casedesk.arrivals.service import bring_in, waiting_drafts
from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes, attachments_of
from casedesk.cases.case_list import case_ids
from casedesk.cases.model import CaseFilter
from casedesk.contacts.model import ContactKind, NewContactNote
from casedesk.contacts.service import add_note
from casedesk.i18n import use_language
from casedesk.interventions.model import InterventionFilter
from casedesk.interventions.power_list import intervention_ids
from casedesk.meetings.meeting_list import meeting_ids
from casedesk.meetings.model import MeetingStatus
from casedesk.progress import Unwatched
from casedesk.settings import Settings
from casedesk.workspace.workspace import Workspace
from tests.builders import notes_of, people_of
from ui.frame import Frame
from ui.main_window import SMALLEST_SIZE, MainWindow
from ui.navigation import entries
from ui.page import Page
from ui.pages.actions.actions_list import ActionBar
from ui.pages.admin.admin_letters import LetterheadCard
from ui.pages.admin.admin_marking import MarkingCard
from ui.pages.admin.admin_tabs import OrganisationTab
from ui.pages.arrivals.arrival_values import first_draft
from ui.pages.documents.document_barred import BarredCard
from ui.pages.parts.list_tab import ListTab
from ui.pages.parts.plain_form import FormHost
from ui.pages.people.person_notes import PersonNotes
from ui.pages.workspace.first_run_page import FirstRunPage
from ui.pages.workspace.practice_page import PracticePage
from ui.pages.workspace.unlock_page import UnlockPage
from ui.theme.theme import apply_theme
from ui.widgets.list_card import ListCard
from ui.widgets.paged_table import PagedTable
from ui.widgets.segmented import Segmented
from ui.workers.background_task import work_is_running

PATIENCE_S = 20.0
PAUSE_MS = 280  # longer than a search waits after the last key
OF_THE_WINDOW = {"settings"}  # its choices change the look of the whole window
LETTER = """From: Owen Tate <owen.tate@police.example>
To: Safety Partnership <csp@riverside.example>
Subject: Referral
Date: Thu, 12 Nov 2026 09:30:00 +0000

Threats at the door of 12 Mill Court, twice this week.
"""
# Words of a button or a line of a menu, what it does, whether it stands in the heading of the page.
Act: TypeAlias = tuple[str, Callable[[], None], bool]
GATES: dict[str, Callable[[], QWidget]] = {
    "unlock": lambda: UnlockPage(Settings()),
    "first run": FirstRunPage,
    "practice": PracticePage,
}


class Look(Struct, frozen=True):
    """How the window is looked at."""

    theme: str = "light"
    percent: int = 100
    language: str = "en"
    size: tuple[int, int] = SMALLEST_SIZE

    def __str__(self) -> str:
        return f"{self.theme}-{self.percent}-{self.language}"


@contextmanager
def no_file_dialogs() -> Iterator[None]:
    """Answer every dialog of the system with Cancel."""
    with pytest.MonkeyPatch.context() as patch:
        nothing = {"getOpenFileName": ("", ""), "getSaveFileName": ("", ""),
                   "getOpenFileNames": ([], ""), "getExistingDirectory": ""}  # fmt: skip
        for name, answer in nothing.items():
            patch.setattr(QFileDialog, name, staticmethod(lambda *_a, _r=answer, **_k: _r))
        rejected = QPrintDialog.DialogCode.Rejected
        patch.setattr(QPrintDialog, "exec", lambda *_a: rejected)
        yield


@contextmanager
def window_in(app: QApplication, look: Look) -> Iterator[MainWindow]:
    """Open an empty window in a look; afterwards all is in English and light again."""
    use_language(look.language)
    apply_theme(app, look.theme, look.percent)
    settings = Settings(theme=look.theme, text_percent=look.percent, language=look.language)
    window = MainWindow(app, settings, lambda _settings: None)
    window.resize(*look.size)
    window.show()
    window.activateWindow()
    rest()
    try:
        yield window
    finally:
        rest()
        window.close_workspace()
        window.close()
        window.deleteLater()
        use_language("en")
        apply_theme(app, "light")


def rest() -> None:
    """Let the window come to rest: work in the background ends, layouts settle."""
    end = time.monotonic() + PATIENCE_S
    while work_is_running() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.002)
    for _turn in range(4):  # a turn may make room for the next
        QApplication.processEvents()


def records_of(workspace: Workspace) -> dict[str, object]:
    """Return for each page of a record one with much on it."""
    case_id = int(case_ids(workspace, CaseFilter(forum_id="marac", repeat=True))[0])
    running = InterventionFilter(power_id="closure_notice", clocks_running=True)
    person = people_of(workspace, case_id)[0]
    if not notes_of(workspace, person_id=person, case_id=None):
        add_note(workspace, NewContactNote(ContactKind.CALL, "Rang.", person_id=person))
    return {
        "case": case_id,
        "person": person,
        "person_join": person,
        "place": 1,
        "document": ("case", case_id),
        "risk_form": (case_id, "dash_safelives", None),
        "power": int(intervention_ids(workspace, running)[0]),
        "meeting": meeting_ids(workspace, MeetingStatus.PLANNED, "marac")[0],
        "new_action": case_id,
        "contact_note": case_id,
        "arrived": arrived_draft(workspace),
        "attachment": a_file(workspace, case_id),
    }


def a_file(workspace: Workspace, case_id: int) -> int:
    """Return a file kept with a case."""
    owner = Owner(case_id)
    kept = [one.id for one in attachments_of(workspace, owner) if one.name == "letter.eml"]
    return kept[0] if kept else add_bytes(workspace, owner, "letter.eml", LETTER.encode())


def arrived_draft(workspace: Workspace) -> str:
    """Return a draft referral that was made of a file that arrived."""
    waiting = waiting_drafts(workspace)
    if waiting:
        return waiting[0].draft
    with TemporaryDirectory() as folder:
        file = Path(folder, "letter.eml")
        file.write_text(LETTER, encoding="utf-8")
        made = bring_in(workspace, [file], first_draft, Unwatched())
    return made[0].draft


def opened(window: MainWindow, workspace: Workspace) -> Frame:
    """Open the file in the window, with every page; windows before it hear nothing any more."""
    workspace.listeners.clear()
    return window.open_workspace(workspace, entries(lambda _wanted: None, window))


def gates(window: MainWindow) -> Iterator[str]:
    """Show what stands before a file; each step of the first run too."""
    for name, build in GATES.items():
        gate = build()
        window.show_gate(gate)
        rest()
        yield name
        if isinstance(gate, FirstRunPage):
            for number in range(len(gate.steps)):
                gate._show_step(number)
                rest()
                yield f"{name} step {number + 1}"


def views(frame: Frame, workspace: Workspace, *, forms: bool = True) -> Iterator[str]:
    """Show every page and, one after the other, what each can show."""
    records = records_of(workspace)
    for page_id in frame.entries:
        frame.open_page(page_id, records.get(page_id))
        rest()
        page = frame.page
        assert page is not None
        yield page_id
        yield from inside(frame, page, page_id, forms=forms)


def inside(frame: Frame, page: Page, name: str, *, forms: bool) -> Iterator[str]:
    """Show the tabs of a page, its looks, and what its menus and its lists open."""
    known: set[str] = set()  # menus of the heading are the same on every tab
    for tabs in in_sight(page, QTabBar):
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            rest()
            yield f"{name}, {tabs.tabText(place)}"
            if forms:
                yield from _forms(frame, page, f"{name}, {tabs.tabText(place)}", known)
        tabs.setCurrentIndex(0)
    for looks in in_sight(page, Segmented):
        if looks._group.exclusive() and name not in OF_THE_WINDOW:
            before = looks.value()
            for value in looks.buttons:
                if isValid(looks) and looks.isVisible():
                    looks.set_value(value)
                    rest()
                    yield f"{name}, {value}"
            if isValid(looks):
                looks.set_value(before)
    if forms and not in_sight(page, QTabBar):
        yield from _forms(frame, page, name, known)
    yield from _found(page, name)


def _found(page: Page, name: str) -> Iterator[str]:
    """Search on a page that finds nothing before something is typed."""
    box = page.search_box()
    if isinstance(box, QLineEdit):
        box.setText("mor")
        QTest.qWait(PAUSE_MS)
        rest()
        yield f"{name}, found"
        box.clear()


def _forms(frame: Frame, page: Page, name: str, known: set[str]) -> Iterator[str]:
    """Open, one after the other, each form to which a menu or a list leads."""
    for table in in_sight(page, PagedTable):
        if table.model().rowCount():  # the first is often one that others lean on
            table.setCurrentIndex(table.model().index(table.model().rowCount() - 1, 0))
    for text, act, heads in [*_acts_of_menus(page), *_acts_of_lists(page)]:
        key = text if heads else f"{name}: {text}"
        if key in known:
            continue
        known.add(key)
        act()
        rest()
        hosts = [one for one in in_sight(page, FormHost) if one.form is not None]
        if hosts:
            yield f"{name}: {text}"
            for host in hosts:
                host.close_form()
        if frame.page is not page:
            frame.back()
        frame.notices.clear()
        rest()


def _acts_of_menus(page: Page) -> Iterator[Act]:
    for made in in_sight(page, QPushButton):
        menu = made.menu()
        texts = [one.text() for one in menu.actions()] if menu is not None else []
        for text in texts:
            yield text, partial(_trigger, made, text), page.heading.isAncestorOf(made)


def _trigger(made: QPushButton, text: str) -> None:
    """Choose a line of a menu; menus are filled anew, so it is looked for now."""
    if not isValid(made) or not made.isVisible():
        return
    for action in made.menu().actions():
        if action.text() == text and action.isEnabled():
            action.trigger()
            return


def _acts_of_lists(page: Page) -> Iterator[Act]:
    for part in in_sight(page, ListTab, ListCard, PersonNotes, ActionBar, LetterheadCard):
        for text, made in getattr(part, "buttons", {}).items():
            yield made.accessibleName() or text, partial(_click, made), False
    for card in in_sight(page, OrganisationTab, MarkingCard):
        yield card.button.text(), partial(_click, card.button), False
    for barred in in_sight(page, BarredCard):
        yield barred.add_button.text(), partial(_click, barred.add_button), False


def _click(made: QPushButton) -> None:
    if isValid(made) and made.isVisible() and made.isEnabled():
        made.click()


def in_sight(above: QWidget, *kinds: type[QWidget]) -> list:  # type: ignore[type-arg]
    """Return the parts of these kinds that are in sight, in the order in which they were made.

    What is hidden is not looked into: a window holds some thousand parts that nobody sees.
    """
    found: list[QWidget] = []
    for child in above.children():
        if isinstance(child, QWidget) and child.isVisible():
            if isinstance(child, kinds):
                found.append(child)
            found += in_sight(child, *kinds)
    return found
