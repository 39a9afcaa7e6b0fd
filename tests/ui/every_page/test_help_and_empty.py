"""Help and an empty state on every page; "Saved" is said after the commit, never before."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from casedesk.cases.service import take_in_referral
from casedesk.errors import StorageError
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.ui.every_page.names import can_have_focus
from tests.ui.every_page.walk import Look, in_sight, opened, records_of, rest, window_in
from ui.field_help import facts_of
from ui.main_window import FIRST_SIZE
from ui.widgets.paged_table import PagedTable

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
def no_room(workspace: Workspace) -> Iterator[None]:
    """Let no change be committed."""

    def full(*_given: Any, **_named: Any) -> None:
        raise StorageError("There is no room left. Free some space and save again.")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workspace, "changing", full)
        yield


def test_saved_is_said_after_the_commit_only(qapp: QApplication, workspace: Workspace) -> None:
    with window_in(qapp, Look(size=FIRST_SIZE)) as window:
        frame = opened(window, workspace)
        rest()
        assert not frame.status.saved.isVisible()
        with no_room(workspace), pytest.raises(StorageError):
            take_in_referral(workspace, new_referral())
        assert not frame.status.saved.isVisible()
        assert window.bus is not None
        told = QSignalSpy(window.bus.changed)
        take_in_referral(workspace, new_referral())
        assert told.count() == 1
        assert frame.status.saved.text() == "Saved 10:42:00"
