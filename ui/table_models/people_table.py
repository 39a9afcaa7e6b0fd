"""The tables of people and places: what a search found, and the lists of their pages."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from casedesk.cases.model import CaseStatus
from casedesk.dates import LONDON
from casedesk.i18n import _, side_by_side
from casedesk.incidents.model import told_how_text
from casedesk.interventions.catalogue import power_title
from casedesk.interventions.model import InterventionSummary
from casedesk.overviews.person_view import CaseOfPerson, InvolvedPerson
from casedesk.overviews.place_view import CaseAtPlace, ReportAtPlace, Resident
from casedesk.people.model import JoinedRecord, PersonLine
from casedesk.places.model import PlaceLine
from casedesk.search.people_and_places import FoundPerson, FoundPlace
from ui.pages.people.person_summary import born_text
from ui.table_models.case_parts_table import status_text
from ui.table_models.paged_table_model import NAME_LINES, Cell, TableColumn, TableRow
from ui.text_format import capital, number, short_date
from ui.widgets.state_mark import State

_LONGEST = 300  # letters of a tooltip, and of a report in a list


def found_people_columns() -> list[TableColumn]:
    """Return the columns of the people found: two lines each."""
    return [
        TableColumn(_("Person")),
        TableColumn(_("Address"), drop_below=400),
        TableColumn(_("Cases"), 64, right=True),
    ]


def found_people_rows(found: Sequence[FoundPerson]) -> list[TableRow]:
    """Return a row for each person found, with the reason."""
    return [
        TableRow(
            one.person.id,
            (
                Cell(_who(one.person), strong=True, note=capital(one.why), tip=_tip(one.why)),
                _address(one.person, _born(one.person)),
                Cell(number(one.cases)),
            ),
        )
        for one in found
    ]


def found_place_columns() -> list[TableColumn]:
    """Return the columns of the places found: two lines each."""
    return [TableColumn(_("Place"))]


def found_place_rows(found: Sequence[FoundPlace]) -> list[TableRow]:
    """Return a row for each place found, with the reason."""
    return [
        TableRow(
            one.place.id,
            (Cell(one.place.shown, strong=True, note=capital(one.why), tip=_tip(one.place.shown)),),
        )
        for one in found
    ]


def person_case_columns() -> list[TableColumn]:
    """Return the columns of a person's cases: two lines each."""
    return [TableColumn(_("Case")), TableColumn(_("State"), 116)]


def person_case_rows(cases: Sequence[CaseOfPerson]) -> list[TableRow]:
    """Return a row for each case, with what the person is in it and who leads it."""
    rows = []
    for one in cases:
        parts = [capital(one.role)]
        if one.left_on is not None:
            parts.append(_("until {day}").format(day=short_date(one.left_on)))
        if one.lead_agency:
            parts.append(_("Lead: {agency}").format(agency=one.lead_agency))
        what = _("{reference} · {forum}").format(reference=one.reference, forum=one.forum)
        note = side_by_side(*parts)
        rows.append(
            TableRow(one.id, (Cell(what, strong=True, note=note, tip=_tip(note)), _state(one)))
        )
    return rows


def involved_columns() -> list[TableColumn]:
    """Return the columns of who else is involved: two lines each."""
    return [TableColumn(_("Person and part in each case"))]


def involved_rows(involved: Sequence[InvolvedPerson]) -> list[TableRow]:
    """Return a row for everybody else in the person's cases."""
    rows = []
    for one in involved:
        said = _("{part} in {reference} ({forum})")
        parts = [said.format(part=capital(p), reference=r, forum=f) for p, r, f in one.parts]
        note = "; ".join(parts)
        rows.append(
            TableRow(
                one.person.id, (Cell(_who(one.person), strong=True, note=note, tip=_tip(note)),)
            )
        )
    return rows


def person_columns() -> list[TableColumn]:
    """Return the columns of people who were noted as different: two lines each."""
    return [TableColumn(_("Person"))]


def person_rows(people: Iterable[PersonLine]) -> list[TableRow]:
    """Return a row for each person, with birth date and address as it may be shown."""
    rows = []
    for one in people:
        note = side_by_side(_born(one), one.address)
        rows.append(TableRow(one.id, (Cell(_who(one), strong=True, note=note),)))
    return rows


def joined_rows(joined: Sequence[JoinedRecord], today: date) -> list[TableRow]:
    """Return a row for each record that was joined, with how long it can be parted again."""
    rows = []
    for one in joined:
        note = _("Joined {day}, can be undone until {last}").format(
            day=short_date(one.at.astimezone(LONDON).date()), last=short_date(one.until)
        )
        if one.until < today:
            note = _("Joined {day}").format(day=short_date(one.at.astimezone(LONDON).date()))
        rows.append(TableRow(one.join_id, (Cell(one.name, strong=True, note=note),)))
    return rows


