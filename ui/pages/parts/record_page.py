"""The page of one record: what is known of it, and a form that opens in its place."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from casedesk.errors import CaseDeskError, NotFoundError
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import say_done, show_error
from ui.page import Navigator, Page
from ui.pages.parts.draft_keeper import DraftKeeper
from ui.pages.parts.plain_form import Done, FormHost, Sheet
from ui.theme.units import space
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.empty_state import EmptyState
from ui.widgets.showing import focus_back, set_shown

_FORM_HEIGHT = 420
NARROW_BELOW = 640  # one column below it
View = TypeVar("View")


class RecordPage(Page, Generic[View]):
    """Base of the pages of a person, a place, a case, a use of a power and a meeting.

    A page puts what it shows into `whole`, and says in `read` and `show_record` what that is. A
    form takes the place of `behind`; a page with panes of its own says in `show_form` where it
    stands. A record that is gone leaves a sentence and the way back.
    """

    kind = ""  # names the drafts: "person"
    is_form = False

    def __init__(
        self,
        workspace: Workspace,
        bus: ChangeBus,
        navigator: Navigator,
        gone: EmptyState,
        back_to: str,
    ) -> None:
        """Make the parts; `gone`, which leads to a page, is shown once the record is not there."""
        super().__init__(workspace, bus, navigator)
        self.record_id: int | None = None
        self.view: View | None = None
        self._seen = False
        self._before: QWidget | None = None
        self._place = 0  # how far the page was scrolled when a form opened
        self.host = FormHost(self.sheet, navigator, least=_FORM_HEIGHT)
        self.host.opened.connect(self._on_form_opened)
        self.host.closed.connect(self._on_form_closed)
        self._autosave = AutosaveForm({"form": self.host}, self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, self.kind)
        self.heading.add_right(self._drafts.state)
        self.gone = gone
        self.gone.acted.connect(partial(navigator.open_page, back_to))
        self.whole, self.behind = QWidget(), QWidget()
        self.body.addWidget(self.whole, 1)
        self.body.addWidget(self.gone, 1)
        set_shown(self.gone, False)

    def place_facts(self, *facts: QWidget) -> QWidget:
        """Return the facts one below the other; a form stands there while it is open."""
        side = QWidget()
        around, column = QVBoxLayout(side), QVBoxLayout(self.behind)
        space(around, gap=0)
        space(column, gap=16)
        for part in facts:
            column.addWidget(part)
        column.addStretch(1)
        around.addWidget(self.behind)
        around.addWidget(self.host, 1)
        set_shown(self.host, False)
        return side

    def _fill_menu(self, menu: QMenu, acts: Iterable[tuple[str, str, Any]]) -> None:
        """Put into a menu what opens a form: its kind, the text, its record."""
        menu.clear()
        for kind, text, record in acts:
            menu.addAction(text).triggered.connect(partial(self._on_menu, kind, record))

    # -- what a page says --

    def read(self, record_id: int, *, opening: bool) -> View:
        """Ask the service for the record.

        Raises:
            NotFoundError: it is no longer there.
        """
        raise NotImplementedError

    def show_record(self, view: View) -> None:
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

    def show_form(self, shown: bool) -> None:
        """Show the form in place of what is behind it, or that again."""
        set_shown(self.host, shown)
        set_shown(self.behind, not shown)

    def _forget(self) -> None:
        """Take away the record and what is half typed: another one is going to be shown."""
        self.view = None
        self.host.forget()
        self.scroll_area.verticalScrollBar().setValue(0)
        self.show_form(False)

    def _bring_back(self) -> None:
        """Bring back what was half typed of the record that was just opened."""
        self._drafts.bring_back(self._autosave.restore)

    def _keep_draft(self) -> None:
        """Forget the draft of the form that was closed."""
        self._drafts.discard()

    # -- what the frame asks --

    def open_record(self, record: Any) -> None:
        """Show a record; opening it leaves an audit entry."""
        if record != self.record_id:
            self._autosave.save_now()
            self._forget()
            self._autosave.saved()
            self.record_id, self._drafts.name = record, f"{self.kind}-{record}"
            self._load(opening=True)
            if self.view is not None:
                self._bring_back()
        else:
            self._load(opening=True)

    def refresh(self) -> None:
        if self._seen or self.view is None:  # opened just now, it was read already
            self._load(opening=False)

    def draft(self) -> AutosaveForm:
        return self._autosave

    def first_focus(self) -> QWidget:
        return self._drafts.focused() or self._present_part()

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
        """Read the record anew and show it, or that it is gone."""
        if self.record_id is None:
            return
        self.is_up_to_date()
        try:
            self.view = self.read(self.record_id, opening=opening)
        except NotFoundError:
            self.view = None
        except CaseDeskError as error:
            show_error(self.navigator, error)
            set_shown(self.whole, self.view is not None)
            return
        set_shown(self.whole, self.view is not None)
        set_shown(self.gone, self.view is None)
        self.show_acts(self.view is not None)
        self.heading.clear_left()
        if self.view is not None:
            self.show_record(self.view)
        else:
            self.heading.set_subtitle("")
        self.title_changed.emit()

    def _present_part(self) -> QWidget:
        """Return what has the work: the open form, the record, or the way back."""
        if self.view is None:
            return self.gone.button or self.gone
        return self.main_part() if self.host.form is None else self.host.form.first_control()

    # -- the form --

    def open_form(self, kind: str, record: Any = None) -> None:
        """Open a form of this record."""
        if self.view is not None:
            self._before = QApplication.focusWidget()
            self.host.open_form(kind, record)

    def _focus_back(self) -> None:
        """Give the focus to what had it before the form."""
        before, self._before = self._before, None
        focus_back(before, self._present_part())

    def _on_menu(self, kind: str, record: Any, _checked: bool = False) -> None:
        self.open_form(kind, record)

    @Slot()
    def _on_form_opened(self) -> None:
        bar = self.scroll_area.verticalScrollBar()
        self._place = bar.value()
        self.show_form(True)
        bar.setValue(0)

    @Slot(object)
    def _on_form_closed(self, done: Done | None) -> None:
        self.show_form(False)
        QApplication.sendPostedEvents(self.body.parent(), QEvent.Type.LayoutRequest)
        self.scroll_area.verticalScrollBar().setValue(self._place)
        self._focus_back()
        self._keep_draft()
        if done is not None:
            say_done(self.navigator, *done)
