"""Puts into records what a changed row says of them; each function is one act of consent.

The old value stays, struck; what was empty is filled in the same way, so that the record
shows that it came from an import.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from casedesk.actions.model import ActionStatus
from casedesk.actions.tables import ActionRow
from casedesk.cases.keeping import set_review_day
from casedesk.cases.model import CaseStatus
from casedesk.cases.repeats import refresh_repeats, subject_of
from casedesk.cases.service import judge_again
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.exchange.referral_values import band, role_of_part
from casedesk.forums.model import Part
from casedesk.interventions.deadlines import recompute
from casedesk.interventions.person_changes import follow_birth_date
from casedesk.interventions.tables import BreachRow, InterventionRow
from casedesk.meetings.agenda import put_on_agenda, write_hearing_days
from casedesk.meetings.frozen import refuse_when_frozen
from casedesk.meetings.model import DiscussionStatus, MeetingStatus, NewMeeting
from casedesk.meetings.queries import as_they_come
from casedesk.meetings.service import set_meeting
from casedesk.meetings.tables import DiscussionRow, MeetingRow
from casedesk.people.model import NewPerson
from casedesk.people.records import add_person, change_person
from casedesk.people.rules import name_key
from casedesk.people.tables import PersonAddressRow, PersonRow
from casedesk.places.service import place_of
from casedesk.referrals.model import CriterionMet, ReferringAgency
from casedesk.referrals.service import (
    correct_agencies,
    correct_criteria,
    details_in,
    freeze_when_heard,
)
from casedesk.referrals.tables import ReferralRow
from casedesk.storage.base import Base
from casedesk.workspace.workspace import Change


def correct_values(
    kind: type[Base], record_id: int, values: dict[str, Any], change: Change, reason: str
) -> None:
    """Give columns of a record other values, with what follows from them in the same row."""
    record: Any = change.find(kind, record_id)
    if isinstance(record, PersonRow):
        changed = change_person(change, record, reason, values)
        follow_birth_date(change, record.id, changed)
        return
    if isinstance(record, ActionRow) and values.get("status") is ActionStatus.OPEN:
        values = {**values, "closed_on": None}
    change.correct(record, reason, **values)
    if isinstance(record, CaseRow):
        if values.keys() & {"risk_score", "risk_tool_id"}:
            record.risk_band = band(record.risk_tool_id, record.risk_score)
        if "closed_on" in values:
            set_review_day(change.session, record)


def settle_referral(referral_id: int, change: Change, _reason: str) -> None:
    """Judge repeats again, and what the referral still lacks."""
    judge_again(change, change.find(ReferralRow, referral_id))


def settle_intervention(intervention_id: int, change: Change, _reason: str) -> None:
    """Work out the deadlines of an intervention and of the notice before it again."""
    row = change.find(InterventionRow, intervention_id)
    for one in (row.follows_id, row.id):
        if one is not None:
            recompute(change.session, change.find(InterventionRow, one))


def lead_with(referral_id: int, agency_id: str, change: Change, reason: str) -> None:
    """Let another agency lead; the others stay, each with its share."""
    row = change.find(ReferralRow, referral_id)
    old = details_in(change.session, referral_id).agencies
    others = [one for one in old[1:] if one.agency_id != agency_id]
    agencies = (
        ReferringAgency(agency_id, old[0].weight if old else 1.0),
        *(ReferringAgency(one.agency_id, one.weight) for one in others),
    )
    correct_agencies(change, row, agencies, reason)
    case = change.find(CaseRow, row.case_id)
    if not old or case.lead_agency_id == old[0].agency_id:
        change.correct(case, reason, lead_agency_id=agency_id)


def refer_with(referral_id: int, others: tuple[str, ...], change: Change, reason: str) -> None:
    """Let other agencies refer beside the one that leads, in equal shares."""
    lead = [one.agency_id for one in details_in(change.session, referral_id).agencies[:1]]
    agencies = tuple(ReferringAgency(one) for one in dict.fromkeys((*lead, *others)))
    correct_agencies(change, change.find(ReferralRow, referral_id), agencies, reason)


def meet_criteria(
    referral_id: int, criteria: tuple[CriterionMet, ...], change: Change, reason: str
) -> None:
    """Replace the criteria; evidence that was written down for one stays with it."""
    known = {one.criterion_id: one for one in details_in(change.session, referral_id).criteria}
    kept = tuple(known.get(one.criterion_id, one) for one in criteria)
    correct_criteria(change, change.find(ReferralRow, referral_id), kept, reason)


def move_forum(referral_id: int, forum_id: str, change: Change, reason: str) -> None:
    """Send a referral that nobody heard, with its case, to another forum."""
    row = change.find(ReferralRow, referral_id)
    case = change.find(CaseRow, row.case_id)
    before = row.forum_id
    change.correct(row, reason, forum_id=forum_id)
    change.correct(case, reason, forum_id=forum_id)
    links = select(CasePersonRow).where(CasePersonRow.case_id == case.id)
    for link in change.session.scalars(links):
        change.correct(link, reason, forum_role_id=role_of_part(forum_id, Part(link.role)))
    set_review_day(change.session, case)
    change.session.flush()
    refresh_repeats(change.session, before, subject_of(change.session, case.id))


def hear_on(referral_id: int, day: date, change: Change, reason: str) -> None:
    """Put a case on the first meeting of its forum that day instead of where it stood.

    What has minutes stays where it is: then the case was discussed twice.
    """
    row = change.find(ReferralRow, referral_id)
    change.session.flush()
    for old in change.session.scalars(select(DiscussionRow).where(moved_on(row))):
        refuse_when_frozen(change.session, old.meeting_id)
        change.mark_in_error(old, reason)
    change.session.flush()
    meeting_id = _first_meeting(change.session, row.forum_id, day)
    if meeting_id is None:
        meeting_id = set_meeting(change, NewMeeting(row.forum_id, day))
    discussion_id = put_on_agenda(change, meeting_id, row.case_id)
    new = change.find(DiscussionRow, discussion_id)
    new.referral_id, new.outcome = row.id, row.outcome
    if day < change.today:
        new.status = DiscussionStatus.HEARD.value
        new.is_repeat = freeze_when_heard(change, row.id)
    write_hearing_days(change.session, [row.case_id])


def moved_on(referral: ReferralRow) -> ColumnElement[bool]:
    """Return, for a query, which discussions a new hearing day takes the place of."""
    return and_(
        DiscussionRow.case_id == referral.case_id,
        DiscussionRow.referral_id == referral.id,
        DiscussionRow.minutes == "",
        DiscussionRow.error_at.is_(None),
    )


def meetings_of_day(forum_id: str, day: date) -> ColumnElement[bool]:
    """Return, for a query, which meetings of a forum's day its cases can be heard at."""
    return and_(
        MeetingRow.forum_id == forum_id,
        MeetingRow.held_on == day,
        MeetingRow.error_at.is_(None),
        MeetingRow.status != MeetingStatus.CANCELLED,
    )


