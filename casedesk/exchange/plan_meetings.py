"""Meetings of a workbook, and the meetings at which its cases were heard."""

from datetime import UTC, date, datetime

from casedesk.dates import LONDON
from casedesk.exchange.batch import Batch, Entry
from casedesk.exchange.rows import ParsedRow
from casedesk.exchange.stored import Stored
from casedesk.i18n import _
from casedesk.meetings.tables import AttendanceRow, DiscussionRow, MeetingRow

_Start = tuple[datetime, int]
_NO_CLOCK = datetime.max.replace(tzinfo=UTC)


class Agenda:
    """Adds meetings, and puts cases on the first meeting of their forum and day."""

    def __init__(self, stored: Stored, batch: Batch, today: date) -> None:
        """Know the meetings that are stored."""
        self._batch, self._today = batch, today
        self._first: dict[tuple[str, date], tuple[_Start, int]] = {}
        self._positions = dict(stored.positions)
        self._discussed = dict(stored.discussed)
        frozen = [meeting for meeting in stored.meetings if meeting.is_frozen]
        self._frozen = {meeting.id for meeting in frozen}
        self._fixed_days = {(meeting.forum_id, meeting.held_on) for meeting in frozen}
        for meeting in stored.meetings:
            self._remember(meeting.forum_id, meeting.held_on, meeting.starts_at, meeting.id)

    def add(self, row: ParsedRow) -> int:
        """Add the meeting of one row with who came and who sent apologies."""
        held_on, clock = row.values["held_on"], row.get("started_at")
        starts_at = None if clock is None else datetime.combine(held_on, clock, LONDON)
        meeting = self._add(row.values["forum"], held_on, starts_at, row.get("note"))
        present: tuple[str, ...] = row.get("present") or ()
        statuses = dict.fromkeys(row.get("apologies") or (), "apologies")
        statuses |= dict.fromkeys(present, "present")  # who came after all was there
        for agency, status in statuses.items():
            self._batch.add(AttendanceRow, meeting_id=meeting, agency_id=agency, status=status)
        return meeting

    def is_fixed(self, forum_id: str, day: date) -> bool:
        """Tell whether minutes of a forum's day are fixed.

        Where the forum met twice that day, no row says at which a case was heard: one is enough.
        """
        return (forum_id, day) in self._fixed_days

    def hear(self, case: Entry, referral: Entry, day: date) -> Entry:
        """Put a new case on the first meeting of its forum that day; make one if there is none."""
        forum_id = case["forum_id"]
        first = self._first.get((forum_id, day))
        meeting = first[1] if first else self._add(forum_id, day, None, None)
        position = self._positions[meeting] = self._positions.get(meeting, 0) + 1
        self._discussed[case["id"], day] = meeting
        heard = day < self._today
        case["last_heard_on" if heard else "next_hearing_on"] = day
        return self._batch.entry(
            DiscussionRow,
            meeting_id=meeting,
            case_id=case["id"],
            referral_id=referral["id"],
            position=position,
            status="heard" if heard else "listed",
            outcome=referral["outcome"],
        )

    def meeting_of(self, case_id: int, day: date) -> int | None:
        """Return the meeting of a day at which a case was discussed.

        What was agreed at it is fixed with its minutes: then there is none to add to.
        """
        meeting = self._discussed.get((case_id, day))
        return None if meeting in self._frozen else meeting

    def _add(
        self, forum_id: str, held_on: date, starts_at: datetime | None, note: str | None
    ) -> int:
        meeting = self._batch.add(
            MeetingRow,
            forum_id=forum_id,
            held_on=held_on,
            starts_at=starts_at,
            status="held" if held_on < self._today else "planned",
            note=note,
        )
        self._remember(forum_id, held_on, starts_at, meeting)
        return meeting

    def _remember(
        self, forum_id: str, held_on: date, starts_at: datetime | None, meeting: int
    ) -> None:
        """Keep the first meeting of a day: by the clock where it is known, then as recorded."""
        start = (starts_at or _NO_CLOCK, meeting)
        known = self._first.get((forum_id, held_on))
        if known is None or start < known[0]:
            self._first[forum_id, held_on] = start, meeting


def agenda_is_fixed() -> str:
    """Return why no case comes onto a meeting, and what to do."""
    return _(
        "The minutes of this forum’s meeting on this day were approved or sent, so its agenda is "
        "fixed. Choose there “Minutes not approved after all”, then bring this in again; or leave "
        "the day out: then the case waits for a meeting."
    )
