"""What may be done with meetings and agendas. Pure functions: same input, same answer."""

from collections.abc import Container, Sequence
from datetime import date

from casedesk.dates import local_day
from casedesk.forums.catalogue import Forum
from casedesk.i18n import _
from casedesk.meetings.model import MeetingStatus, NewMeeting


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
