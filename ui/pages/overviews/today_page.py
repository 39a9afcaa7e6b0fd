"""The page "Today": what is due, by which hour, and what is safe to do."""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QMenu, QWidget

from casedesk.actions.model import ActionFilter
from casedesk.actions.service import count_actions
from casedesk.arrivals.service import count_waiting
from casedesk.i18n import _
from casedesk.overviews import service
from casedesk.overviews.model import TodayView
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import SIDE, Navigator, Page, RailCount
from ui.pages.overviews.today_cards import DeadlinesCard, FinishCard, MeetingCard, SinceRow
from ui.pages.overviews.tour_offer import TourOffer
from ui.table_models.paged_table_model import FixedRows, PagedTableModel
from ui.table_models.today_table import (
    NEXT,
    OVERDUE,
    TODAY,
    action_columns,
    action_rows,
    contact_columns,
    contact_rows,
)
from ui.text_format import long_date, weekday_date
from ui.theme.units import fix, px
from ui.widgets.buttons import menu_button
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import HEADER, TWO_LINE_ROW, PagedTable
from ui.widgets.segmented import Segmented
from ui.widgets.showing import set_shown

MINUTE_MS, SECOND_MS = 60_000, 1_000
MINE, ALL = "mine", "all"
_CONTACTS_SHOWN = 4
NARROW_BELOW, LOW_BELOW = 976, 640  # pixels as at 100 % text


