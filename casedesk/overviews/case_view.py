"""Gathers what a case's page shows, its timeline apart."""

from contextlib import suppress
from datetime import date

from sqlalchemy import func, nulls_last, select
from sqlalchemy.orm import Session

from casedesk.actions.model import ActionFilter, ActionSummary
from casedesk.actions.service import list_actions
from casedesk.agencies.catalogue import agencies
from casedesk.attachments.model import Attachment, Owner
from casedesk.attachments.service import attachments_in
from casedesk.cases.case_life import case_in
from casedesk.cases.hearings_ahead import is_ahead
from casedesk.cases.model import CaseDetails, CaseStatus, PersonInCase
from casedesk.cases.people_in_case import people_in_case
from casedesk.cases.tables import CaseRow
from casedesk.contacts.model import way_of_contact
from casedesk.contacts.queries import plan_holds
from casedesk.contacts.tables import ContactNoteRow
from casedesk.dates import age_on
from casedesk.errors import NotFoundError
from casedesk.forums.catalogue import forums
from casedesk.forums.model import Part
from casedesk.i18n import _, catalogue_text, with_commas
from casedesk.interventions.model import InterventionFilter
from casedesk.interventions.service import list_interventions
from casedesk.meetings.queries import as_they_come
from casedesk.meetings.tables import DiscussionRow, MeetingRow
from casedesk.overviews.day import meeting_title
from casedesk.overviews.model import CasePage, Caution, ContactAhead, HearingAhead, NowPanel
from casedesk.people.details import addresses_shown
from casedesk.people.model import (
    Certainty,
    SafeContact,
    address_now,
    protected_now,
    shown_name,
)
from casedesk.people.protected_addresses import address_hidden, hidden_places
from casedesk.people.tables import PersonRow
from casedesk.places.tables import PlaceRow
from casedesk.referrals.model import ReferralDetails
from casedesk.referrals.service import details_in
from casedesk.referrals.tables import ReferralRow
from casedesk.risk.catalogue import risk_tools
from casedesk.risk.service import assessments_of_case
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

_NAME = (PersonRow.forenames, PersonRow.surname, PersonRow.known_as)


def page_of(workspace: Workspace, session: Session, case_id: int) -> CasePage:
    """Return a case's page.

    Raises:
        NotFoundError: there is no such case, or it was recorded in error.
    """
    case, today = case_in(workspace, session, case_id), workspace.today()
    people = people_in_case(session, case_id)
    actions = tuple(list_actions(workspace, ActionFilter(case_id=case_id)))
    forum = forums().get(case.forum_id)
    lead = agencies().get(case.fields.lead_agency_id or "")
    ended = case.closed_on if case.status is CaseStatus.CLOSED else None
    return CasePage(
        case=case,
        forum=case.forum_id if forum is None else catalogue_text(forum.short_title),
        subject_label="" if forum is None else catalogue_text(forum.subject_label),
        lead_agency=(case.fields.lead_agency_id or "")
        if lead is None
        else catalogue_text(lead.title),
        risk=band_title(case.risk_tool_id, case.risk_band),
        days_open=((ended or today) - case.opened_on).days,
        place=_place(workspace, session, case_id),
        now=_now(workspace, session, case, people, actions),
        people=people,
        referrals=_referrals(session, case_id),
        risk_history=tuple(assessments_of_case(workspace, case_id)),
        actions=actions,
        interventions=tuple(list_interventions(workspace, InterventionFilter(case_id=case_id))),
        attachments=_attachments(workspace, session, case_id),
    )


def ask_of_none(workspace: Workspace, session: Session) -> None:
    """Ask what `page_of` asks, of a case that is not there: where no case is yet."""
    none = 0
    with suppress(NotFoundError):
        case_in(workspace, session, none)
    people_in_case(session, none)
    list_actions(workspace, ActionFilter(case_id=none))
    assessments_of_case(workspace, none)
    list_interventions(workspace, InterventionFilter(case_id=none))
    for ask in (_referrals, _contacts):
        ask(session, none)
    _place(workspace, session, none)
    addresses_shown(workspace, session, none)
    with suppress(NotFoundError):
        details_in(session, none)
    _hearing(session, none, workspace.today())
    _attachments(workspace, session, none)


def band_title(tool_id: str | None, band: str | None) -> str:
    """Return the word a risk tool has for a band; empty where there is none."""
    tool = risk_tools().get(tool_id or "")
    bands = () if tool is None else tool.bands
    title = next((one.title for one in bands if one.id == band), band or "")
    return catalogue_text(title)


