"""The page "Admin": organisation, forums, agencies, practitioners, and what is set as it is."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casedesk.forums.service import set_in_use, use_catalogue_rule
from casedesk.i18n import _
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import attempt, say_done
from ui.page import Navigator
from ui.pages.admin.admin_letters import LetterActs
from ui.pages.admin.admin_retention import RetentionActs
from ui.pages.admin.admin_sheets import AdminSheets
from ui.pages.admin.admin_tabs import TABS, AdminTabs
from ui.pages.parts.plain_form import Values
from ui.pages.parts.tabbed_page import TabbedPage
from ui.widgets.buttons import button


class AdminPage(TabbedPage):
    """Shows tabs; a form opens in place of the tab."""

    topics = frozenset({Topic.AGENCIES, Topic.FORUMS, Topic.FILE})
    kind = "admin"
    may_be_forgotten = True

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page; a tab is made when it is gone to."""
        self._sheets = AdminSheets(workspace)
        super().__init__(workspace, bus, navigator, self._sheets.sheet)
        self.letters = LetterActs(workspace, navigator, self)
        self.retention = RetentionActs(workspace, navigator, self, self._reopen)
        self._sheets.add("retention", self.retention.sheet)
        self.shown = AdminTabs(workspace)
        self.shown.wanted.connect(self._on_wanted)
        if self.may(Permission.READ_AUDIT):
            self._add_way("audit", _("A&udit trail"), "history")
        self._add_way("settings", _("&Settings"), "monitor")
        places = zip(self.shown.titles(), self.shown.places(), strict=True)
        self.put_tabs(_("Parts of Admin"), list(places))

    def title(self) -> str:
        return _("Admin")

    def open_record(self, record: Any) -> None:
        """Go to a tab by its name, such as "practitioners"."""
        if record in TABS:
            self.tabs.setCurrentIndex(TABS.index(record))

    def refresh(self) -> None:
        self.shown.has_changed()
        super().refresh()

    def fill_tab(self, place: int) -> None:
        self.shown.fill(place)

    def tab_part(self, place: int) -> QWidget:
        return self.shown.focus_part(place)

    def _add_way(self, page_id: str, text: str, icon: str) -> None:
        made = button(text, icon)
        made.clicked.connect(partial(self.go, page_id))
        self.heading.add_right(made)

    @Slot(str, object)
    def _on_wanted(self, kind: str, record: Any) -> None:
        if kind == "use":
            attempt(self.navigator, partial(self._turn_use, record))
        elif kind == "catalogue_rule":
            attempt(self.navigator, partial(self._use_catalogue, record))
        elif kind == "retention_shipped":
            attempt(self.navigator, partial(self.retention.go_back, record))
        elif kind in self.letters.kinds:
            self.letters.kinds[kind](record)
        elif kind:
            self.open_form(kind, record)

    def _reopen(self, kind: str, typed: Values) -> None:
        """Show a form again that could not be saved, with what was typed."""
        if self.host.form is None:
            self.host.restore({"kind": "retention", "record": kind, "values": typed})

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
