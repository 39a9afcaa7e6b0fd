"""The people of a case as a subject's measures see them: one for each part they have in it."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
)

from casedesk.cases.tables import CasePersonRow
from casedesk.measures.subjects.subject import Columns, Filter, Join, Wanted, is_one_of
from casedesk.people.tables import PersonRow

# Bands that hold the ages a return asks for: 16 and 17, under 18, 65 and over.
AGE_BANDS = ((15, "0-15"), (17, "16-17"), (24, "18-24"), (44, "25-44"), (64, "45-64"))
OLDEST = "65+"


class PersonOf:
    """The first person of a case with one part in it (subject, harming)."""

    def __init__(self, part: str, case_id: ColumnElement[Any], day: ColumnElement[date]) -> None:
        """Find the person of the case `case_id`; ages are those on `day`."""
        link = CasePersonRow.__table__.alias(f"{part}_link")
        self.person = PersonRow.__table__.alias(f"{part}_person")
        inner = CasePersonRow.__table__.alias(f"{part}_first")
        first = (
            select(func.min(inner.c.id))
            .where(inner.c.case_id == case_id, inner.c.role == part, inner.c.error_at.is_(None))
            .scalar_subquery()
        )
        self.joins = (
            Join(link, link.c.id == first),
            Join(self.person, self.person.c.id == link.c.person_id),
        )
        self._day = day

    def axes(self) -> Columns:
        """Return the attributes that counts can be split by."""
        bands = [(self._aged_to(highest), name) for highest, name in AGE_BANDS]
        return {
            "gender": self.person.c.gender,
            "age_band": case(
                (self.person.c.born_on.is_(None), None), *bands, else_=literal(OLDEST)
            ),
            "ethnicity": self.person.c.ethnicity_group,
            "disabled": self.person.c.disabled,
            "lgbt": self.person.c.lgbt,
        }

    def filters(self) -> dict[str, Filter]:
        """Return what can be asked of the person."""
        return {
            "gender": is_one_of(self.person.c.gender),
            "ethnicity": is_one_of(self.person.c.ethnicity_group),
            "ethnicity_detail": is_one_of(self.person.c.ethnicity_detail),
            "minoritised": self._minoritised,
            "disabled": is_one_of(self.person.c.disabled),
            "lgbt": is_one_of(self.person.c.lgbt),
            "age_from": self._aged_from,
            "age_to": self._aged_to,
        }

    def _aged_from(self, years: Wanted) -> ColumnElement[bool]:
        return has_reached(int(str(years)), self._day, self.person.c.born_on)

    def _aged_to(self, years: Wanted) -> ColumnElement[bool]:
        return ~has_reached(int(str(years)) + 1, self._day, self.person.c.born_on)

    def _minoritised(self, wanted: Wanted) -> ColumnElement[bool]:
        """Every group but White, and White groups other than British (columns AB to AF)."""
        person = self.person.c
        other_white = (person.ethnicity_group == "white") & (
            func.coalesce(person.ethnicity_detail, "white_british") != "white_british"
        )
        others = person.ethnicity_group.in_(("asian", "black", "mixed", "other"))
        return (others | other_white) if wanted else ~(others | other_white)


def has_reached(
    years: int, day: ColumnElement[Any], born_on: ColumnElement[Any]
) -> ColumnElement[bool]:
    """Tell whether somebody is `years` old on `day`; 29 February has its birthday on 1 March.

    Only where the years alone do not tell are month and day compared: with locked memory
    every text that SQLite takes apart costs calls of the operating system.
    """
    apart = _year(day) - _year(born_on)
    birthday = func.substr(day, 6) >= func.substr(born_on, 6)
    return or_(apart > years, and_(apart == years, birthday))


def people_aged_to(
    years: int, part: str, case_id: ColumnElement[Any], day: ColumnElement[Any]
) -> ColumnElement[int]:
    """Return how many people with `part` in the case are at most `years` old on `day`.

    Null where no birth date of any of them is known: that is not collected.
    """
    link, person = CasePersonRow.__table__.alias(), PersonRow.__table__.alias()
    young = case((has_reached(years + 1, day, person.c.born_on), 0), else_=1)
    return (
        select(func.sum(young))
        .select_from(link.join(person, person.c.id == link.c.person_id))
        .where(
            link.c.case_id == case_id,
            link.c.role == part,
            link.c.error_at.is_(None),
            still_in_case(link, day),
            person.c.born_on.is_not(None),
        )
        .scalar_subquery()
    )


def still_in_case(link: FromClause, day: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell whether somebody's part in a case had not ended by `day`."""
    return or_(link.c.ended_on.is_(None), link.c.ended_on > day)


def _year(day: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(day, Integer)  # SQLite reads a number from the beginning of a text
