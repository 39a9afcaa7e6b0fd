"""What is read of meetings; every query names only the columns that are shown."""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, false, func, select
from sqlalchemy.orm import Session

from casedesk.cases.subject_shown import named_as_seen
from casedesk.cases.tables import CaseRow
from casedesk.errors import NotFoundError
from casedesk.i18n import _
from casedesk.meetings.model import (
    AgendaItem,
    Attendance,
    CaseHearing,
    CaseToHear,
    Discussion,
    DiscussionStatus,
    MeetingStatus,
    MeetingSummary,
    Presence,
)
from casedesk.meetings.tables import AttendanceRow, DiscussionRow, MeetingRow
from casedesk.referrals.tables import ReferralRow
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.workspace import Workspace

Shown = Select[*tuple[Any, ...]]
_TRUTHS = ("is_repeat", "has_minutes", "with_children")  # SQLite gives 0 and 1


def meetings_shown() -> Shown:
    """Return the query of meeting summaries, without those recorded in error."""
    columns = MeetingRow.__table__.c
    shown = [name for name in MeetingSummary.__struct_fields__ if name in columns]
    on_agenda = (
        select(func.count())
        .where(DiscussionRow.meeting_id == MeetingRow.id, DiscussionRow.error_at.is_(None))
        .correlate(MeetingRow)
    )
    heard = on_agenda.where(DiscussionRow.status == DiscussionStatus.HEARD)
    return select(
        *(getattr(MeetingRow, name) for name in shown),
        on_agenda.scalar_subquery().label("cases"),
        heard.scalar_subquery().label("heard"),
    ).where(MeetingRow.error_at.is_(None))


def as_they_come(*, latest_first: bool = False) -> tuple[ColumnElement[Any], ...]:
    """Return what meetings are ordered by: day, clock where it is known, then as recorded."""
    day, clock, key = MeetingRow.held_on, MeetingRow.starts_at, MeetingRow.id
    if latest_first:
        return day.desc(), clock.desc().nulls_first(), key.desc()
    return day.asc(), clock.asc().nulls_last(), key.asc()


def meeting_summaries(session: Session, query: Shown) -> list[MeetingSummary]:
    """Return the meetings of `query`."""
    return [
        MeetingSummary(**{**row._mapping, "status": MeetingStatus(row.status)})
        for row in session.execute(query)
    ]


def one_meeting(session: Session, meeting_id: int) -> MeetingSummary:
    """Return one meeting.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    found = meeting_summaries(session, meetings_shown().where(MeetingRow.id == meeting_id))
    if not found:
        raise NotFoundError(_("This record is no longer there. Look at the list again."))
    return found[0]


def _items_shown() -> Shown:
    is_heard = DiscussionRow.status == DiscussionStatus.HEARD
    live = func.coalesce(ReferralRow.is_repeat, false())
    return (
        select(
            DiscussionRow.id,
            DiscussionRow.position,
            DiscussionRow.case_id,
            CaseRow.reference.label("case_reference"),
            CaseRow.subject_name,
            CaseRow.risk_band,
            (func.coalesce(CaseRow.children_in_household, 0) > 0).label("with_children"),
            DiscussionRow.status,
            case((is_heard, DiscussionRow.is_repeat), else_=live).label("is_repeat"),
            DiscussionRow.outcome,
            (DiscussionRow.minutes != "").label("has_minutes"),
            DiscussionRow.version,
        )
        .join(CaseRow, CaseRow.id == DiscussionRow.case_id)
        .outerjoin(ReferralRow, ReferralRow.id == DiscussionRow.referral_id)
        .where(DiscussionRow.error_at.is_(None))
    )


def agenda_items(workspace: Workspace, session: Session, meeting_id: int) -> list[AgendaItem]:
    """Return the agenda of a meeting in its order."""
    query = _items_shown().where(DiscussionRow.meeting_id == meeting_id)
    return _items(workspace, session, query.order_by(DiscussionRow.position, DiscussionRow.id))


def _items(workspace: Workspace, session: Session, query: Shown) -> list[AgendaItem]:
    found = [
        AgendaItem(
            **{
                **row._mapping,
                "status": DiscussionStatus(row.status),
                **{name: bool(getattr(row, name)) for name in _TRUTHS},
            }
        )
        for row in session.execute(query)
    ]
    return named_as_seen(workspace, session, found)


def one_discussion(workspace: Workspace, session: Session, discussion_id: int) -> Discussion:
    """Return everything recorded of one discussion.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    items = _items(workspace, session, _items_shown().where(DiscussionRow.id == discussion_id))
    if not items:
        raise NotFoundError(_("This record is no longer there. Look at the list again."))
    row = session.execute(
        select(
            DiscussionRow.meeting_id,
            MeetingRow.forum_id,
            MeetingRow.held_on,
            DiscussionRow.referral_id,
            DiscussionRow.minutes,
            DiscussionRow.deferred_reason,
        )
        .join(MeetingRow, MeetingRow.id == DiscussionRow.meeting_id)
        .where(DiscussionRow.id == discussion_id)
    ).one()
    corrections = corrections_in(session, DiscussionRow, discussion_id)
    return Discussion(items[0], **row._mapping, corrections=corrections)


