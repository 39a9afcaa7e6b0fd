"""Gathers a case's timeline: what happened, and what was corrected, struck.

Each entry stands on the day of the event, not of writing; a correction on the day
it was made. What was recorded in error is not in it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from msgspec.structs import replace
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from casedesk.actions.model import ActionStatus
from casedesk.actions.tables import ActionRow
from casedesk.agencies.catalogue import agencies
from casedesk.attachments.tables import AttachmentRow
from casedesk.cases.tables import CaseRow
from casedesk.contacts.model import ContactKind, contact_kind_text
from casedesk.contacts.tables import ContactNoteRow
from casedesk.dates import LONDON, day_title, local_day
from casedesk.forums.catalogue import Forum, forums
from casedesk.i18n import _, catalogue_text, side_by_side, with_commas
from casedesk.incidents.model import ToldHow, told_how_text
from casedesk.incidents.tables import ReportRow
from casedesk.interventions.catalogue import powers
from casedesk.interventions.tables import InterventionRow
from casedesk.meetings.tables import DiscussionRow, MeetingRow
from casedesk.overviews.case_view import band_title
from casedesk.overviews.day import meeting_title
from casedesk.overviews.field_titles import field_title
from casedesk.overviews.field_values import field_value
from casedesk.overviews.model import EntryKind, TimelineEntry
from casedesk.people.model import shown_name
from casedesk.people.protected_addresses import address_hidden, hidden_places
from casedesk.people.tables import PersonRow
from casedesk.places.tables import PlaceRow
from casedesk.referrals.tables import ReferralAgencyRow, ReferralCriterionRow, ReferralRow
from casedesk.risk.catalogue import risk_tools
from casedesk.risk.service import gaps_of
from casedesk.risk.tables import AssessmentRow
from casedesk.security.roles import Permission
from casedesk.workspace.tables import AccountRow, CorrectionRow
from casedesk.workspace.workspace import Workspace

Found = Iterator[tuple[Any, TimelineEntry]]


def entries(
    workspace: Workspace,
    session: Session,
    case_id: int,
    kinds: Collection[EntryKind] | None = None,
) -> list[TimelineEntry]:
    """Return the entries of these kinds, or all, the latest first."""
    found: list[TimelineEntry] = []
    records: dict[tuple[str, int], tuple[Any, TimelineEntry]] = {}
    hidden = set() if workspace.may(Permission.READ_ATTACHMENTS) else {EntryKind.FILE}
    for kind, gather in _GATHER.items():
        if (kinds is None or kind in kinds) and kind not in hidden:
            for row, entry in gather(session, case_id):
                records[row.__tablename__, row.id] = (row, entry)
                if entry.title:
                    found.append(entry)
    found.extend(corrections(workspace, session, records))
    return sorted(found, key=_order, reverse=True)


def _order(entry: TimelineEntry) -> tuple[date, datetime, bool, int]:
    moment = entry.at or datetime.combine(entry.on, time.min, LONDON).astimezone(UTC)
    return entry.on, moment, entry.is_correction, entry.record_id


def _notes(session: Session, case_id: int) -> Found:
    for row, by in _rows(session, ContactNoteRow, case_id):
        yield row, _note(row, by)


def _note(row: ContactNoteRow, by: str) -> TimelineEntry:
    kind = contact_kind_text(ContactKind(row.kind)) if row.kind in _CONTACTS else row.kind
    said = _(" · {who}").format(who=row.said_by) if row.said_by else ""
    mark = _("not safe") if row.was_safe == "no" else ""
    title = _("Contact note: {kind}").format(kind=kind) + said
    return _at(EntryKind.NOTE, row, row.at, title, text=row.note, by=by, mark=mark)


def notes_of_person(
    workspace: Workspace, session: Session, person_id: int
) -> tuple[TimelineEntry, ...]:
    """Return the contact notes about a person that stand without a case, the latest first."""
    query = (
        select(ContactNoteRow, AccountRow.name)
        .join(AccountRow, AccountRow.id == ContactNoteRow.recorded_by)
        .where(
            ContactNoteRow.person_id == person_id,
            ContactNoteRow.case_id.is_(None),
            ContactNoteRow.error_at.is_(None),
        )
        .order_by(ContactNoteRow.at.desc(), ContactNoteRow.id.desc())
    )
    records: dict[tuple[str, int], tuple[Any, TimelineEntry]] = {}
    for row, by in session.execute(query):
        entry = _note(row, by)
        text = "\n".join(filter(None, (row.note, _plan(row, holds=not records))))
        records[row.__tablename__, row.id] = (row, replace(entry, text=text))
    found = [entry for _row, entry in records.values()]
    found.extend(corrections(workspace, session, records))
    return tuple(sorted(found, key=_order, reverse=True))


def _plan(row: ContactNoteRow, *, holds: bool) -> str:
    """Return in words that a contact was safe, if it was, and when the next one is due."""
    answers = {"yes": _("It was safe."), "not_known": _("Not known whether it was safe.")}
    safe = answers.get(row.was_safe or "", "")  # that it was not is a mark of its own
    if row.next_contact_on is None:
        return safe
    due = _("Next contact due on {day}.") if holds else _("The next contact was due on {day}.")
    return " ".join(filter(None, (safe, due.format(day=day_title(row.next_contact_on)))))


def _reports(session: Session, case_id: int) -> Found:
    for row, by in _rows(session, ReportRow, case_id):
        how = told_how_text(ToldHow(row.how)) if row.how in set(ToldHow) else row.how
        title = _("Report by {who}, {how}").format(who=row.told_by, how=how)
        yield row, _at(EntryKind.REPORT, row, row.told_at, title, text=row.what, by=by)


def _referrals(session: Session, case_id: int) -> Found:
    for row, by in _rows(session, ReferralRow, case_id):
        names = session.scalars(
            select(ReferralAgencyRow.agency_id)
            .where(ReferralAgencyRow.referral_id == row.id)
            .order_by(ReferralAgencyRow.id)
        )
        who = with_commas(*map(_agency, names), row.referrer_name)
        titles = {
            "accepted": _("Referral accepted"),
            "declined": _("Referral declined"),
            "redirected": _("Referral sent elsewhere"),
        }
        title = side_by_side(titles.get(row.status, row.status), who)
        text = " ".join(filter(None, (row.reason, row.status_reason)))
        mark = _("repeat") if row.is_repeat else ""
        yield row, _on(EntryKind.REFERRAL, row, row.received_on, title, text=text, by=by, mark=mark)


def _assessments(session: Session, case_id: int) -> Found:
    for row, by in _rows(session, AssessmentRow, case_id):
        tool = risk_tools().get(row.tool_id)
        name = row.tool_id if tool is None else catalogue_text(tool.title)
        title = _("Assessment · {tool}").format(tool=name)
        if row.score is not None:
            title = _("Assessment · {tool}: {score}").format(tool=name, score=row.score)
        gaps = gaps_of(row.tool_id, row.tool_version, row.answers, row.score)
        mark = side_by_side(band_title(row.tool_id, row.band), gaps)
        text = row.judgement_reason or ""
        yield row, _on(EntryKind.RISK, row, row.assessed_on, title, text=text, by=by, mark=mark)


def _meetings(session: Session, case_id: int) -> Found:
    query = (
        select(DiscussionRow, AccountRow.name, MeetingRow)
        .join(AccountRow, AccountRow.id == DiscussionRow.recorded_by)
        .join(MeetingRow, MeetingRow.id == DiscussionRow.meeting_id)
        .where(
            DiscussionRow.case_id == case_id,
            DiscussionRow.error_at.is_(None),
            MeetingRow.error_at.is_(None),
        )
    )
    for row, by, meeting in session.execute(query):
        titles = {
            "heard": _("Heard at {meeting}"),
            "listed": _("On the agenda of {meeting}"),
            "deferred": _("Put off at {meeting}"),
        }
        name = meeting_title(meeting.forum_id, meeting.number)
        title = titles.get(row.status, "{meeting}").format(meeting=name)
        outcome = _outcome(forums().get(meeting.forum_id), row.outcome)
        text = " ".join(filter(None, (row.minutes, outcome)))
        entry = (
            _on(EntryKind.MEETING, row, meeting.held_on, title, text=text, by=by)
            if meeting.starts_at is None
            else _at(EntryKind.MEETING, row, meeting.starts_at, title, text=text, by=by)
        )
        yield row, replace(entry, meeting_id=meeting.id)


def _actions(session: Session, case_id: int) -> Found:
    titles = {
        ActionStatus.OPEN: _("Action {reference} · {agency}"),
        ActionStatus.DONE: _("Action {reference} done · {agency}"),
        ActionStatus.NOT_POSSIBLE: _("Action {reference} no longer possible · {agency}"),
        ActionStatus.NOT_DONE: _("Action {reference} not done · {agency}"),
    }
    for row, by in _rows(session, ActionRow, case_id):
        title = titles[row.status].format(reference=row.reference, agency=_agency(row.agency_id))
        text = side_by_side(row.task, row.outcome_note)
        day = row.closed_on or row.set_on
        yield row, _on(EntryKind.ACTION, row, day, title, text=text, by=by)


def _interventions(session: Session, case_id: int) -> Found:
    for row, by in _rows(session, InterventionRow, case_id):
        power = powers().get(row.power_id)
        name = row.power_id if power is None else catalogue_text(power.title)
        title = _("{power} {reference}").format(power=name, reference=row.reference)
        day = row.granted_on or row.issued_on or local_day(row.recorded_at)
        yield row, _on(EntryKind.INTERVENTION, row, day, title, text=row.note or "", by=by)


def _files(session: Session, case_id: int) -> Found:
    for row, by in _rows(session, AttachmentRow, case_id):
        title = _("File added · {title}").format(title=row.title)
        yield row, _at(EntryKind.FILE, row, row.recorded_at, title, text=row.note, by=by)


def _case(session: Session, case_id: int) -> Found:
    query = select(CaseRow, AccountRow.name).join(AccountRow, AccountRow.id == CaseRow.recorded_by)
    row, by = session.execute(query.where(CaseRow.id == case_id)).one()
    closed = _("Case closed") if row.closed_on is not None else ""
    day = row.closed_on or row.opened_on
    yield row, _on(EntryKind.CASE, row, day, closed, text=row.close_reason or "", by=by)


_CONTACTS = frozenset(ContactKind)
_GATHER: dict[EntryKind, Callable[[Session, int], Found]] = {
    EntryKind.NOTE: _notes,
    EntryKind.REPORT: _reports,
    EntryKind.REFERRAL: _referrals,
    EntryKind.RISK: _assessments,
    EntryKind.MEETING: _meetings,
    EntryKind.ACTION: _actions,
    EntryKind.INTERVENTION: _interventions,
    EntryKind.CASE: _case,
    EntryKind.FILE: _files,
}


def _rows(session: Session, kind: Any, case_id: int) -> list[Any]:
    query = (
        select(kind, AccountRow.name)
        .join(AccountRow, AccountRow.id == kind.recorded_by)
        .where(kind.case_id == case_id, kind.error_at.is_(None))
    )
    return list(session.execute(query).all())


def corrections(
    workspace: Workspace,
    session: Session,
    records: dict[tuple[str, int], tuple[Any, TimelineEntry]],
) -> Iterator[TimelineEntry]:
    """Give what was corrected in these records, by table and id: each with its row and entry."""
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for table, record_id in records:
        ids[table].append(record_id)
    if not ids:
        return
    of_these = [
        and_(CorrectionRow.table_name == table, CorrectionRow.record_id.in_(some))
        for table, some in ids.items()
    ]
    query = (
        select(CorrectionRow, AccountRow.name)
        .join(AccountRow, AccountRow.id == CorrectionRow.account_id)
        .where(or_(*of_these))
        .order_by(CorrectionRow.id.desc())
    )
    after: dict[tuple[str, int, str], str] = {}  # what a field held after the correction
    for correction, by in session.execute(query):
        row, entry = records[correction.table_name, correction.record_id]
        key = (correction.table_name, correction.record_id, correction.field)
        if key not in after:
            after[key] = _held_now(workspace, session, row, correction.field)
        before = _shown(workspace, session, correction.field, correction.old_value)
        now, after[key] = after[key], before
        yield _correction(correction, entry, by, (after[key], now))


def _correction(
    correction: CorrectionRow, entry: TimelineEntry, by: str, values: tuple[str, str]
) -> TimelineEntry:
    before, now = values
    what = field_title(correction.field)
    title = _("Correction of {day}: {what}").format(day=day_title(entry.on), what=what)
    return TimelineEntry(
        kind=entry.kind,
        record_id=entry.record_id,
        on=local_day(correction.at),
        at=correction.at,
        title=title,
        text=now,
        by=by,
        mark=correction.reason,
        is_correction=True,
        struck=before,
        what=what,
        meeting_id=entry.meeting_id,
    )


def _held_now(workspace: Workspace, session: Session, row: Any, field: str) -> str:
    """Return what a field holds; the agencies and criteria of a referral have rows of their own."""
    if field == "agencies":
        table = ReferralAgencyRow
        query = select(table.agency_id, table.weight).where(table.referral_id == row.id)
        found = session.execute(query.order_by(table.id))
        return field_value(field, "; ".join(f"{one.agency_id} {one.weight:g}" for one in found))
    if field == "criteria":
        met = ReferralCriterionRow
        asked = select(met.criterion_id, met.evidence).where(met.referral_id == row.id)
        rows = session.execute(asked.order_by(met.id))
        return field_value(field, "; ".join(f"{a} {b}".strip() for a, b in rows))
    return _shown(workspace, session, field, getattr(row, field, None))


def _shown(workspace: Workspace, session: Session, field: str, stored: Any) -> str:
    """Return a value as the user at work may read it; a place or person by address or name."""
    key = str(stored or "")
    if field == "place_id" and key.isdecimal():
        if hidden_places(workspace, session, [int(key)]):
            return address_hidden()
        place = session.get(PlaceRow, int(key))
        return key if place is None else with_commas(place.address, place.postcode)
    if field == "person_id" and key.isdecimal():
        person = session.get(PersonRow, int(key))
        return (
            key if person is None else shown_name(person.forenames, person.surname, person.known_as)
        )
    return field_value(field, stored)


def _at(
    kind: EntryKind, row: Any, at: datetime, title: str, *, text: str, by: str, mark: str = ""
) -> TimelineEntry:
    return TimelineEntry(kind, row.id, local_day(at), at, title, text, by, mark)


def _on(
    kind: EntryKind, row: Any, day: date, title: str, *, text: str, by: str, mark: str = ""
) -> TimelineEntry:
    return TimelineEntry(kind, row.id, day, None, title, text, by, mark)


def _agency(agency_id: str) -> str:
    agency = agencies().get(agency_id)
    return agency_id if agency is None else catalogue_text(agency.title)


def _outcome(forum: Forum | None, outcome_id: str | None) -> str:
    outcomes = () if forum is None else forum.outcomes
    found = next((one for one in outcomes if one.id == outcome_id), None)
    return (outcome_id or "") if found is None else catalogue_text(found.title)
