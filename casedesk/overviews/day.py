"""Gathers what the Today page shows."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import Select, and_, case, func, nulls_last, select
from sqlalchemy.orm import Session

from casedesk.actions.model import ActionFilter, ActionStatus
from casedesk.actions.queries import conditions, joined, summary
from casedesk.actions.tables import ActionRow
from casedesk.agencies.catalogue import agencies
from casedesk.cases.standing import case_stands
from casedesk.cases.subject_shown import hidden_subjects
from casedesk.cases.tables import CaseRow
from casedesk.contacts.queries import plan_holds
from casedesk.contacts.tables import ContactNoteRow
from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import powers
from casedesk.interventions.deadlines import open_in
from casedesk.interventions.model import OpenDeadline
from casedesk.meetings.model import MeetingStatus
from casedesk.meetings.queries import as_they_come, meeting_summaries, meetings_shown
from casedesk.meetings.tables import DiscussionRow, MeetingRow
from casedesk.overviews.model import (
    ActionsDue,
    ActionShown,
    ContactDue,
    DeadlineShown,
    MeetingShown,
    NeedsFinishing,
    SinceLastHere,
)
from casedesk.people.model import SafeContact, shown_name
from casedesk.people.protected_addresses import address_hidden
from casedesk.people.tables import PersonRow
from casedesk.referrals.tables import ReferralRow
from casedesk.risk.tables import AssessmentRow
from casedesk.workspace.tables import CorrectionRow
from casedesk.workspace.workspace import Workspace

NEXT_DAYS = 7
DEADLINE_DAYS = 28  # what the law wants within four weeks stands on the first page
_MOST = 100  # lines of a card; the pages of their own show all
_CONTACT = (
    ContactNoteRow.id,
    ContactNoteRow.next_contact_on,
    ContactNoteRow.case_id,
    CaseRow.reference,
    CaseRow.subject_name,
    ContactNoteRow.person_id,
    PersonRow.surname,
    PersonRow.forenames,
    PersonRow.known_as,
    PersonRow.safe_contact_how,
    PersonRow.safe_contact_when,
    PersonRow.safe_contact_number,
    PersonRow.safe_contact_not,
)


def deadlines_shown(workspace: Workspace, session: Session) -> tuple[DeadlineShown, ...]:
    """Return the deadlines of the next four weeks and those that passed unanswered."""
    today, now = workspace.today(), workspace.clock()
    waiting = open_in(workspace, session, today + timedelta(days=DEADLINE_DAYS))
    return tuple(
        DeadlineShown(_deadline_sentence(one), one, one.is_past(now, today))
        for one in waiting[:_MOST]
    )


def meeting_title(forum_id: str, number: int | None) -> str:
    """Return what a meeting is called: the forum and its number, where it has one."""
    forum = forums().get(forum_id)
    title = forum_id if forum is None else catalogue_text(forum.short_title)
    return title if number is None else f"{title} {number}"


def next_meeting_shown(session: Session, today: date) -> MeetingShown | None:
    """Return the next planned meeting of any forum."""
    query = (
        meetings_shown()
        .where(MeetingRow.status == MeetingStatus.PLANNED, MeetingRow.held_on >= today)
        .order_by(*as_they_come())
        .limit(1)
    )
    found = meeting_summaries(session, query)
    if not found:
        return None
    meeting = found[0]
    counts = session.execute(
        select(
            func.count().filter(CaseRow.children_in_household > 0),
            func.count().filter(CaseRow.unfinished),
        )
        .join(DiscussionRow, DiscussionRow.case_id == CaseRow.id)
        .where(DiscussionRow.meeting_id == meeting.id, DiscussionRow.error_at.is_(None))
    ).one()
    return MeetingShown(meeting_title(meeting.forum_id, meeting.number), meeting, *counts)


def needs_finishing(session: Session) -> NeedsFinishing:
    """Count what is incomplete in open cases."""
    still_open = and_(CaseRow.status == "open", CaseRow.error_at.is_(None))
    referrals = select(func.count()).where(CaseRow.unfinished == 1, CaseRow.error_at.is_(None))
    assessments = (
        select(func.count())
        .select_from(AssessmentRow)
        .join(CaseRow, CaseRow.id == AssessmentRow.case_id)
        .where(AssessmentRow.band.is_(None), AssessmentRow.error_at.is_(None), still_open)
    )
    outcomes = (
        select(func.count())
        .select_from(DiscussionRow)
        .join(CaseRow, CaseRow.id == DiscussionRow.case_id)
        .where(
            DiscussionRow.status == "heard",
            DiscussionRow.outcome.is_(None),
            DiscussionRow.error_at.is_(None),
            still_open,
        )
    )
    return NeedsFinishing(*(session.scalar(q) or 0 for q in (referrals, assessments, outcomes)))


def actions_due(workspace: Workspace, session: Session, *, mine: bool) -> ActionsDue:
    """Return the actions overdue, due today and in the next seven days."""
    today = workspace.today()
    last = today + timedelta(days=NEXT_DAYS)
    owner = workspace.user.name if mine else None
    which = ActionFilter(status=ActionStatus.OPEN, due_to=last, owner=owner)
    due = ActionRow.due_on
    when = case((due < today, "overdue"), (due == today, "today"), else_="next")
    rows = session.execute(
        select(when, func.count()).where(*conditions(which, today)).group_by(when)
    )
    counted: dict[str, int] = dict(tuple(row) for row in rows)
    in_order = joined(which, today).order_by(nulls_last(due), ActionRow.id).limit(_MOST)
    lines = [summary(row) for row in session.execute(in_order)]
    titles = _meeting_titles(session, {line.meeting_id for line in lines if not line.case_id})
    return ActionsDue(
        lines=tuple(
            ActionShown(
                line,
                _agency_title(line.agency_id),
                line.case_reference or titles.get(line.meeting_id, ""),
            )
            for line in lines
        ),
        overdue=counted.get("overdue", 0),
        today=counted.get("today", 0),
        next_days=counted.get("next", 0),
    )


def contacts_due(workspace: Workspace, session: Session) -> tuple[ContactDue, ...]:
    """Return who is to be contacted today or was to be before, the longest due first.

    A later note of the same case and person takes the plan of an earlier one away.
    """
    note = ContactNoteRow
    query = (
        cast("Select[Any]", select(*_CONTACT))
        .outerjoin(CaseRow, CaseRow.id == note.case_id)
        .outerjoin(PersonRow, PersonRow.id == note.person_id)
        .where(
            note.next_contact_on <= workspace.today(),
            note.error_at.is_(None),
            and_(CaseRow.status == "open", CaseRow.error_at.is_(None)) | note.case_id.is_(None),
            plan_holds(),
        )
        .order_by(note.next_contact_on, note.id)
        .limit(_MOST)
    )
    rows = session.execute(query).all()
    of_case = [row.case_id for row in rows if row.case_id is not None]
    hidden = hidden_subjects(workspace, session, of_case)
    return tuple(_contact(row, hidden) for row in rows)


def since_last_here(session: Session, since: datetime | None) -> SinceLastHere | None:
    """Count what was recorded since the user's last visit; None on the first."""
    if since is None:
        return None
    referrals = _recorded_after(ReferralRow.id, ReferralRow.recorded_at, since)
    risk = _recorded_after(AssessmentRow.id, AssessmentRow.recorded_at, since)
    reopened = _recorded_after(CorrectionRow.id, CorrectionRow.at, since)
    return SinceLastHere(
        since,
        referrals=session.scalar(referrals.where(ReferralRow.error_at.is_(None))) or 0,
        assessments=session.scalar(risk.where(AssessmentRow.error_at.is_(None))) or 0,
        reopened=session.scalar(
            reopened.where(
                CorrectionRow.table_name == "case",
                CorrectionRow.field == "status",
                CorrectionRow.old_value == "closed",
            )
        )
        or 0,
    )


