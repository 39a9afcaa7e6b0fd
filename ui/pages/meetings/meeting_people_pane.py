"""Who is at a meeting: present, deputy, apologies, and the statement of confidentiality."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casedesk.errors import CaseDeskError
from casedesk.i18n import _
from casedesk.meetings.attendance import (
    accept_statement,
    correct_attendance,
    mark_attendance_in_error,
    record_attendance,
    take_back_acceptance,
    take_back_attendance_error,
)
from casedesk.meetings.frozen import frozen_text
from casedesk.meetings.model import Presence
from casedesk.overviews.model import AgencyAtMeeting, MeetingPage
from casedesk.workspace.workspace import Workspace
from ui.error_display import note_done, say_done, show_error
from ui.page import Navigator
from ui.pages.meetings.meeting_undo import attendance_back
from ui.table_models.meeting_table import people_columns, people_rows, row_id
from ui.table_models.paged_table_model import FixedRows, PagedTableModel
from ui.theme.units import at_least, space
from ui.widgets.announce import announce
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.paged_table import PagedTable
from ui.widgets.showing import set_shown


class PeoplePane(Card):
    """One line for each agency of the forum; Enter gives it a name, the buttons say the rest."""

    form_wanted = Signal(str, object)  # kind, record
    closed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        navigator: Navigator,
        *,
        may_change: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Build the table and its buttons."""
        super().__init__(_("Present"), parent)
        self._workspace, self._navigator = workspace, navigator
        self._may_change = may_change
        self._page: MeetingPage | None = None
        self.back_button = link_button(_("&Back to the case"), at_edge=True)
        self.back_button.clicked.connect(self.closed)
        self.add_tool(self.back_button)
        self.model = PagedTableModel(people_columns(), FixedRows(), self, two_lines=True)
        self.table = PagedTable(_("Present"), self.model)
        self.table.opened.connect(self._on_opened)
        self.table.selected.connect(self._show_buttons)
        at_least(self.table, height=140)
        self.add_full(Hairline(strong=True), 0)
        self.add_full(self.table, 1)
        self.statement = label("", "quiet", wrap=True)
        self.show_button = link_button("", at_edge=True)
        self.show_button.clicked.connect(self._turn_statement)
        self.count = label("", wrap=True)
        head = QHBoxLayout()
        space(head, gap=8)
        head.addWidget(self.count, 1)
        head.addWidget(self.show_button)
        self.fixed = label("", "quiet", wrap=True)
        self.add_block(self._buttons(), self.fixed, head, self.statement)
        self._show_statement(shown=False)

    def show_meeting(self, page: MeetingPage) -> None:
        """Show who is there."""
        self._page = page
        self.model.set_source(FixedRows(people_rows(page.people)))
        self.statement.setText(page.statement)
        came = [one for one in page.people if one.line is not None and one.line.came]
        accepted = sum(one.line.accepted_at is not None for one in came if one.line is not None)
        text = _("Confidentiality accepted by {count} of {all} here.")
        self.count.setText(text.format(count=accepted, all=len(came)))
        final = page.meeting.minutes_are_final
        self.fixed.setText(frozen_text() if final else "")
        set_shown(self.fixed, final and self._may_change)
        self._show_buttons()

    def current(self) -> AgencyAtMeeting | None:
        """Return the line that is chosen."""
        people = () if self._page is None else self._page.people
        chosen = self.table.current_id()
        return next((one for one in people if row_id(one) == chosen), None)

    @Slot()
    def _turn_statement(self) -> None:
        self._show_statement(shown=self.statement.isHidden())

    def _show_statement(self, *, shown: bool) -> None:
        set_shown(self.statement, shown)
        self.show_button.setText(_("Hide the &words") if shown else _("Show the &words"))

    def _buttons(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        space(row, (0, 0, 0, 0), 8)
        self.buttons = {
            "present": button(_("&Present")),
            "deputy": button(_("Dep&uty")),
            "apologies": button(_("Apo&logies")),
            "accept": button(_("&Accepted")),
            "everybody": button(_("All accep&ted")),
            "person": button(_("Another pers&on")),
            "clear": button(_("Ta&ke out")),
        }
        acts = {
            "present": partial(self._attend, Presence.PRESENT),
            "deputy": partial(self._attend, Presence.DEPUTY),
            "apologies": partial(self._attend, Presence.APOLOGIES),
            "accept": self._accept,
            "everybody": self._everybody,
            "person": partial(self.form_wanted.emit, "person", None),
            "clear": self._clear,
        }
        for name, made in self.buttons.items():
            made.clicked.connect(partial(_act, acts[name]))
            row.addWidget(made)
        set_shown(holder, self._may_change)
        return holder

    @Slot()
    def _show_buttons(self, _row: object = None) -> None:
        chosen = self.current()
        line = None if chosen is None else chosen.line
        if self._is_final():
            for made in self.buttons.values():
                made.setEnabled(False)
            return
        self.buttons["person"].setEnabled(True)
        for name in ("present", "deputy", "apologies"):
            self.buttons[name].setEnabled(chosen is not None)
        may = line is not None and line.came and line.accepted_at is None
        self.buttons["accept"].setEnabled(may)
        self.buttons["clear"].setEnabled(line is not None)
        self.buttons["everybody"].setEnabled(bool(self._to_accept()))

    def _is_final(self) -> bool:
        return self._page is not None and self._page.meeting.minutes_are_final

    def _to_accept(self) -> list[int]:
        people = () if self._page is None else self._page.people
        return [
            one.line.id
            for one in people
            if one.line is not None
            and one.line.came
            and one.line.practitioner_name
            and one.line.accepted_at is None
        ]

    def _attend(self, status: Presence) -> None:
        chosen, page = self.current(), self._page
        if chosen is None or page is None:
            return
        place = self.table.currentIndex().row()
        try:
            made = self._say(page.meeting.id, chosen, status)
        except CaseDeskError as error:
            show_error(self._navigator, error)
            return
        said = (self.model.cell(place, column).text for column in range(2))
        announce(self.table, ": ".join(said))  # the focus goes on to the next agency
        note_done(self._navigator, partial(attendance_back, self._workspace, made, chosen.line))
        following = min(place + 1, self.model.rowCount() - 1)
        self.table.setCurrentIndex(self.model.index(following, 0))

    def _say(self, meeting_id: int, chosen: AgencyAtMeeting, status: Presence) -> int:
        """Save how somebody attends; return the line."""
        line, workspace = chosen.line, self._workspace
        if line is None:
            return record_attendance(workspace, meeting_id, chosen.agency_id, status)
        correct_attendance(workspace, line.id, status, line.practitioner_name)
        return line.id

    def _accept(self) -> None:
        chosen = self.current()
        if chosen is None or chosen.line is None:
            return
        if not chosen.line.practitioner_name:
            self.form_wanted.emit("person", (chosen.agency_id, chosen.line.id))
            return
        self._save_accepted([chosen.line.id])

    def _everybody(self) -> None:
        self._save_accepted(self._to_accept())

    def _save_accepted(self, lines: list[int]) -> None:
        if self._page is None or not lines:
            return
        try:
            made = accept_statement(self._workspace, self._page.meeting.id, lines)
        except CaseDeskError as error:
            show_error(self._navigator, error)
            return
        why = _("Entering it was taken back at once.")
        text = _("Statement of confidentiality accepted: {count}").format(count=len(made))
        say_done(self._navigator, text, partial(take_back_acceptance, self._workspace, made, why))

    def _clear(self) -> None:
        chosen = self.current()
        if chosen is None or chosen.line is None or self._page is None:
            return
        line = chosen.line
        try:
            why = _("Entering it was taken back.")
            mark_attendance_in_error(self._workspace, line.id, why, line.version)
        except CaseDeskError as error:
            show_error(self._navigator, error)
            return
        again = partial(take_back_attendance_error, self._workspace, line.id)
        say_done(self._navigator, _("Line taken out."), again)

    @Slot(object)
    def _on_opened(self, _row: Any) -> None:
        chosen = self.current()
        if chosen is not None and self._may_change and not self._is_final():
            line_id = None if chosen.line is None else chosen.line.id
            self.form_wanted.emit("person", (chosen.agency_id, line_id))


def _act(act: Any, _checked: bool = False) -> None:
    act()