def used_columns() -> list[TableColumn]:
    """Return the columns of tools and powers: two lines each."""
    return [TableColumn(_("Tool or power"), lines=NAME_LINES), TableColumn(_("State"), 104)]


def used_rows(used: Sequence[InterventionSummary]) -> list[TableRow]:
    """Return a row for each use of a power, without whom it is used on."""
    rows = []
    for one in used:
        title = power_title(one.power_id)
        days = (
            (_("issued {day}"), one.issued_on),
            (_("granted {day}"), one.granted_on),
            (_("ends {day}"), one.ends_on),
        )
        said = [text.format(day=short_date(day)) for text, day in days if day is not None]
        note = side_by_side(one.reference, one.case_reference, *said)
        state, word = status_text(one.status)
        cells = (Cell(title, strong=True, note=note, tip=_tip(note)), Cell(word, state))
        rows.append(TableRow(one.id, cells))
    return rows


def unit_columns() -> list[TableColumn]:
    """Return the columns of the units of a place and of the place it is a unit of."""
    return [TableColumn(_("Address"))]


def unit_rows(units: Sequence[PlaceLine], building: Sequence[PlaceLine]) -> list[TableRow]:
    """Return a row for each unit, those that this place is a unit of first."""
    of = _("This place is a unit of it")
    rows = [TableRow(one.id, (Cell(one.shown, strong=True, note=of),)) for one in building]
    unit = _("Unit")
    return [*rows, *(TableRow(one.id, (Cell(one.shown, strong=True, note=unit),)) for one in units)]


def resident_rows(residents: Sequence[Resident]) -> list[TableRow]:
    """Return a row for everybody who lives or lived at a place, and when.

    The id of a row is the person's and its number: somebody may have lived there twice.
    """
    rows = []
    for place, one in enumerate(residents):
        if one.to_on is not None:
            when = _("until {day}").format(day=short_date(one.to_on))
        elif one.from_on is not None:
            when = _("since {day}").format(day=short_date(one.from_on))
        else:
            when = _("lives there")
        note = side_by_side(capital(when), _born(one.person))
        who = Cell(_who(one.person), strong=True, note=note, quiet=one.to_on is not None)
        rows.append(TableRow((one.person.id, place), (who,)))
    return rows


def place_case_rows(cases: Sequence[CaseAtPlace]) -> list[TableRow]:
    """Return a row for each case of a place, by its reference alone."""
    rows = []
    for one in cases:
        note = _("Opened {day}").format(day=short_date(one.opened_on))
        what = _("{reference} · {forum}").format(reference=one.reference, forum=one.forum)
        rows.append(TableRow(one.id, (Cell(what, strong=True, note=note), _state(one))))
    return rows


def report_columns() -> list[TableColumn]:
    """Return the columns of the incidents reported of a place: two lines each."""
    return [TableColumn(_("What was reported"))]


def report_rows(reports: Sequence[ReportAtPlace]) -> list[TableRow]:
    """Return a row for each report, with when it happened and how it was told."""
    rows = []
    for one in reports:
        told = _("told {day}, {how}").format(day=_day(one.told_at), how=told_how_text(one.how))
        happened = one.happened_when or ("" if one.happened_at is None else _day(one.happened_at))
        note = side_by_side(happened, told)
        cell = Cell(one.what[:_LONGEST], strong=True, note=capital(note), tip=_tip(one.what))
        rows.append(TableRow(one.id, (cell,)))
    return rows


def _who(person: PersonLine) -> str:
    return person.name or _("Not named")


def _born(person: PersonLine) -> str:
    return capital(born_text(person.born_on, person.born_certainty)) if person.born_on else ""


def _address(person: PersonLine, born: str) -> Cell:
    if person.address_protected:
        return Cell(capital(person.address), State.STOP, note=born)
    shown = person.address or _("Address not known")
    return Cell(shown, quiet=not person.address, note=born, tip=_tip(shown))


def _state(case: CaseOfPerson | CaseAtPlace) -> Cell:
    if case.status is CaseStatus.OPEN:
        return Cell(_("open"), State.OPEN)
    day = "" if case.closed_on is None else short_date(case.closed_on)
    return Cell(_("closed"), State.GOOD, note=day)


def _day(moment: datetime) -> str:
    return short_date(moment.astimezone(LONDON).date())


def _tip(text: str) -> str:
    return text[:_LONGEST]
