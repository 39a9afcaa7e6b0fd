"""The tables of meetings: the list, who is there, and the cases that wait."""

from collections.abc import Collection, Sequence
from datetime import date

from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text, with_commas
from casedesk.meetings.meeting_list import meeting_ids, meetings_by_id
from casedesk.meetings.model import (
    Attendance,
    CaseToHear,
    MeetingStatus,
    MeetingSummary,
    Presence,
)
from casedesk.overviews.model import AgencyAtMeeting
from casedesk.workspace.workspace import Workspace
from ui.table_models.case_table import band_state, band_titles
from ui.table_models.paged_table_model import NAME_LINES, Cell, TableColumn, TableRow
from ui.text_format import clock_time, moment_text, number, short_date, short_weekday
from ui.widgets.state_mark import State


def meeting_columns() -> list[TableColumn]:
    """Return the columns of the list of meetings."""
    return [
        TableColumn(_("Day"), 136),
        TableColumn(_("Time"), 64, drop_below=560),
        TableColumn(_("Meeting"), 184, lines=NAME_LINES),
        TableColumn(_("Place"), drop_below=720),
        TableColumn(_("Cases"), 72, right=True),
        TableColumn(_("State"), 160, lines=NAME_LINES),
    ]


class MeetingSource:
    """Gives the meetings of one state, of one forum or of all."""

    def __init__(self, workspace: Workspace) -> None:
        """Start with the planned meetings of every forum."""
        self._workspace = workspace
        self.status = MeetingStatus.PLANNED
        self.forum_id: str | None = None

    def ids(self) -> Sequence[int]:
        """Return the ids: planned ones as they come, others the latest first."""
        return meeting_ids(self._workspace, self.status, self.forum_id)

    def rows(self, ids: Sequence[int]) -> Sequence[TableRow]:
        """Return the rows of these ids."""
        today = self._workspace.today()
        return [_meeting_row(one, today) for one in meetings_by_id(self._workspace, ids)]

    def sort_by(self, key: str, descending: bool) -> None:
        """Do nothing: meetings stand by their day."""


def title_of(meeting: MeetingSummary) -> str:
    """Return the forum with the meeting's number, if it has one."""
    forum = forums().get(meeting.forum_id)
    title = meeting.forum_id if forum is None else catalogue_text(forum.short_title)
    return title if meeting.number is None else f"{title} {meeting.number}"


def meeting_state(meeting: MeetingSummary, today: date) -> tuple[State, str]:
    """Return how a meeting stands, and what is still to do for it."""
    if meeting.status is MeetingStatus.CANCELLED:
        return State.NONE, _("Cancelled")
    if meeting.status is MeetingStatus.PLANNED:
        if meeting.held_on < today:
            return State.WARN, _("to be ended")
        return (State.LIVE, _("today")) if meeting.held_on == today else (State.OPEN, _("planned"))
    if meeting.minutes_sent_on is not None:
        day = short_date(meeting.minutes_sent_on)
        return State.GOOD, _("minutes sent {day}").format(day=day)
    if meeting.minutes_approved_on is not None:
        day = short_date(meeting.minutes_approved_on)
        return State.GOOD, _("minutes approved {day}").format(day=day)
    return State.WARN, _("minutes not approved")


def _meeting_row(meeting: MeetingSummary, today: date) -> TableRow:
    state, word = meeting_state(meeting, today)
    heard = meeting.status is MeetingStatus.HELD and meeting.heard != meeting.cases
    cases = number(meeting.cases)
    if heard:
        cases = _("{heard} of {cases}").format(heard=meeting.heard, cases=meeting.cases)
    near = meeting.status is MeetingStatus.PLANNED
    return TableRow(
        meeting.id,
        (
            Cell(short_weekday(meeting.held_on) if near else short_date(meeting.held_on)),
            Cell("" if meeting.starts_at is None else clock_time(meeting.starts_at), quiet=True),
            Cell(title_of(meeting), strong=True),
            Cell(meeting.place or "", quiet=True, tip=(meeting.place or "")[:300]),
            Cell(cases),
            Cell(word, state, tip=(meeting.cancelled_reason or "")[:300]),
        ),
    )


def people_columns() -> list[TableColumn]:
    """Return the columns of who is at a meeting."""
    return [
        TableColumn(_("Agency"), lines=NAME_LINES),
        TableColumn(_("Attends"), 112),
        TableColumn(_("Confidentiality"), 136, drop_below=360),
    ]


def people_rows(people: Sequence[AgencyAtMeeting]) -> list[TableRow]:
    """Return a row for each line of attendance, and each agency that is not noted yet."""
    return [
        TableRow(
            row_id(one),
            (
                Cell(one.agency, strong=True, tip=one.agency, note=_name(one.line)),
                _attends(one.line),
                _accepted(one.line),
            ),
        )
        for one in people
    ]


def row_id(one: AgencyAtMeeting) -> str:
    """Return the id of a line: its agency, and its own where it has one."""
    return f"{one.agency_id}/{'' if one.line is None else one.line.id}"


def presence_text(status: Presence) -> str:
    """Return how an agency attends, in a word."""
    return {
        Presence.PRESENT: _("Present"),
        Presence.DEPUTY: _("Deputy"),
        Presence.APOLOGIES: _("Apologies"),
    }[status]


def _name(line: Attendance | None) -> str:
    if line is None or line.practitioner_name:
        return "" if line is None else line.practitioner_name
    return _("no name yet") if line.came else ""


def _attends(line: Attendance | None) -> Cell:
    if line is None:
        return Cell(_("not noted"), State.OPEN)
    state = State.GOOD if line.came else State.NONE
    return Cell(presence_text(line.status), state, quiet=not line.came)


def _accepted(line: Attendance | None) -> Cell:
    if line is None or not line.came:
        return Cell("")
    if line.accepted_at is None:
        return Cell(_("to accept"), State.WARN)
    return Cell(_("accepted"), State.GOOD, tip=moment_text(line.accepted_at))


def waiting_columns() -> list[TableColumn]:
    """Return the columns of the cases that wait for a meeting."""
    return [
        TableColumn(_("Chosen"), 96),
        TableColumn(_("Case"), 128),
        TableColumn(_("Waits since"), 112, drop_below=400),
        TableColumn(_("Risk"), 112, drop_below=520),
        TableColumn(_("Why first")),
    ]


def waiting_rows(cases: Sequence[CaseToHear], ticked: Collection[int]) -> list[TableRow]:
    """Return a row for each case that waits."""
    bands = band_titles()
    rows = []
    for one in cases:
        on = one.case_id in ticked
        why = [_("children")] if one.with_children else []
        why += [_("put off before")] if one.was_put_off else []
        why += [_("repeat")] if one.is_repeat else []
        band = one.risk_band
        cells = (
            Cell(_("yes") if on else _("no"), State.GOOD if on else State.OPEN),
            Cell(one.reference, strong=True),
            Cell(short_date(one.received_on)),
            Cell(bands.get(band or "", band or ""), band_state(band)),
            Cell(with_commas(*why), quiet=True),
        )
        rows.append(TableRow(one.case_id, cells))
    return rows
