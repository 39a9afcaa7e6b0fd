"""Invents meetings of about sixteen cases, who came, what was said, and the actions agreed."""

from datetime import date, datetime, time, timedelta
from itertools import groupby

from casedesk.actions.model import ActionStatus
from casedesk.actions.tables import ActionRow
from casedesk.dates import LONDON, WorkingDays
from casedesk.forums.catalogue import forums
from casedesk.meetings.model import Presence
from casedesk.meetings.tables import AttendanceRow, DiscussionRow, MeetingRow
from casedesk.practice import rates
from casedesk.practice.book import Book, Values
from casedesk.practice.cases import Made
from casedesk.practice.days import chunks, meeting_days
from casedesk.practice.dice import Dice

_NOTICE = timedelta(days=5)  # the list goes out, later referrals wait for the next meeting
_OUTCOMES = ("plan_agreed", "actions_agreed")
_FORGOTTEN = timedelta(days=150)  # after so long somebody has closed the action, or nobody will


class MeetingMaker:
    """Adds the meetings of one forum to the book."""

    def __init__(self, book: Book, dice: Dice, today: date) -> None:
        """Add to `book`, decided by `dice`, as it stands on the morning of `today`."""
        self.book, self.dice, self.today = book, dice, today
        self._calendar = WorkingDays()
        self._number = 0

    def make(self, cases: list[Made]) -> None:
        """Hear the accepted `cases` of one forum, oldest first."""
        waiting = [made for made in cases if made.referral["status"] == "accepted"]
        if not waiting:
            return
        span = max((self.today - waiting[0].received).days, 1)
        days = meeting_days(waiting[0].received, self.today, len(waiting) / span)
        start = 0
        deferred: list[Made] = []
        for day in days:
            end = start
            while end < len(waiting) and waiting[end].received <= day - _NOTICE:
                end += 1
            listed = deferred + waiting[start:end]
            deferred, start = [], end
            place = 0
            for size in chunks(len(listed), rates.CASES_A_MEETING):
                deferred += self._meeting(day, listed[place : place + size])
                place += size

    def _meeting(self, day: date, listed: list[Made]) -> list[Made]:
        """Add one meeting and return what it put off."""
        dice, held = self.dice, day < self.today
        forum = listed[0].forum
        sent = self._calendar.add(day, dice.between(1, 7)) if held else None
        at = dice.moment(day - _NOTICE)
        self._number += 1
        meeting = self.book.add(
            MeetingRow,
            at,
            forum_id=forum.id,
            number=self._number,
            held_on=day,
            starts_at=datetime.combine(day, time(9, 30), LONDON),
            place="Civic Offices, Committee Room 2",
            status="held" if held else "planned",
            minutes_sent_on=sent if sent and sent < self.today else None,
        )
        if held:
            self._attendance(meeting, day)
        put_off = []
        for position, made in enumerate(listed, 1):
            if held and dice.chance(rates.DEFERRED):
                put_off.append(made)
            self._discussion(meeting, made, position, "deferred" if made in put_off else "")
        return put_off

    def _attendance(self, meeting: Values, day: date) -> None:
        at = self.dice.moment(day)
        officers = self.dice.words.officers
        for place, agency in enumerate(forums()[meeting["forum_id"]].agencies):
            status = self.dice.weighed(rates.PRESENT)
            if status:
                self.book.add(
                    AttendanceRow,
                    at,
                    meeting_id=meeting["id"],
                    agency_id=agency,
                    practitioner_name=officers[place % len(officers)],
                    status=status,
                    accepted_at=None if status == Presence.APOLOGIES else at,
                )

    def _discussion(self, meeting: Values, made: Made, position: int, status: str) -> None:
        dice, held = self.dice, meeting["status"] == "held"
        status = status or ("heard" if held else "listed")
        heard = status == "heard"
        day = meeting["held_on"]
        known = [outcome.id for outcome in made.forum.outcomes if outcome.accepted]
        outcome = next((one for one in _OUTCOMES if one in known), known[0] if known else None)
        if heard and made.referral["is_repeat"] and "repeat_heard" in known:
            outcome = "repeat_heard"
        self.book.add(
            DiscussionRow,
            dice.moment(day) if held else meeting["recorded_at"],
            meeting_id=meeting["id"],
            case_id=made.case["id"],
            referral_id=made.referral["id"],
            position=position,
            status=status,
            deferred_reason="Agency not present." if status == "deferred" else None,
            is_repeat=heard and made.referral["is_repeat"],
            minutes=dice.pick(dice.words.minutes) if heard else "",
            outcome=outcome if heard else None,
        )
        if heard:
            self._heard(meeting, made, day, outcome)
        elif not held:
            made.case["next_hearing_on"] = day

    def _heard(self, meeting: Values, made: Made, day: date, outcome: str | None) -> None:
        made.case["last_heard_on"] = day
        made.referral["outcome"] = outcome
        made.referral["repeat_frozen_at"] = self.dice.moment(day)
        agencies = made.forum.agencies or (made.agency,)
        for _action in range(self.dice.weighed(rates.ACTIONS)):
            self._action(meeting, made, day, self.dice.pick(agencies))
        if self.today - day > timedelta(days=190) and self.dice.chance(0.93):
            made.case["status"] = "closed"
            made.case["closed_on"] = day + timedelta(days=self.dice.between(60, 180))
            made.case["close_reason"] = "plan complete"

    def _action(self, meeting: Values, made: Made, day: date, agency: str) -> None:
        dice = self.dice
        due = day + timedelta(days=dice.pick((7, 14, 14, 21, 28)))
        late = dice.between(-6, 0) if dice.chance(0.82) else dice.between(1, 20)
        closed: date | None = max(day, due + timedelta(days=late))
        left_open = dice.chance(0.08) and self.today - day < _FORGOTTEN
        if left_open or (closed and closed >= self.today):
            closed = None
        status = dice.weighed(rates.ACTION_ENDS) if closed else "open"
        self.book.add(
            ActionRow,
            dice.moment(day),
            reference=f"A-{len(self.book.rows[ActionRow]) + 1:04}",
            case_id=made.case["id"],
            meeting_id=meeting["id"],
            forum_id=made.forum.id,
            agency_id=agency,
            owner=dice.pick(dice.words.officers),
            task=dice.pick(dice.words.tasks),
            urgent=dice.chance(0.06),
            set_on=day,
            due_on=due,
            status=ActionStatus(status),
            closed_on=closed,
            outcome_note=dice.pick(dice.words.outcome_notes) if status == "done" else None,
        )


def make_meetings(book: Book, dice: Dice, made: list[Made], today: date) -> None:
    """Add the meetings of every forum that heard one of the cases."""
    by_forum = sorted(made, key=lambda one: one.forum.id)  # stable: oldest first within a forum
    for _forum, cases in groupby(by_forum, key=lambda one: one.forum.id):
        MeetingMaker(book, dice, today).make(list(cases))