def _now(
    workspace: Workspace,
    session: Session,
    case: CaseDetails,
    people: tuple[PersonInCase, ...],
    actions: tuple[ActionSummary, ...],
) -> NowPanel:
    today = workspace.today()
    subject = next((one for one in people if one.part is Part.SUBJECT), None)
    waiting = [action for action in actions if action.status == "open"]
    safe, address, protected, age = None, "", False, None
    if subject is not None:
        safe, age = _person(session, subject, today)
        addresses = addresses_shown(workspace, session, subject.person_id)
        present = address_now(addresses)
        protected = protected_now(addresses)
        if present is not None:
            hidden = protected and not present.place_id
            address = _("not shown") if hidden else present.shown
    return NowPanel(
        warnings=warnings_of(safe, protected=protected),
        subject=subject,
        subject_age=age,
        address=address,
        address_protected=protected,
        safe_contact=safe,
        next_hearing=_hearing(session, case.id, today),
        actions_open=len(waiting),
        actions_due_today=sum(action.due_on == today for action in waiting),
        actions_overdue=sum(action.is_overdue(today) for action in waiting),
        contacts=() if case.status is CaseStatus.CLOSED else _contacts(session, case.id),
    )


def warnings_of(safe: SafeContact | None, *, protected: bool) -> tuple[Caution, ...]:
    """Return what must not be missed of a person, in the same words wherever they appear."""
    found: list[Caution] = []
    way = "" if safe is None else with_commas(way_of_contact(safe), (safe.when or "").strip())
    if way:
        found.append(Caution(_("Safe contact: {rule}").format(rule=way), is_danger=False))
    never = "" if safe is None else (safe.who_must_not_answer or "").rstrip(". ")
    if never:
        found.append(Caution(_("{who} must not answer.").format(who=never)))
    if protected:
        found.append(Caution(_("The address is protected: not printed, not told.")))
    return tuple(found)


def _person(session: Session, subject: PersonInCase, today: date) -> tuple[SafeContact, int | None]:
    row = session.execute(
        select(
            PersonRow.safe_contact_how,
            PersonRow.safe_contact_when,
            PersonRow.safe_contact_number,
            PersonRow.safe_contact_not,
            PersonRow.born_certainty,
        ).where(PersonRow.id == subject.person_id)
    ).one()
    known = subject.born_on is not None and row.born_certainty != Certainty.NOT_KNOWN
    age = age_on(subject.born_on, today) if known and subject.born_on else None
    return SafeContact(*row[:4]), age


def _hearing(session: Session, case_id: int, today: date) -> HearingAhead | None:
    query = (
        select(MeetingRow, DiscussionRow.position)
        .join(DiscussionRow, DiscussionRow.meeting_id == MeetingRow.id)
        .where(DiscussionRow.case_id == case_id, is_ahead(DiscussionRow, MeetingRow, today))
        .order_by(*as_they_come())
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    meeting, position = found
    cases = select(func.count()).where(
        DiscussionRow.meeting_id == meeting.id, DiscussionRow.error_at.is_(None)
    )
    title = meeting_title(meeting.forum_id, meeting.number)
    count = session.scalar(cases) or 0
    return HearingAhead(title, meeting.id, meeting.held_on, meeting.starts_at, position, count)


def _contacts(session: Session, case_id: int) -> tuple[ContactAhead, ...]:
    """Return the latest note about each person, the contact that is due first in front."""
    note = ContactNoteRow
    query = (
        select(note.id, note.next_contact_on, *_NAME)
        .outerjoin(PersonRow, PersonRow.id == note.person_id)
        .where(note.case_id == case_id, note.error_at.is_(None), plan_holds())
        .order_by(nulls_last(note.next_contact_on), note.at.desc(), note.id.desc())
    )
    found = []
    for key, due_on, forenames, surname, known_as in session.execute(query):
        name = shown_name(forenames or "", surname or "", known_as)  # no person: no name
        found.append(ContactAhead(key, name, due_on))
    return tuple(found)


def _attachments(workspace: Workspace, session: Session, case_id: int) -> tuple[Attachment, ...]:
    """Return the attachments, without their bytes; nothing for whom they are not."""
    if not workspace.may(Permission.READ_ATTACHMENTS):
        return ()
    return tuple(attachments_in(session, Owner(case_id)))


def _place(workspace: Workspace, session: Session, case_id: int) -> str:
    query = (
        select(PlaceRow.id, PlaceRow.address, PlaceRow.postcode)
        .join(CaseRow, CaseRow.place_id == PlaceRow.id)
        .where(CaseRow.id == case_id)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return ""
    if hidden_places(workspace, session, [row.id]):
        return address_hidden()
    return with_commas(row.address, row.postcode)


def _referrals(session: Session, case_id: int) -> tuple[ReferralDetails, ...]:
    query = (
        select(ReferralRow.id)
        .where(ReferralRow.case_id == case_id, ReferralRow.error_at.is_(None))
        .order_by(ReferralRow.received_on, ReferralRow.id)
    )
    return tuple(details_in(session, one) for one in session.scalars(query).all())
