"""What may be done with meetings and agendas. Pure functions: same input, same answer."""

from collections.abc import Container, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from casedesk.dates import WorkingDays, add_months, local_day
from casedesk.forums.catalogue import Forum
from casedesk.i18n import _
from casedesk.meetings.model import (
    AgendaItem,
    CaseToHear,
    DiscussionStatus,
    MeetingStatus,
    MeetingSummary,
    NewMeeting,
    Rhythm,
    SeriesDay,
)

_WEEKS = {Rhythm.WEEKLY: 1, Rhythm.FORTNIGHTLY: 2, Rhythm.FOUR_WEEKLY: 4}


def meeting_problems(new: NewMeeting, forums: Container[str]) -> dict[str, str]:
    """Return what is wrong with a meeting as written down, by field; empty if nothing is."""
    problems: dict[str, str] = {}
    if new.forum_id not in forums:
        problems["forum_id"] = _("This forum is not known. Choose one from the list.")
    if new.starts_at is not None and local_day(new.starts_at) != new.held_on:
        problems["starts_at"] = _("The meeting must start on the day it is held.")
    if new.number is not None and new.number < 1:
        problems["number"] = _("Meetings are numbered from 1.")
    return problems


def first_status(held_on: date, today: date) -> MeetingStatus:
    """Return where a meeting stands when it is recorded: one of a past day is held.

    A workbook gives a meeting no status, only its day.
    """
    return MeetingStatus.HELD if held_on < today else MeetingStatus.PLANNED


def hearing_problem(status: str, held_on: date, today: date) -> str:
    """Return why a case cannot be heard at a meeting, or an empty text."""
    if status == MeetingStatus.CANCELLED:
        return _("This meeting was cancelled. Put the case on the agenda of another one.")
    if held_on > today:
        return _("A case cannot be heard before the day of its meeting.")
    return ""


def can_be_heard(meeting: MeetingSummary, item: AgendaItem, today: date) -> bool:
    """Tell whether a case can be heard now, with nothing more to be said.

    Once minutes are final that is a correction, and asks for a reason.
    """
    if item.status is DiscussionStatus.HEARD or meeting.minutes_are_final:
        return False
    return not hearing_problem(meeting.status, meeting.held_on, today)


def can_be_ended(meeting: MeetingSummary, today: date) -> bool:
    """Tell whether a meeting can be recorded as held now."""
    is_planned = meeting.status is MeetingStatus.PLANNED
    return is_planned and not hearing_problem(meeting.status, meeting.held_on, today)


def outcome_problem(outcome: str | None, forum: Forum | None) -> str:
    """Return why an outcome will not do, or an empty text. None: no outcome yet.

    Source: the outcomes in the forum's file of the catalogue.
    """
    known = forum is None or outcome is None or any(o.id == outcome for o in forum.outcomes)
    return "" if known else _("Choose one of the outcomes of this forum.")


def moved(order: Sequence[int], item: int, position: int) -> list[int]:
    """Return `order` with `item` at `position`, counted from 1; beyond an end means that end."""
    others = [other for other in order if other != item]
    place = min(max(position, 1), len(order)) - 1
    return [*others[:place], item, *others[place:]]


def proposed(waiting: Sequence[CaseToHear]) -> list[CaseToHear]:
    """Return the cases that wait in the order they are proposed for an agenda.

    Cases with children stand first, so that those who come for them alone can leave after;
    within each half who was put off before comes first, then the longest waiting.
    """
    return sorted(
        waiting,
        key=lambda one: (not one.with_children, not one.was_put_off, one.received_on, one.case_id),
    )


class Standing(NamedTuple):
    """A case on an agenda as far as its place goes; `is_settled`: it was heard or put off."""

    id: int
    with_children: bool
    is_settled: bool


def with_children_first(items: Sequence[Standing]) -> list[int]:
    """Return the order of an agenda to whose end one case was just put.

    A case with children goes to the end of those with children, so that those who come for them
    alone can leave after. Where somebody mixed the agenda, and before what was settled already,
    nothing is moved.
    """
    *before, new = items
    place = len(before)
    flags = [one.with_children for one in before]
    if new.with_children and flags == sorted(flags, reverse=True):
        settled = (n for n, one in enumerate(before, start=1) if one.is_settled)
        last_settled = max(settled, default=0)
        place = max(sum(flags), last_settled)
    order = [one.id for one in before]
    return [*order[:place], new.id, *order[place:]]


def series_days(first: date, rhythm: Rhythm, until: date) -> list[SeriesDay]:
    """Return the days of a series from `first` to `until`, both included.

    A meeting that would fall on a bank holiday is held on the next working day. Monthly means
    the same weekday of the month as the first, such as the second Tuesday; of a fifth, the last.
    """
    days, place = [], 0
    while (day := _day_of_series(first, rhythm, place)) <= until:
        days.append(_off_bank_holiday(day))
        place += 1
    return days


def _day_of_series(first: date, rhythm: Rhythm, place: int) -> date:
    if rhythm is not Rhythm.MONTHLY:
        return first + place * timedelta(weeks=_WEEKS[rhythm])
    month = add_months(first.replace(day=1), place)
    to_weekday = timedelta(days=(first.weekday() - month.weekday()) % 7)
    day = month + to_weekday + timedelta(weeks=(first.day - 1) // 7)
    return day if day.month == month.month else day - timedelta(weeks=1)


def _off_bank_holiday(day: date) -> SeriesDay:
    calendar = WorkingDays()
    if not calendar.is_bank_holiday(day):
        return SeriesDay(day)
    return SeriesDay(calendar.add(day, 1), moved_from=day)