def _first_meeting(session: Session, forum_id: str, day: date) -> int | None:
    """Return the meeting of a forum's day that its cases come onto, if there is one."""
    first = (
        select(MeetingRow.id)
        .where(meetings_of_day(forum_id, day))
        .order_by(*as_they_come())
        .limit(1)
    )
    return session.scalar(first)


def came_out_with(referral_id: int, old: str | None, new: str, change: Change, reason: str) -> None:
    """Give the discussions of a referral its new outcome where they had the old one."""
    discussions = select(DiscussionRow).where(
        DiscussionRow.referral_id == referral_id, DiscussionRow.error_at.is_(None)
    )
    for one in change.session.scalars(discussions):
        if one.outcome == old:
            change.correct(one, reason, outcome=new)


def end_with(referral_id: int, outcome: str, closed_on: date, change: Change, reason: str) -> None:
    """Close a case whose referral was not accepted, or whose outcome ends it."""
    case = change.find(CaseRow, change.find(ReferralRow, referral_id).case_id)
    if case.status != CaseStatus.CLOSED:
        change.correct(
            case, reason, status=CaseStatus.CLOSED.value, closed_on=closed_on, close_reason=outcome
        )
        set_review_day(change.session, case)


def live_at(
    person_id: int, address: str | None, postcode: str | None, change: Change, _reason: str
) -> None:
    """Add an address; earlier ones stay. Where one is protected, so is this."""
    known = select(PersonAddressRow.protected).where(
        PersonAddressRow.person_id == person_id, PersonAddressRow.error_at.is_(None)
    )
    protected = any(change.session.scalars(known))
    place_id = place_of(change, address or "", postcode)
    change.add(PersonAddressRow(person_id=person_id, place_id=place_id, protected=protected))


