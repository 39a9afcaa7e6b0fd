"""One place as its page shows it: its units, who lives there, what happened and was done there.

Nobody of whom an address is protected is named or counted, and cases are named by their reference
alone: together with an address a name would say where somebody lives. Of a place that leads to
them who only reads sees nothing but the place: any record would lead back to a name.
"""

from datetime import date, datetime, timedelta

from msgspec import Struct
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from casedesk.cases.model import CaseStatus
from casedesk.cases.tables import CaseRow
from casedesk.incidents.model import ToldHow
from casedesk.incidents.tables import ReportRow
from casedesk.interventions.model import (
    InterventionFilter,
    InterventionStatus,
    InterventionSummary,
)
from casedesk.interventions.service import list_interventions
from casedesk.overviews.person_view import forum_title
from casedesk.people.model import PersonLine
from casedesk.people.protected_addresses import hidden_places
from casedesk.people.service import person_lines
from casedesk.people.tables import PersonAddressRow
from casedesk.places.model import PlaceDetails, PlaceLine
from casedesk.places.rules import is_unit, postcode_key
from casedesk.places.service import place_details
from casedesk.places.tables import PlaceRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

_MOST, _MOST_OF_POSTCODE = 200, 500
_YEAR = timedelta(days=365)


class Resident(Struct, frozen=True):
    """Somebody who lives or lived at a place; `to_on` None: still there."""

    person: PersonLine
    from_on: date | None
    to_on: date | None


class CaseAtPlace(Struct, frozen=True):
    """A case whose place, or that of a referral to it, this is."""

    id: int
    reference: str
    forum: str
    status: CaseStatus
    opened_on: date
    closed_on: date | None


class ReportAtPlace(Struct, frozen=True):
    """A report of an incident at a place; `happened_when` in words where no moment is known."""

    id: int
    what: str
    how: ToldHow
    told_at: datetime
    happened_at: datetime | None
    happened_when: str | None
    case_id: int | None


class PlaceCounts(Struct, frozen=True):
    """Simple counts of a place; `reports` of the last twelve months."""

    people: int
    cases: int
    cases_open: int
    reports: int
    powers_open: int


class PlacePage(Struct, frozen=True):
    """Everything a place's page shows; `building` are places that this one is a unit of.

    `is_withheld`: what is recorded of the place is not for the user at work.
    """

    place: PlaceDetails
    units: tuple[PlaceLine, ...]
    building: tuple[PlaceLine, ...]
    residents: tuple[Resident, ...]
    cases: tuple[CaseAtPlace, ...]
    reports: tuple[ReportAtPlace, ...]
    interventions: tuple[InterventionSummary, ...]
    counts: PlaceCounts
    is_withheld: bool


