"""The page of one record: its facts and lists, and a form that opens in place of the facts."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from casedesk.errors import CaseDeskError, NotFoundError
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import show_error
from ui.page import Navigator, Page
from ui.pages.draft_keeper import DraftKeeper
from ui.pages.plain_form import Done, FormHost, Sheet
from ui.theme.units import at_least, space
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_strip import Tone
from ui.widgets.showing import set_shown

_FORM_HEIGHT = 420
NARROW_BELOW = 680  # one column below it


class RecordPage(Page):
    """Base of a person's and a place's page.

    A page gives its facts to `place_facts`, puts what that returns into `whole`, and says in `read`
    and `show_record` what is shown. A record that is gone leaves a sentence and the way back.
    """

    kind = ""  # names the drafts: "person"

    def __init__(
        self, workspace: Workspace, bus: ChangeBus, navigator: Navigator, gone: EmptyState
    ) -> None:
        """Make the parts; `gone` is shown instead once the record is no longer there."""
        super().__init__(workspace, bus, navigator)
        self.record_id: int | None = None
        self.is_there = False
        self._seen = False
        self._before: QWidget | None = None
        self.host = FormHost(self.sheet, navigator)
        at_least(self.host, height=_FORM_HEIGHT)
        self.host.opened.connect(self._on_form_opened)
        self.host.closed.connect(self._on_form_closed)
        self._autosave = AutosaveForm({"form": self.host}, self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, self.kind)
        self.heading.add_right(self._drafts.state)
        self.gone = gone
        self.gone.acted.connect(partial(navigator.open_page, "people"))
        self.whole, self._facts = QWidget(), QWidget()
        self.body.addWidget(self.whole, 1)
        self.body.addWidget(self.gone, 1)
        set_shown(self.gone, False)

    def place_facts(self, *facts: QWidget) -> QWidget:
        """Return the facts one below the other; a form stands there while it is open."""
        side = QWidget()
        around, column = QVBoxLayout(side), QVBoxLayout(self._facts)
        space(around, gap=0)
        space(column, gap=16)
        for part in facts:
            column.addWidget(part)
        column.addStretch(1)
        around.addWidget(self._facts)
        around.addWidget(self.host, 1)
        set_shown(self.host, False)
        return side

    # -- what a page says --

    def read(self, record_id: int, *, opening: bool) -> None:
        """Ask the service for the record.

        Raises:
            NotFoundError: it is no longer there.
        """
        raise NotImplementedError

    def show_record(self) -> None:
        """Show what `read` gave."""
        raise NotImplementedError

    def show_acts(self, shown: bool) -> None:
        """Show the buttons of the heading, or hide them where there is no record."""

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form of a kind.

        Raises:
            NotFoundError: what it is for is no longer there.
        """
        raise NotImplementedError

    def main_part(self) -> QWidget:
        """Return what gets the focus when the page is opened."""
        raise NotImplementedError

    # -- what the frame asks --

    def open_record(self, record: Any) -> None:
        """Show a record; opening it leaves an audit entry."""
        if record != self.record_id:
            self._autosave.save_now()
            self.host.forget()
            self._show_form(False)
            self._autosave.saved()
            self.record_id, self._drafts.name = record, f"{self.kind}-{record}"
            self._load(opening=True)
            if self.is_there:
                self._drafts.bring_back(self._autosave.restore)
        else:
            self._load(opening=True)

    def refresh(self) -> None:
        if self._seen or not self.is_there:  # opened just now, it was read already
            self._load(opening=False)

    def draft(self) -> AutosaveForm:
        return self._autosave

    def first_focus(self) -> QWidget:
        focused = self._drafts.focused()
        return focused if focused is not None else self._present_part()

    def panes(self) -> list[QWidget]:
        return [self._present_part()]

    def save(self) -> bool:
        """Save the open form."""
        if self.host.form is None:
            return False
        self.host.form.save()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        self._seen = True
        super().showEvent(event)

    # -- showing --

    def _load(self, *, opening: bool) -> None:
        self.is_up_to_date()
        try:
            if self.record_id is None:
                raise NotFoundError("")
            self.read(self.record_id, opening=opening)
            self.is_there = True
        except NotFoundError:
            self.is_there = False
        set_shown(self.whole, self.is_there)
        set_shown(self.gone, not self.is_there)
        self.show_acts(self.is_there)
        if self.is_there:
            self.show_record()
        else:
            self.heading.set_subtitle("")
        self.title_changed.emit()

    def _present_part(self) -> QWidget:
        if not self.is_there:
            return self.gone.button or self.gone
        return self.main_part() if self.host.form is None else self.host.form.first_control()

    # -- the form --

    def open_form(self, kind: str, record: Any = None) -> None:
        """Open a form in place of the facts."""
        if self.is_there:
            self._before = QApplication.focusWidget()
            self.host.open_form(kind, record)

    def _on_menu(self, kind: str, _checked: bool = False) -> None:
        self.open_form(kind)

    @Slot()
    def _on_form_opened(self) -> None:
        self._show_form(True)
        self.scroll_area.verticalScrollBar().setValue(0)

    @Slot(object)
    def _on_form_closed(self, done: Done | None) -> None:
        self._show_form(False)
        before, self._before = self._before, None
        fits = before is not None and isValid(before) and before.isVisible() and before.isEnabled()
        (before if fits and before is not None else self._present_part()).setFocus()
        self._drafts.discard()
        if done is not None:
            undo = None if done.undo is None else partial(self._take_back, done)
            self.navigator.show_notice(done.text, tone=Tone.GOOD, undo=undo)

    def _show_form(self, shown: bool) -> None:
        set_shown(self.host, shown)
        set_shown(self._facts, not shown)

    def _take_back(self, done: Done) -> None:
        try:
            if done.undo is not None:
                done.undo()
        except CaseDeskError as error:
            show_error(self.navigator, error)
