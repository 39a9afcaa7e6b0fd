"""One action as it is opened beside the list: what holds now, and all that became of it."""

from datetime import date, datetime, time

from sqlalchemy import select

from casedesk.actions.chase import chases_in
from casedesk.actions.model import ActionStatus, ActionSummary, Chase
from casedesk.actions.service import get_action
from casedesk.actions.tables import ActionRow
from casedesk.agencies.catalogue import agencies
from casedesk.dates import LONDON, local_day
from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text, with_commas
from casedesk.meetings.tables import MeetingRow
from casedesk.overviews.day import meeting_title
from casedesk.overviews.model import ActionView, EntryKind, TimelineEntry
from casedesk.overviews.timeline import corrections
from casedesk.security.roles import Permission
from casedesk.workspace.tables import AccountRow
from casedesk.workspace.workspace import Workspace


def action_view(workspace: Workspace, action_id: int, *, opening: bool = True) -> ActionView:
    """Return an action with its history, the latest first; opening it leaves an audit entry.

    Args:
        workspace: the open partnership file.
        action_id: the action.
        opening: False where it is open already and is only asked for again.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    action = get_action(workspace, action_id)
    with workspace.reading(Permission.READ_RECORDS) as session:
        row, by = session.execute(
            select(ActionRow, AccountRow.name)
            .join(AccountRow, AccountRow.id == ActionRow.recorded_by)
            .where(ActionRow.id == action_id)
        ).one()
        meeting = session.get(MeetingRow, action.meeting_id) if action.meeting_id else None
        of_meeting = meeting_title(meeting.forum_id, meeting.number) if meeting else ""
        set_ = _entry(action_id, row.recorded_at, _("Set"), action.task, by, action.set_on)
        chased = [_chased(action_id, one) for one in chases_in(session, action_id)]
        changed = corrections(workspace, session, {("action", action_id): (row, set_)})
        found = [set_, *_closed(action), *chased, *changed]
    if opening:
        workspace.note_view(f"action/{action_id}")
    return ActionView(
        action,
        agency=_agency(action.agency_id),
        meeting=of_meeting,
        forum=_forum(action.forum_id),
        entries=tuple(sorted(found, key=_order, reverse=True)),
    )


def _closed(action: ActionSummary) -> list[TimelineEntry]:
    """Return how an action ended, if it has."""
    if action.closed_on is None:
        return []
    title = {
        ActionStatus.OPEN: "",
        ActionStatus.DONE: _("Done"),
        ActionStatus.NOT_POSSIBLE: _("No longer possible"),
        ActionStatus.NOT_DONE: _("Not done"),
    }[action.status]
    note = action.outcome_note or ""
    return [_entry(action.id, None, title, text=note, on=action.closed_on)]


def _chased(action_id: int, chase: Chase) -> TimelineEntry:
    whom = with_commas(chase.owner, _agency(chase.agency_id))
    return _entry(action_id, chase.at, _("Chased · {whom}").format(whom=whom), by=chase.by)


def _entry(  # noqa: PLR0917
    action_id: int,
    at: datetime | None,
    title: str,
    text: str = "",
    by: str = "",
    on: date | None = None,
) -> TimelineEntry:
    """Return an entry of the day it happened; the moment only if that is the day of writing."""
    day = on or (local_day(at) if at is not None else date.min)
    moment = at if at is not None and local_day(at) == day else None
    return TimelineEntry(EntryKind.ACTION, action_id, day, moment, title, text, by)


def _order(entry: TimelineEntry) -> tuple[date, bool, datetime]:
    """Order by day; what has no moment of its own ends its day, but nothing is before "Set"."""
    moment = entry.at or datetime.combine(entry.on, time.max, LONDON)
    return entry.on, entry.title != _("Set"), moment


def _agency(agency_id: str) -> str:
    agency = agencies().get(agency_id)
    return agency_id if agency is None else catalogue_text(agency.title)


def _forum(forum_id: str | None) -> str:
    forum = forums().get(forum_id or "")
    return (forum_id or "") if forum is None else catalogue_text(forum.short_title)