def hearings_of(session: Session, case_id: int) -> list[CaseHearing]:
    """Return where a case was on an agenda, the latest meeting first."""
    query = (
        select(
            DiscussionRow.id.label("discussion_id"),
            DiscussionRow.meeting_id,
            MeetingRow.forum_id,
            MeetingRow.held_on,
            DiscussionRow.status,
            DiscussionRow.is_repeat,
            DiscussionRow.outcome,
            DiscussionRow.minutes,
        )
        .join(MeetingRow, MeetingRow.id == DiscussionRow.meeting_id)
        .where(
            DiscussionRow.case_id == case_id,
            DiscussionRow.error_at.is_(None),
            MeetingRow.error_at.is_(None),
        )
        .order_by(MeetingRow.held_on.desc(), DiscussionRow.id.desc())
    )
    return [
        CaseHearing(**{**row._mapping, "status": DiscussionStatus(row.status)})
        for row in session.execute(query)
    ]


def waiting(session: Session, forum_id: str, meeting_id: int | None = None) -> list[CaseToHear]:
    """Return open cases with an accepted referral that nobody has heard or listed yet.

    Those that were put off by the meeting `meeting_id` do not wait for that one.
    """
    on_agenda = (DiscussionRow.referral_id == ReferralRow.id, DiscussionRow.error_at.is_(None))
    listed = exists().where(*on_agenda, DiscussionRow.status != DiscussionStatus.DEFERRED)
    put_off = exists().where(*on_agenda, DiscussionRow.status == DiscussionStatus.DEFERRED)
    here = exists().where(
        DiscussionRow.case_id == CaseRow.id,
        DiscussionRow.meeting_id == meeting_id,
        DiscussionRow.error_at.is_(None),
    )
    query = _open_cases(forum_id, put_off).where(~listed, ~here)
    truths = ("is_repeat", "with_children", "was_put_off")
    return [
        CaseToHear(**{**row._mapping, **{name: bool(getattr(row, name)) for name in truths}})
        for row in session.execute(query)
    ]


def _open_cases(forum_id: str, put_off: ColumnElement[bool]) -> Shown:
    """Return the open cases of a forum with a referral that was accepted and not yet heard."""
    return (
        select(
            CaseRow.id.label("case_id"),
            CaseRow.reference,
            CaseRow.subject_name,
            CaseRow.risk_band,
            func.max(ReferralRow.is_repeat).label("is_repeat"),
            (func.coalesce(CaseRow.children_in_household, 0) > 0).label("with_children"),
            func.max(put_off).label("was_put_off"),
            func.min(ReferralRow.received_on).label("received_on"),
        )
        .join(ReferralRow, ReferralRow.case_id == CaseRow.id)
        .where(
            CaseRow.forum_id == forum_id,
            CaseRow.status == "open",
            CaseRow.error_at.is_(None),
            ReferralRow.error_at.is_(None),
            ReferralRow.status == "accepted",
            ReferralRow.repeat_frozen_at.is_(None),
        )
        .group_by(CaseRow.id)
        .order_by(func.min(ReferralRow.received_on), CaseRow.id)
    )


def attendance_of(session: Session, meeting_id: int) -> list[Attendance]:
    """Return who was present and who sent apologies, in the order of recording."""
    query = (
        select(
            AttendanceRow.id,
            AttendanceRow.agency_id,
            AttendanceRow.practitioner_name,
            AttendanceRow.status,
            AttendanceRow.accepted_at,
            AttendanceRow.version,
        )
        .where(AttendanceRow.meeting_id == meeting_id, AttendanceRow.error_at.is_(None))
        .order_by(AttendanceRow.id)
    )
    return [
        Attendance(**{**row._mapping, "status": Presence(row.status)})
        for row in session.execute(query)
    ]