def add_other(
    referral_id: int, names: NewPerson, part: dict[str, Any], change: Change, _reason: str
) -> None:
    """Put into a case the person whom its row names; `part` is what they are in it."""
    case_id = change.find(ReferralRow, referral_id).case_id
    person_id = somebody(change, names)
    change.add(CasePersonRow(case_id=case_id, person_id=person_id, **part))


def concerns(intervention_id: int, names: NewPerson, change: Change, reason: str) -> None:
    """Say whom an intervention is about."""
    row = change.find(InterventionRow, intervention_id)
    _with_notice(change, row, reason, person_id=somebody(change, names))


def stands_at(
    intervention_id: int, address: str, postcode: str | None, change: Change, reason: str
) -> None:
    """Say which premises an intervention is about."""
    row = change.find(InterventionRow, intervention_id)
    _with_notice(change, row, reason, place_id=place_of(change, address, postcode))


def belongs_to(
    kind: type[Base], record_id: int, case_reference: str, change: Change, reason: str
) -> None:
    """Hang an action or an intervention on another case, which may have just come in."""
    case_id = change.session.scalar(select(CaseRow.id).where(CaseRow.reference == case_reference))
    row: Any = change.find(kind, record_id)
    if isinstance(row, InterventionRow):
        _with_notice(change, row, reason, case_id=case_id)
    else:
        change.correct(row, reason, case_id=case_id)


def breached_on(intervention_id: int, day: date, change: Change, reason: str) -> None:
    """Correct the day of the only breach, else add one."""
    known = change.session.scalars(
        select(BreachRow).where(
            BreachRow.intervention_id == intervention_id, BreachRow.error_at.is_(None)
        )
    ).all()
    if len(known) == 1:
        change.correct(known[0], reason, breached_on=day)
    else:
        change.add(BreachRow(intervention_id=intervention_id, breached_on=day))


def somebody(change: Change, names: NewPerson) -> int:
    """Return the person with these names and this birth date, recorded now if there is none."""
    keys = name_key(names.surname), name_key(names.forenames)
    if all(keys) and names.born_on is not None:
        query = select(PersonRow).where(
            PersonRow.surname_key == keys[0],
            PersonRow.forenames_key == keys[1],
            PersonRow.born_on == names.born_on,
            PersonRow.error_at.is_(None),
        )
        found = change.session.scalars(query.order_by(PersonRow.id).limit(1)).first()
        while found is not None and found.joined_into_id is not None:
            found = change.session.get(PersonRow, found.joined_into_id)
        if found is not None:
            return found.id
    return add_person(change, names)


def _with_notice(change: Change, row: InterventionRow, reason: str, **values: Any) -> None:
    """Correct an order and the notice before it, which is about the same."""
    if row.follows_id is not None:
        notice = change.find(InterventionRow, row.follows_id)
        alike = {n: v for n, v in values.items() if getattr(notice, n) == getattr(row, n)}
        change.correct(notice, reason, **alike)
    change.correct(row, reason, **values)