def place_page(workspace: Workspace, place_id: int, *, opening: bool = True) -> PlacePage:
    """Return a place's page; opening it leaves an audit entry, because it tells who lives there.

    Args:
        workspace: the open partnership file.
        place_id: the place.
        opening: False where the page is open already and only asks again.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    place = place_details(workspace, place_id)
    with workspace.reading(Permission.READ_RECORDS) as session:
        units, building = _units(session, place)
        shown = -1 if hidden_places(workspace, session, [place_id]) else place_id
        residents, cases = _residents(session, shown), _cases(session, shown)
        reports = _reports(session, shown)
    used = tuple(list_interventions(workspace, InterventionFilter(place_id=shown)))
    since = workspace.clock() - _YEAR
    if opening:
        workspace.note_view(f"place/{place_id}")
    return PlacePage(
        place=place,
        units=units,
        building=building,
        residents=residents,
        cases=cases,
        reports=reports,
        interventions=used,
        counts=PlaceCounts(
            people=sum(one.to_on is None for one in residents),
            cases=len(cases),
            cases_open=sum(one.status is CaseStatus.OPEN for one in cases),
            reports=sum((one.happened_at or one.told_at) >= since for one in reports),
            powers_open=sum(one.status is InterventionStatus.OPEN for one in used),
        ),
        is_withheld=shown != place_id,
    )


def _units(
    session: Session, place: PlaceDetails
) -> tuple[tuple[PlaceLine, ...], tuple[PlaceLine, ...]]:
    """Return the units of this place, and the places that it is a unit of: of one postcode."""
    code = postcode_key(place.postcode)
    if not code or not place.address:
        return (), ()
    query = (
        select(PlaceRow.id, PlaceRow.address, PlaceRow.postcode, PlaceRow.area)
        .where(
            PlaceRow.place_key.between(f"{code}|", f"{code}}}"),
            PlaceRow.error_at.is_(None),
            PlaceRow.id != place.id,
        )
        .order_by(PlaceRow.address, PlaceRow.id)
        .limit(_MOST_OF_POSTCODE)
    )
    near = [PlaceLine(*row) for row in session.execute(query)]
    return (
        tuple(one for one in near if is_unit(one.address, place.address)),
        tuple(one for one in near if is_unit(place.address, one.address)),
    )


def _residents(session: Session, place_id: int) -> tuple[Resident, ...]:
    query = (
        select(PersonAddressRow.person_id, PersonAddressRow.from_on, PersonAddressRow.to_on)
        .where(
            PersonAddressRow.place_id == place_id,
            PersonAddressRow.error_at.is_(None),
            text(
                "EXISTS (SELECT 1 FROM person p WHERE p.id = person_address.person_id"
                " AND p.error_at IS NULL AND p.joined_into_id IS NULL)"
            ),
            text(
                "NOT EXISTS (SELECT 1 FROM person_address x WHERE x.protected"
                " AND x.person_id = person_address.person_id AND x.error_at IS NULL)"
            ),
        )
        .order_by(
            PersonAddressRow.to_on.is_not(None),
            PersonAddressRow.to_on.desc(),
            PersonAddressRow.from_on.desc(),
            PersonAddressRow.id.desc(),
        )
        .limit(_MOST)
    )
    rows = session.execute(query).all()
    lines = person_lines(session, {row.person_id for row in rows})
    return tuple(Resident(lines[row.person_id], row.from_on, row.to_on) for row in rows)


_AT_PLACE = text(
    '"case".id IN (SELECT c.id FROM "case" c WHERE c.place_id = :place UNION'
    " SELECT r.case_id FROM referral r WHERE r.place_id = :place AND r.error_at IS NULL)"
)


def _cases(session: Session, place_id: int) -> tuple[CaseAtPlace, ...]:
    query = (
        select(
            CaseRow.id,
            CaseRow.reference,
            CaseRow.forum_id,
            CaseRow.status,
            CaseRow.opened_on,
            CaseRow.closed_on,
        )
        .where(_AT_PLACE, CaseRow.error_at.is_(None))
        .order_by(CaseRow.status == CaseStatus.CLOSED, CaseRow.opened_on.desc(), CaseRow.id.desc())
        .limit(_MOST)
    )
    return tuple(
        CaseAtPlace(
            row.id,
            row.reference,
            forum_title(row.forum_id),
            CaseStatus(row.status),
            row.opened_on,
            row.closed_on,
        )
        for row in session.execute(query, {"place": place_id})
    )


def _reports(session: Session, place_id: int) -> tuple[ReportAtPlace, ...]:
    query = (
        select(
            ReportRow.id,
            ReportRow.what,
            ReportRow.how,
            ReportRow.told_at,
            ReportRow.happened_at,
            ReportRow.happened_when,
            ReportRow.case_id,
        )
        .where(ReportRow.place_id == place_id, ReportRow.error_at.is_(None))
        .order_by(ReportRow.told_at.desc(), ReportRow.id.desc())
        .limit(_MOST)
    )
    return tuple(
        ReportAtPlace(
            row.id,
            row.what,
            ToldHow(row.how),
            row.told_at,
            row.happened_at,
            row.happened_when,
            row.case_id,
        )
        for row in session.execute(query)
    )
