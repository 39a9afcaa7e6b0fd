"""The page "Admin": organisation, forums, agencies, practitioners, and what is set as it is."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from casedesk.forums.service import set_in_use, use_catalogue_rule
from casedesk.i18n import _
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import attempt, say_done
from ui.page import Navigator, Page
from ui.pages.admin_letters import LetterActs
from ui.pages.admin_sheets import AdminSheets
from ui.pages.admin_tabs import TABS, AdminTabs
from ui.pages.draft_keeper import DraftKeeper
from ui.pages.plain_form import Done, FormHost
from ui.theme.units import space
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.buttons import button
from ui.widgets.page_tabs import PageTabs
from ui.widgets.showing import focus_back


class AdminPage(Page):
    """Shows tabs; a form opens in place of the tab."""

    topics = frozenset({Topic.AGENCIES, Topic.FORUMS, Topic.FILE})

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page; a tab is made when it is gone to."""
        super().__init__(workspace, bus, navigator)
        self._before: QWidget | None = None
        self._fresh = True
        self._sheets = AdminSheets(workspace)
        self.letters = LetterActs(workspace, navigator, self)
        self.host = FormHost(self._sheets.sheet, navigator)
        self.shown = AdminTabs(workspace)
        self.shown.wanted.connect(self._on_wanted)
        self._autosave = AutosaveForm({"form": self.host}, self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, "admin")
        self.heading.add_right(self._drafts.state)
        if self.may(Permission.READ_AUDIT):
            self._add_way("audit", _("A&udit trail"), "history")
        self._add_way("settings", _("&Settings"), "monitor")
        self.tabs = PageTabs(_("Parts of Admin"), self.shown.titles())
        self.stack = QStackedWidget()
        for place in self.shown.places():
            self.stack.addWidget(place)
        self.stack.addWidget(self.host)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)
        space(self.body, (0, 0, 0, 0), 12)
        self.tabs.currentChanged.connect(self._on_tab)
        self.host.opened.connect(self._on_form_opened)
        self.host.closed.connect(self._on_form_closed)

    def title(self) -> str:
        return _("Admin")

    def open_record(self, record: Any) -> None:
        """Go to a tab by its name, such as "practitioners"."""
        if record in TABS:
            self.tabs.setCurrentIndex(TABS.index(record))

    def refresh(self) -> None:
        self.shown.has_changed()
        self.shown.fill(self.tabs.currentIndex())
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

    def _add_way(self, page_id: str, text: str, icon: str) -> None:
        made = button(text, icon)
        made.clicked.connect(partial(self.go, page_id))
        self.heading.add_right(made)

    def _main_part(self) -> QWidget:
        if self.host.form is not None:
            return self.host.form.first_control()
        return self.shown.focus_part(self.tabs.currentIndex())

    @Slot(str, object)
    def _on_wanted(self, kind: str, record: Any) -> None:
        if kind == "use":
            attempt(self.navigator, partial(self._turn_use, record))
        elif kind == "catalogue_rule":
            attempt(self.navigator, partial(self._use_catalogue, record))
        elif kind in self.letters.kinds:
            self.letters.kinds[kind](record)
        elif kind:
            self._before = QApplication.focusWidget()
            self.host.open_form(kind, record)

    def _turn_use(self, forum_id: str) -> None:
        forum = self._sheets.forum(forum_id)
        set_in_use(self.workspace, forum_id, not forum.in_use)
        text = _("{forum} is no longer offered.") if forum.in_use else _("{forum} is in use.")
        undo = partial(set_in_use, self.workspace, forum_id, forum.in_use)
        say_done(self.navigator, text.format(forum=forum.short_title), undo)

    def _use_catalogue(self, forum_id: str) -> None:
        forum = self._sheets.forum(forum_id)
        if not forum.repeat_is_own:
            self.navigator.show_notice(_("This forum has the catalogue's rule already."))
            return
        use_catalogue_rule(self.workspace, forum_id, _("Back to the catalogue's rule."))
        undo = partial(self._sheets.put_rule_back, forum)
        say_done(self.navigator, _("The catalogue's repeat rule is in force again."), undo)

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        if place >= 0:
            self.shown.fill(place)
            if self.host.form is None:
                self.stack.setCurrentIndex(place)

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
        if done is not None:
            say_done(self.navigator, *done)
