"""The page "Meetings": planned, held and cancelled ones, of one forum or of all."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casedesk.i18n import _
from casedesk.meetings.meeting_list import count_meetings
from casedesk.meetings.model import MeetingStatus
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator, Page
from ui.table_models.case_table import forum_choices
from ui.table_models.meeting_table import MeetingSource, meeting_columns
from ui.table_models.paged_table_model import PagedTableModel
from ui.text_format import number
from ui.theme.units import space
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.choice_box import ChoiceBox, keep_narrow
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_field import FormField
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import PagedTable
from ui.widgets.segmented import Segmented
from ui.widgets.showing import set_shown


class MeetingsPage(Page):
    """Enter opens a meeting; a new one, or a whole series, is planned from here."""

    topics = frozenset({Topic.MEETINGS, Topic.FORUMS})
    may_be_forgotten = True

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build filter and list."""
        super().__init__(workspace, bus, navigator)
        may = self.may(Permission.CHANGE_RECORDS)
        if self.may(Permission.MANAGE_LISTS):
            statement = button(_("Confident&iality statement"))
            statement.clicked.connect(partial(self.go, "statement"))
            self.heading.add_right(statement)
        self.plan_button = button(_("&Plan meetings"), "plus", primary=True)
        self.plan_button.clicked.connect(partial(self.go, "plan_meeting"))
        set_shown(self.plan_button, may)
        self.heading.add_right(self.plan_button)
        self._source = MeetingSource(workspace)
        self.model = PagedTableModel(meeting_columns(), self._source, self)
        self.table = PagedTable(_("Meetings"), self.model)
        self.table.opened.connect(self._open)
        self._add_filter()
        act = _("P&lan a meeting") if may else ""
        self.empty = EmptyState("", act, "users")
        self.empty.acted.connect(partial(self.go, "plan_meeting"))
        card = Card()
        card.setAccessibleName(_("Meetings"))
        card.add_full(ListPane(self.table, self.empty))
        self.body.addWidget(card, 1)

    def title(self) -> str:
        return _("Meetings")

    def open_record(self, record: Any) -> None:
        """Show the meetings of a forum."""
        self.forum.set_value(str(record))

    def refresh(self) -> None:
        self._source.status = MeetingStatus(self.status.value())
        self._source.forum_id = self.forum.value() or None
        self.model.refresh()
        counts = count_meetings(self.workspace, self._source.forum_id)
        for status, text in _titles().items():
            self.status.set_text(status.value, text.format(count=number(counts[status])))
        texts = {
            MeetingStatus.PLANNED: _("No meeting is planned. Plan one, or a whole series."),
            MeetingStatus.HELD: _("No meeting was held yet."),
            MeetingStatus.CANCELLED: _("No meeting was cancelled."),
        }
        self.empty.set_text(texts[self._source.status])
        if self.empty.button is not None:
            set_shown(self.empty.button, self._source.status is MeetingStatus.PLANNED)

    def first_focus(self) -> QWidget:
        return self.table if self.model.rowCount() else self.plan_button

    def panes(self) -> list[QWidget]:
        return [self.forum, self.first_focus()]

    def _add_filter(self) -> None:
        segments = [(status.value, "") for status in _titles()]
        self.status = Segmented(_("State"), segments)
        self.status.changed.connect(self.refresh)
        self.forum = ChoiceBox(_("Forum"), forum_choices(), empty=_("All"))
        keep_narrow(self.forum, 200)
        self.forum.chosen.connect(self.refresh)
        state = FormField(_("State"), self.status)
        parts = [(FormField(_("F&orum"), self.forum), 2), (state, 0), (QWidget(), 3)]
        self.body.addWidget(Columns(parts, gap=16, narrow_below=560))
        space(self.body, (0, 0, 0, 0), 12)

    @Slot(object)
    def _open(self, meeting_id: Any) -> None:
        self.navigator.open_page("meeting", meeting_id)


def _titles() -> dict[MeetingStatus, str]:
    return {
        MeetingStatus.PLANNED: _("Planned {count}"),
        MeetingStatus.HELD: _("Held {count}"),
        MeetingStatus.CANCELLED: _("Cancelled {count}"),
    }
