"""The cards of the page Today: deadlines, next meeting, needs finishing, since last here."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from casedesk.i18n import _
from casedesk.overviews.model import DeadlineShown, MeetingShown, NeedsFinishing, SinceLastHere
from ui.table_models.paged_table_model import FixedRows, PagedTableModel
from ui.table_models.today_table import deadline_columns, deadline_rows
from ui.text_format import clock_time, number, short_moment, weekday_date
from ui.theme.units import at_least, fix, space
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import TWO_LINE_ROW, PagedTable
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State, StateLabel

_ROWS_SHOWN = 3


class DeadlinesCard(Card):
    """What the law wants, by which hour; Enter opens the use of the power."""

    opened = Signal(object)  # id of the use of the power

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the table without its headings."""
        super().__init__(_("Deadlines"), parent)
        self._used: dict[int, int] = {}
        self.model = PagedTableModel(
            deadline_columns(), FixedRows(), self, two_lines=True, wraps=True
        )
        self.table = PagedTable(_("Deadlines"), self.model)
        self.table.horizontalHeader().hide()
        self.table.opened.connect(self._on_opened)
        empty = EmptyState(_("No deadline in the next four weeks."), icon="clock")
        self._pane = ListPane(self.table, empty)
        self._fit()
        self.table.fitted.connect(self._fit)
        self.add_full(self._pane, 0)
        self._outer.addStretch(1)  # the title stays at the top where the card is higher

    def show_deadlines(
        self, deadlines: Sequence[DeadlineShown], now: datetime, today: date
    ) -> bool:
        """Show what is left of each; tell whether one runs out within the hour."""
        self._used = {one.deadline.id: one.deadline.intervention_id for one in deadlines}
        self.model.set_source(FixedRows(deadline_rows(deadlines, now, today)))
        hour = timedelta(hours=1)
        moments = [one.deadline.due for one in deadlines]
        return any(isinstance(due, datetime) and now <= due <= now + hour for due in moments)

    @Slot()
    def _fit(self) -> None:
        """Have three in sight, and as much room where there is none."""
        least = _ROWS_SHOWN * TWO_LINE_ROW + 2
        fix(self._pane, height=max(least, self.table.height_of(_ROWS_SHOWN)))

    @Slot(object)
    def _on_opened(self, deadline_id: Any) -> None:
        used = self._used.get(deadline_id)
        if used is not None:
            self.opened.emit(used)


class MeetingCard(Card):
    """The next meeting of any forum."""

    opened = Signal(object)  # id of the meeting
    plan_wanted = Signal()

    def __init__(self, *, may_plan: bool, parent: QWidget | None = None) -> None:
        """Start without a meeting; whoever `may_plan` is offered to plan one."""
        super().__init__(_("Next meeting"), parent)
        self._may_plan = may_plan
        self.day, self.where = label(wrap=True), label("", "quiet", wrap=True)
        self.cases, self.missing = label(wrap=True), StateLabel()
        for part in (self.day, self.where, self.cases, self.missing):
            self.add(part)
        self.body.addStretch(1)
        self._meeting_id: int | None = None
        self.open_button = button(_("Open a&genda"))
        self.open_button.clicked.connect(self._on_open)
        self.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _on_open(self) -> None:
        if self._meeting_id is None:
            self.plan_wanted.emit()
        else:
            self.opened.emit(self._meeting_id)

    def show_meeting(self, shown: MeetingShown | None) -> None:
        """Show a meeting, or that none is planned."""
        self._meeting_id = None if shown is None else shown.meeting.id
        for part in (self.where, self.cases, self.missing):
            set_shown(part, shown is not None)
        set_shown(self.open_button, shown is not None or self._may_plan)
        self.open_button.setText(_("Plan a meeting") if shown is None else _("Open a&genda"))
        if shown is None:
            self.set_title(_("Next meeting"))
            self.day.setText(_("No meeting is planned."))
            return
        meeting = shown.meeting
        self.set_title(_("Next meeting: {meeting}").format(meeting=shown.title))
        day = weekday_date(meeting.held_on)
        if meeting.starts_at is not None:
            day = _("{day}, {time}").format(day=day, time=clock_time(meeting.starts_at))
        self.day.setText(day)
        self.where.setText(meeting.place or "")
        set_shown(self.where, bool(meeting.place))
        cases = _("Cases on the agenda: {count}").format(count=meeting.cases)
        if shown.with_children:
            cases = _("Cases on the agenda: {count}, with children: {children}").format(
                count=meeting.cases, children=shown.with_children
            )
        self.cases.setText(cases)
        word = _("Referrals to finish: {count}").format(count=shown.unfinished)
        self.missing.show_state(State.WARN, word)
        set_shown(self.missing, shown.unfinished > 0)


class FinishCard(Card):
    """How many records lack something."""

    wanted = Signal()  # show the cases whose referral has gaps
    arrivals_wanted = Signal()  # show the drafts made of files

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build a line for each kind of record."""
        super().__init__(_("Needs finishing"), parent)
        self.counts: dict[str, QLabel] = {}
        texts = {
            "referrals": _("Referrals"),
            "assessments": _("Assessments"),
            "outcomes": _("Outcomes"),
        }
        for name, text in texts.items():
            row = QHBoxLayout()
            space(row, gap=8)
            count = label("0", "strong")
            row.addWidget(label(text), 1)
            row.addWidget(count, 0, Qt.AlignmentFlag.AlignRight)
            self.counts[name] = count
            self.add(Hairline())
            self.add(row)
        self.arrivals_button = link_button("", "inbox", at_edge=True)
        self.arrivals_button.clicked.connect(self.arrivals_wanted)
        self.arrivals_button.hide()
        self.body.addWidget(self.arrivals_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_button = button(_("&Show referrals"))
        self.show_button.clicked.connect(self.wanted)
        self.body.addStretch(1)
        self.body.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_counts(self, counts: NeedsFinishing) -> None:
        """Show how many there are of each kind."""
        for name, shown in self.counts.items():
            shown.setText(number(getattr(counts, name)))
            shown.setAccessibleName(number(getattr(counts, name)))
        set_shown(self.show_button, counts.referrals > 0)

    def show_arrivals(self, drafts: int) -> None:
        """Show how many drafts made of files wait."""
        text = _("Drafts from files: {count}").format(count=number(drafts))
        self.arrivals_button.setText(text)
        set_shown(self.arrivals_button, drafts > 0)


class SinceRow(QWidget):
    """What others did since the user's last visit."""

    wanted = Signal()  # the list of cases, the newest first

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        row = FlowLayout(self)
        space(row, (0, 0, 0, 0), 12)
        self.intro = label("", "quiet")
        self.referrals = link_button("", at_edge=True)
        self.referrals.clicked.connect(self.wanted)
        self.assessments, self.reopened = label(), label()
        for part in (self.intro, self.referrals, self.assessments, self.reopened):
            at_least(part, height=24)
            row.addWidget(part)

    def show_since(self, since: SinceLastHere | None) -> None:
        """Show the counts; nothing on the first visit."""
        set_shown(self, since is not None)
        if since is None:
            return
        intro = _("Since you were last here, {moment}:")
        self.intro.setText(intro.format(moment=short_moment(since.since)))
        self.referrals.setText(_("Referrals in: {count}").format(count=since.referrals))
        self.assessments.setText(_("Risk assessed: {count}").format(count=since.assessments))
        self.reopened.setText(_("Cases reopened: {count}").format(count=since.reopened))
