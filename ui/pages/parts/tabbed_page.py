"""A page of tabs, each made of a list or a few fields; a form opens in place of the tab."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import say_done
from ui.page import Navigator, Page
from ui.pages.parts.draft_keeper import DraftKeeper
from ui.pages.parts.plain_form import Done, FormHost, Sheet
from ui.theme.units import space
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.page_tabs import PageTabs
from ui.widgets.showing import focus_back


class TabbedPage(Page):
    """Base of "Admin" and "Reports and registers".

    A page gives its tabs to `put_tabs`, fills one in `fill_tab` and says in `tab_part` what of it
    gets the focus. `open_form` opens a form; its draft is kept and brought back.
    """

    kind = ""  # names the drafts: "admin"
    is_form = False

    def __init__(
        self,
        workspace: Workspace,
        bus: ChangeBus,
        navigator: Navigator,
        sheets: Callable[[str, Any], Sheet],
    ) -> None:
        """Make the parts; `sheets` gives the form of a kind for a record."""
        super().__init__(workspace, bus, navigator)
        self._before: QWidget | None = None
        self._fresh = True
        self.host = FormHost(sheets, navigator)
        self.host.opened.connect(self._on_form_opened)
        self.host.closed.connect(self._on_form_closed)
        self._autosave = AutosaveForm({"form": self.host}, self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, self.kind)
        self.heading.add_right(self._drafts.state)
        self.stack = QStackedWidget()

    def put_tabs(self, name: str, tabs: Sequence[tuple[str, QWidget]]) -> None:
        """Put the tabs, each with its title, below the heading; `name` is what is read aloud."""
        self.tabs = PageTabs(name, [title for title, _tab in tabs])
        for _title, tab in tabs:
            self.stack.addWidget(tab)
        self.stack.addWidget(self.host)
        space(self.body, (0, 0, 0, 0), 12)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._on_tab)

    def fill_tab(self, place: int) -> None:
        """Show what a tab holds now."""
        raise NotImplementedError

    def tab_part(self, place: int) -> QWidget:
        """Return what gets the focus on a tab."""
        raise NotImplementedError

    def refresh(self) -> None:
        self.fill_tab(self.tabs.currentIndex())
        if self._fresh:
            self._fresh = False
            self._drafts.bring_back(self._autosave.restore)

    def draft(self) -> AutosaveForm:
        return self._autosave

    def first_focus(self) -> QWidget:
        return self._drafts.focused() or self._main_part()

    def panes(self) -> list[QWidget]:
        return [self.tabs, self._main_part()]

    def save(self) -> bool:
        """Save the open form."""
        if self.host.form is None:
            return False
        self.host.form.save()
        return True

    def open_form(self, kind: str, record: Any) -> None:
        """Open the form of a kind; when it closes, the focus goes back to where it was."""
        self._before = QApplication.focusWidget()
        self.host.open_form(kind, record)

    def _main_part(self) -> QWidget:
        if self.host.form is not None:
            return self.host.form.first_control()
        return self.tab_part(self.tabs.currentIndex())

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        if place >= 0 and self.host.form is None:
            self.stack.setCurrentIndex(place)
            self.fill_tab(place)

    @Slot()
    def _on_form_opened(self) -> None:
        self.stack.setCurrentWidget(self.host)
        self.tabs.setEnabled(False)

    @Slot(object)
    def _on_form_closed(self, done: Done | None) -> None:
        self.tabs.setEnabled(True)
        self.stack.setCurrentIndex(self.tabs.currentIndex())
        before, self._before = self._before, None
        focus_back(before, self._main_part())
        self._drafts.discard()
        if done is not None and done.text:
            say_done(self.navigator, *done)
