"""Gathers what a meeting's page shows."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.actions.action_line import Owner
from casedesk.actions.model import ActionFilter
from casedesk.actions.service import list_actions
from casedesk.agencies.catalogue import agencies, names_of_agencies
from casedesk.agencies.service import agency_title, practitioners
from casedesk.agencies.tables import AgencyNameRow
from casedesk.forums.catalogue import forums
from casedesk.meetings import queries
from casedesk.meetings.attendance import statement_text
from casedesk.meetings.model import Attendance, MeetingStatus, MeetingSummary
from casedesk.meetings.rules import can_be_ended, can_be_heard
from casedesk.meetings.tables import MeetingRow
from casedesk.overviews.day import meeting_title
from casedesk.overviews.model import AgencyAtMeeting, MeetingPage
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.workspace import Workspace

_MOST_ACTIONS = 1000


def page_of(workspace: Workspace, session: Session, meeting_id: int) -> MeetingPage:
    """Return a meeting's page.

    Raises:
        NotFoundError: there is no such meeting, or it was recorded in error.
    """
    meeting = queries.one_meeting(session, meeting_id)
    attended = queries.attendance_of(session, meeting_id)
    which = ActionFilter(meeting_id=meeting_id)
    actions = list_actions(workspace, which, limit=_MOST_ACTIONS)
    items, today = queries.agenda_items(workspace, session, meeting_id), workspace.today()
    return MeetingPage(
        meeting=meeting,
        title=meeting_title(meeting.forum_id, meeting.number),
        items=tuple(items),
        people=_people(meeting.forum_id, attended),
        actions=tuple(sorted(actions, key=lambda one: one.id)),
        owners=tuple(_owners(workspace, session, attended)),
        next_day=_next_day(session, meeting),
        statement=meeting.statement or statement_text(workspace),
        waiting=_waiting(session, meeting),
        corrections=corrections_in(session, MeetingRow, meeting_id),
        to_hear=frozenset(one.id for one in items if can_be_heard(meeting, one, today)),
        can_be_ended=can_be_ended(meeting, today),
    )


def _people(forum_id: str, attended: Sequence[Attendance]) -> tuple[AgencyAtMeeting, ...]:
    """Return the agencies of the forum in its order, then whoever else came."""
    forum = forums().get(forum_id)
    core = [] if forum is None else list(forum.agencies)
    others = [one.agency_id for one in attended if one.agency_id not in core]
    found: list[AgencyAtMeeting] = []
    for agency_id in (*core, *dict.fromkeys(others)):
        lines: list[Attendance | None] = [one for one in attended if one.agency_id == agency_id]
        title = agency_title(agency_id)
        found += [AgencyAtMeeting(agency_id, title, one) for one in lines or [None]]
    return tuple(found)


def _owners(
    workspace: Workspace, session: Session, attended: Sequence[Attendance]
) -> Iterator[Owner]:
    """Yield who can be given an action: who is here, other practitioners, agencies."""
    here = {(one.practitioner_name, one.agency_id) for one in attended if one.came}
    known = {(one.fields.name, one.fields.agency_id) for one in practitioners(workspace)}
    for name, agency_id in sorted(here | known):
        if name:
            is_here = (name, agency_id) in here
            yield Owner(name, agency_id, agency_title(agency_id), (name,), is_here)
    own = session.execute(
        select(AgencyNameRow.agency_id, AgencyNameRow.name).where(AgencyNameRow.error_at.is_(None))
    ).all()
    for agency_id, names in names_of_agencies(agencies()).items():
        title = agency_title(agency_id)
        ours = [row.name for row in own if row.agency_id == agency_id]
        yield Owner("", agency_id, title, tuple(dict.fromkeys((title, *names, *ours))))


def _next_day(session: Session, meeting: MeetingSummary) -> date | None:
    return session.scalar(
        select(func.min(MeetingRow.held_on)).where(
            MeetingRow.forum_id == meeting.forum_id,
            MeetingRow.status == MeetingStatus.PLANNED,
            MeetingRow.held_on > meeting.held_on,
            MeetingRow.error_at.is_(None),
        )
    )


def _waiting(session: Session, meeting: MeetingSummary) -> int:
    if meeting.status is not MeetingStatus.PLANNED:
        return 0
    return len(queries.waiting(session, meeting.forum_id, meeting.id))