def next_date(session: Session, today: date) -> date | None:
    """Return the first day ahead on which an action is due or a meeting planned."""
    action = select(func.min(ActionRow.due_on)).where(
        ActionRow.status == ActionStatus.OPEN,
        ActionRow.due_on > today,
        ActionRow.error_at.is_(None),
        case_stands(ActionRow.case_id),
    )
    meeting = select(func.min(MeetingRow.held_on)).where(
        MeetingRow.status == MeetingStatus.PLANNED,
        MeetingRow.held_on > today,
        MeetingRow.error_at.is_(None),
    )
    days = [session.scalar(action), session.scalar(meeting)]
    return min((day for day in days if day is not None), default=None)


def _recorded_after(key: Any, moment: Any, since: datetime) -> Any:
    """Count rows written after a moment, reading only from the last one before it.

    Ids rise with the time of writing, so that the search from the end is short.
    """
    last = select(key).where(moment <= since).order_by(key.desc()).limit(1).scalar_subquery()
    return select(func.count(key)).where(key > func.coalesce(last, 0))


def _deadline_sentence(one: OpenDeadline) -> str:
    power = powers().get(one.power_id)
    title = one.power_id if power is None else catalogue_text(power.title)
    text = _("{power} {reference}: {deadline}")
    return text.format(power=title, reference=one.reference, deadline=one.title)


def _meeting_titles(session: Session, ids: set[int | None]) -> dict[int | None, str]:
    query = select(MeetingRow.id, MeetingRow.forum_id, MeetingRow.number).where(
        MeetingRow.id.in_([one for one in ids if one is not None])
    )
    return {row.id: meeting_title(row.forum_id, row.number) for row in session.execute(query)}


def _agency_title(agency_id: str) -> str:
    agency = agencies().get(agency_id)
    return agency_id if agency is None else catalogue_text(agency.title)


def _contact(row: Any, hidden: Collection[int]) -> ContactDue:
    safe = None
    if row.person_id is not None:
        safe = SafeContact(
            row.safe_contact_how,
            row.safe_contact_when,
            row.safe_contact_number,
            row.safe_contact_not,
        )
    name = address_hidden() if row.case_id in hidden else row.subject_name or ""
    if row.person_id is not None:
        name = shown_name(row.forenames, row.surname, row.known_as)
    return ContactDue(
        row.id, row.next_contact_on, row.case_id, row.reference, row.person_id, name, safe
    )