class TodayPage(Page):
    """Shows what waits; one clock a minute (each second in the last hour) tells what is left."""

    topics = frozenset(Topic) - {Topic.REGISTERS, Topic.FIGURES, Topic.RELEASES}
    may_be_forgotten = True

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the cards and tables."""
        super().__init__(workspace, bus, navigator)
        self._view: TodayView | None = None
        self.deadlines = DeadlinesCard()
        self.deadlines.opened.connect(partial(navigator.open_page, "power"))
        may_plan = self.may(Permission.CHANGE_RECORDS)
        self.meeting, self.finish = MeetingCard(may_plan=may_plan), FinishCard()
        self.meeting.opened.connect(partial(navigator.open_page, "meeting"))
        self.meeting.plan_wanted.connect(partial(self.go, "plan_meeting"))
        self.finish.wanted.connect(partial(navigator.open_page, "cases", (("unfinished", True),)))
        self.finish.arrivals_wanted.connect(partial(navigator.open_page, "arrivals"))
        self.since = SinceRow()
        self.since.wanted.connect(partial(navigator.open_page, "cases"))
        self.tour = TourOffer(workspace, navigator)
        self.body.addWidget(self.tour)
        beside = Columns(((self.meeting, 3), (self.finish, 2)), narrow_below=480)
        # Where there is less room the deadlines have a line to themselves: they are never cut.
        self.body.addWidget(Columns(((self.deadlines, 1), (beside, 1)), narrow_below=NARROW_BELOW))
        self.body.addWidget(self._actions_card(), 1)
        self.body.addWidget(self._contacts_card())
        self.body.addWidget(self.since)
        if self.may(Permission.CHANGE_RECORDS):
            self.heading.add_right(menu_button(_("&New"), self._new_menu(), "plus", primary=True))
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._on_clock)
        self._clock.start(MINUTE_MS)

    def title(self) -> str:
        return _("Today")

    def refresh(self) -> None:
        mine = self.whose.value() == MINE
        self._view = view = service.today(self.workspace, mine=mine)
        self.heading.set_subtitle(weekday_date(view.today))
        self.tour.refresh()
        self._show_clocks()
        self.meeting.show_meeting(view.next_meeting)
        self.finish.show_counts(view.needs_finishing)
        if "arrivals" in self.navigator.entries:
            self.finish.show_arrivals(count_waiting(self.workspace))
        self._show_actions()
        rows = contact_rows(view.contacts_due, view.today)
        self._contacts.set_source(FixedRows(rows))
        high = TWO_LINE_ROW * min(len(rows), _CONTACTS_SHOWN)
        fix(self.contacts, height=HEADER + high)
        set_shown(self.contacts_card, bool(rows))
        self.since.show_since(view.since)

    def first_focus(self) -> QWidget:
        low = self.height() < px(LOW_BELOW) or self.width() < px(NARROW_BELOW + 2 * SIDE)
        if low and self.deadlines.table.model().rowCount():
            return self.deadlines.table  # the page opens at its top, where what is urgent stands
        return self._main_part()

    def _main_part(self) -> QWidget:
        return self.action_table if self.actions_model.rowCount() else self.whose.buttons[MINE]

    def panes(self) -> list[QWidget]:
        return [self.deadlines.table, self._main_part(), self.contacts]

    # -- building --

    def _actions_card(self) -> Card:
        self.actions_model = PagedTableModel(action_columns(), FixedRows(), self)
        self.action_table = PagedTable(_("Actions due"), self.actions_model)
        self.action_table.opened.connect(self._open_action)
        self.empty = EmptyState(_("Nothing is due."), _("New referral"), icon="calendar-check")
        self.empty.acted.connect(partial(self.go, "intake"))
        self.whose = Segmented(_("Whose"), [(MINE, _("Mine")), (ALL, _("All"))])
        self.whose.set_value(ALL)
        self.whose.changed.connect(self.refresh)
        segments = [(OVERDUE, _("Overdue")), (TODAY, _("Today")), (NEXT, _("Next 7 days"))]
        self.when = Segmented(_("When"), segments, several=True)
        self.when.set_value(OVERDUE, TODAY, NEXT)
        self.when.changed.connect(self._show_actions)
        self.first_of = label("", "quiet")
        card = Card(_("Actions due"))
        for tool in (self.first_of, self.whose, self.when):
            card.add_tool(tool)
        card.add_full(ListPane(self.action_table, self.empty))
        return card

    def _contacts_card(self) -> Card:
        self._contacts = PagedTableModel(contact_columns(), FixedRows(), self, two_lines=True)
        self.contacts = PagedTable(_("Contacts due"), self._contacts)
        self.contacts.opened.connect(self._open_contact)
        self.contacts_card = Card(_("Contacts due"))
        self.contacts_card.add_full(self.contacts)
        return self.contacts_card

    def _new_menu(self) -> QMenu:
        menu = QMenu()
        pages = (("intake", _("New &referral")), ("contact_note", _("&Contact note")))
        for page_id, text in pages:
            menu.addAction(text).triggered.connect(partial(self.go, page_id))
        return menu

    # -- showing --

    def _show_clocks(self) -> None:
        if self._view is not None:
            now = self.workspace.clock()
            under_an_hour = self.deadlines.show_deadlines(
                self._view.deadlines, now, self._view.today
            )
            self._clock.setInterval(SECOND_MS if under_an_hour else MINUTE_MS)

    @Slot()
    def _show_actions(self) -> None:
        view = self._view
        if view is None:
            return
        due = view.actions
        self.when.set_text(OVERDUE, _("Overdue {count}").format(count=due.overdue))
        self.when.set_text(TODAY, _("Today {count}").format(count=due.today))
        self.when.set_text(NEXT, _("Next 7 days {count}").format(count=due.next_days))
        self.actions_model.set_source(
            FixedRows(action_rows(due.lines, self.when.values(), view.today))
        )
        total = due.overdue + due.today + due.next_days
        first = _("The first {count} of {total}").format(count=len(due.lines), total=total)
        self.first_of.setText(first)
        set_shown(self.first_of, total > len(due.lines))
        self.empty.set_text(self._empty_text(view, total))
        if self.empty.button is not None:
            bare = not total and view.next_date is None
            set_shown(self.empty.button, bare and self.may(Permission.CHANGE_RECORDS))

    def _empty_text(self, view: TodayView, total: int) -> str:
        if total:
            return _("Nothing is due in the time chosen above.")
        if view.next_date is None:
            return _(
                "Nothing is due. Begin with New referral (Ctrl+N), or bring a workbook in with "
                "Import. Actions set at meetings and on cases appear here."
            )
        day = long_date(view.next_date)
        return _("Nothing is due. The next date is {day}.").format(day=day)

    # -- acts --

    @Slot(object)
    def _open_action(self, action_id: Any) -> None:
        lines = () if self._view is None else self._view.actions.lines
        action = next((one.action for one in lines if one.action.id == action_id), None)
        if action is not None and action.case_id is not None:
            self.navigator.open_page("case", action.case_id)
        elif action is not None:
            self.navigator.open_page("actions", (("action", action.id),))

    @Slot(object)
    def _open_contact(self, note_id: Any) -> None:
        due = () if self._view is None else self._view.contacts_due
        contact = next((one for one in due if one.note_id == note_id), None)
        if contact is None:
            return
        case_id, person_id = contact.case_id, contact.person_id
        if case_id is None:
            self.navigator.open_page("contact_note", ("person", person_id))
        elif person_id is None:
            self.navigator.open_page("contact_note", case_id)
        else:  # it may be about somebody else than the subject
            self.navigator.open_page("contact_note", ("case", case_id, person_id))

    @Slot()
    def _on_clock(self) -> None:
        if not self.isVisible() or self._view is None:
            return
        if self._view.today != self.workspace.today():
            self.refresh()
        else:
            self._show_clocks()


def overdue_count(workspace: Workspace) -> RailCount | None:
    """Return what the rail shows beside Today: the actions that are late."""
    late = count_actions(workspace, ActionFilter(overdue=True))
    return RailCount(late, _("{count} overdue").format(count=late)) if late else None
