"""The first page, a case's and a meeting's page: everything they show, in one call each."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.case_life import case_in
from casedesk.meetings.agenda import get_discussion
from casedesk.overviews import case_view, day, meeting_view
from casedesk.overviews import timeline as lines
from casedesk.overviews.model import (
    CasePage,
    DiscussionPage,
    EntryKind,
    MeetingPage,
    TimelineEntry,
    TodayView,
)
from casedesk.security.roles import Permission
from casedesk.workspace.tables import SettingRow
from casedesk.workspace.workspace import Workspace


def today(workspace: Workspace, *, mine: bool = False) -> TodayView:
    """Return what the Today page shows.

    Args:
        workspace: the open partnership file.
        mine: only the actions that the user at work owns.
    """
    now = workspace.today()
    with workspace.reading(Permission.READ_RECORDS) as session:
        return TodayView(
            today=now,
            deadlines=day.deadlines_shown(workspace, session),
            next_meeting=day.next_meeting_shown(session, now),
            needs_finishing=day.needs_finishing(session),
            actions=day.actions_due(workspace, session, mine=mine),
            contacts_due=day.contacts_due(workspace, session),
            since=day.since_last_here(session, _last_visit(session, workspace)),
            next_date=day.next_date(session, now),
        )


def is_first_visit(workspace: Workspace) -> bool:
    """Tell whether the user at work has never left this file yet: it is all new."""
    if not workspace.may(Permission.READ_RECORDS):
        return False
    with workspace.reading(Permission.READ_RECORDS) as session:
        return _last_visit(session, workspace) is None


def end_visit(workspace: Workspace) -> None:
    """Remember when the user at work left; call it before the file is locked."""
    with workspace.changing(Permission.READ_RECORDS) as change:
        name, left = _visit(workspace), change.now.isoformat()
        row = change.session.get(SettingRow, name)
        if row is None:
            change.session.add(SettingRow(name=name, value=left))
        else:
            row.value = left
        change.audit("visit.ended", "file")


def case_page(workspace: Workspace, case_id: int, *, opening: bool = True) -> CasePage:
    """Return a case's page; opening it leaves an audit entry.

    Args:
        workspace: the open partnership file.
        case_id: the case.
        opening: False where a page that is open already only asks again.

    Raises:
        NotFoundError: there is no such case, or it was recorded in error.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        page = case_view.page_of(workspace, session, case_id)
    if opening:
        workspace.note_view(f"case/{case_id}")
    return page


def meeting_page(workspace: Workspace, meeting_id: int) -> MeetingPage:
    """Return a meeting's page, without what was said of its cases.

    Raises:
        NotFoundError: there is no such meeting, or it was recorded in error.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        return meeting_view.page_of(workspace, session, meeting_id)


def discussion_page(
    workspace: Workspace, discussion_id: int, *, opening: bool = True
) -> DiscussionPage:
    """Return one case at a meeting; opening it leaves an audit entry of the case as well.

    Args:
        workspace: the open partnership file.
        discussion_id: the discussion.
        opening: False where it is open already and only asked for again.

    Raises:
        NotFoundError: the case is no longer on the agenda.
    """
    discussion = get_discussion(workspace, discussion_id, opening=opening)
    case = case_page(workspace, discussion.item.case_id, opening=opening)
    earlier = [one for one in case.actions if one.meeting_id != discussion.meeting_id]
    return DiscussionPage(discussion, case, tuple(earlier))


def timeline(
    workspace: Workspace, case_id: int, kinds: Collection[EntryKind] | None = None
) -> list[TimelineEntry]:
    """Return a case's timeline, the latest first, with what was corrected, struck.

    Args:
        workspace: the open partnership file.
        case_id: the case.
        kinds: which kinds of entry; None: all.

    Raises:
        NotFoundError: there is no such case, or it was recorded in error.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        case_in(workspace, session, case_id)
        return lines.entries(workspace, session, case_id, kinds)


def _visit(workspace: Workspace) -> str:
    return f"last_visit_{workspace.user.id}"


def _last_visit(session: Session, workspace: Workspace) -> datetime | None:
    query = select(SettingRow.value).where(SettingRow.name == _visit(workspace))
    value = session.scalar(query)
    return None if value is None else datetime.fromisoformat(value)
