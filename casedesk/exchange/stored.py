"""What is stored already and an import must know; read in one go before it is planned."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from msgspec import Struct, field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.actions.tables import ActionRow
from casedesk.agencies.tables import AgencyNameRow
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.exchange.tables import ImportedRowRow, ImportRunRow
from casedesk.interventions.tables import BreachRow, InterventionRow
from casedesk.meetings.frozen import frozen_rows
from casedesk.meetings.tables import AttendanceRow, DiscussionRow, MeetingRow
from casedesk.outside_figures.tables import OutsideFigureRow
from casedesk.people.tables import PersonAddressRow, PersonRow
from casedesk.places.tables import PlaceRow
from casedesk.referrals.tables import ReferralAgencyRow, ReferralCriterionRow, ReferralRow
from casedesk.registers.tables import RegisterEntryRow
from casedesk.storage.base import Base
from casedesk.workspace.state import state_of

WRITTEN: tuple[type[Base], ...] = (
    *(PlaceRow, PersonRow, PersonAddressRow, CaseRow, CasePersonRow, ReferralRow),
    *(ReferralAgencyRow, ReferralCriterionRow, MeetingRow, AttendanceRow, DiscussionRow),
    *(ActionRow, InterventionRow, BreachRow, RegisterEntryRow, OutsideFigureRow),
    *(AgencyNameRow, ImportRunRow, ImportedRowRow),
)
"""Every table an import adds to, parents before children."""


class Known(Struct, frozen=True):
    """A row that was imported before: what it held, and the record it became."""

    content_hash: str
    record_id: int | None


class StoredMeeting(Struct, frozen=True):
    """A meeting that a case may have been heard at."""

    id: int
    forum_id: str
    held_on: date
    starts_at: datetime | None
    is_frozen: bool  # its minutes were approved or sent


class Stored(Struct):
    """Everything that an import compares with. `state` changes with every saved change."""

    state: int
    last_ids: dict[str, int]
    imported: dict[tuple[str, str], Known] = field(default_factory=dict)
    referrals: dict[str, tuple[int, int]] = field(default_factory=dict)  # to referral, case
    cases: dict[str, int] = field(default_factory=dict)
    case_forums: dict[int, str] = field(default_factory=dict)
    actions: dict[str, int] = field(default_factory=dict)
    interventions: dict[str, int] = field(default_factory=dict)
    people: list[tuple[int, str, str, date | None, int | None]] = field(default_factory=list)
    postcodes: list[tuple[int, int, str | None]] = field(default_factory=list)  # person, place
    places: dict[str, int] = field(default_factory=dict)
    meetings: list[StoredMeeting] = field(default_factory=list)
    positions: dict[int, int] = field(default_factory=dict)  # meeting -> last on its agenda
    discussed: dict[tuple[int, date], int] = field(default_factory=dict)  # case, day -> meeting

    def record_of(self, sheet: str, reference: str) -> int | None:
        """Return the record that has the reference of a row, however it came in."""
        if sheet == "Referrals":
            found = self.referrals.get(reference)
            return found[0] if found else None
        if sheet == "Actions":
            return self.actions.get(reference)
        return self.interventions.get(reference) if sheet == "Interventions" else None


def own_agency_names(session: Session) -> dict[str, str]:
    """Return the partnership's own names for agencies, without case and blanks."""
    query = select(AgencyNameRow.name_key, AgencyNameRow.agency_id).where(
        AgencyNameRow.error_at.is_(None)
    )
    return {row.name_key: row.agency_id for row in session.execute(query)}


def read_stored(session: Session) -> Stored:
    """Read what an import compares with."""
    stored = Stored(state_of(session), _last_ids(session))
    imported = select(
        ImportedRowRow.sheet,
        ImportedRowRow.row_key,
        ImportedRowRow.content_hash,
        ImportedRowRow.record_id,
    )
    stored.imported = {
        (sheet, key): Known(content, record)
        for sheet, key, content, record in session.execute(imported)
    }
    _read_references(session, stored)
    _read_people(session, stored)
    _read_meetings(session, stored)
    return stored


def _last_ids(session: Session) -> dict[str, int]:
    def last(kind: Any) -> int:
        return session.execute(select(func.max(kind.id))).scalar() or 0

    return {kind.__tablename__: last(kind) for kind in WRITTEN}


def _read_references(session: Session, stored: Stored) -> None:
    cases = select(CaseRow.id, CaseRow.reference, CaseRow.forum_id)
    for number, reference, forum_id in session.execute(cases):
        stored.cases[reference] = number
        stored.case_forums[number] = forum_id
    referrals = select(ReferralRow.reference, ReferralRow.id, ReferralRow.case_id)
    stored.referrals = {row[0]: (row[1], row[2]) for row in session.execute(referrals)}
    stored.actions = _pairs(session.execute(select(ActionRow.reference, ActionRow.id)))
    stored.interventions = _pairs(
        session.execute(select(InterventionRow.reference, InterventionRow.id))
    )


def _pairs(rows: Iterable[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in rows}


def _read_people(session: Session, stored: Stored) -> None:
    people = (
        select(
            PersonRow.id,
            PersonRow.surname_key,
            PersonRow.forenames_key,
            PersonRow.born_on,
            PersonRow.joined_into_id,
        )
        .where(PersonRow.error_at.is_(None))
        .order_by(PersonRow.id)
    )
    stored.people = [(a, b, c, d, e) for a, b, c, d, e in session.execute(people)]
    addresses = (
        select(PersonAddressRow.person_id, PersonAddressRow.place_id, PlaceRow.postcode)
        .join(PlaceRow, PlaceRow.id == PersonAddressRow.place_id)
        .where(PersonAddressRow.error_at.is_(None))
        .order_by(PersonAddressRow.id)
    )
    stored.postcodes = [(a, b, c) for a, b, c in session.execute(addresses)]
    places = select(PlaceRow.place_key, PlaceRow.id).where(PlaceRow.error_at.is_(None))
    stored.places = _pairs(session.execute(places.order_by(PlaceRow.id.desc())))


def _read_meetings(session: Session, stored: Stored) -> None:
    meetings = (
        select(
            MeetingRow.id,
            MeetingRow.forum_id,
            MeetingRow.held_on,
            MeetingRow.starts_at,
            frozen_rows(),
        )
        .where(MeetingRow.error_at.is_(None), MeetingRow.status != "cancelled")
        .order_by(MeetingRow.id)
    )
    stored.meetings = [StoredMeeting(*row) for row in session.execute(meetings)]
    positions = select(DiscussionRow.meeting_id, func.max(DiscussionRow.position)).group_by(
        DiscussionRow.meeting_id
    )
    stored.positions = {row[0]: row[1] for row in session.execute(positions)}
    discussed = (
        select(DiscussionRow.case_id, MeetingRow.held_on, MeetingRow.id)
        .join(MeetingRow, MeetingRow.id == DiscussionRow.meeting_id)
        .where(DiscussionRow.error_at.is_(None), MeetingRow.error_at.is_(None))
    )
    stored.discussed = {(row[0], row[1]): row[2] for row in session.execute(discussed)}
