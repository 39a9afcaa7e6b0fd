"""The people of a case as a subject's measures see them: one for each part they have in it."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, cast, func, literal, select

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
        self.age = age_on(day, self.person.c.born_on)

    def axes(self) -> Columns:
        """Return the attributes that counts can be split by."""
        bands = [(self.age <= highest, name) for highest, name in AGE_BANDS]
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
            "age_from": lambda years: self.age >= years,
            "age_to": lambda years: self.age <= years,
        }

    def _minoritised(self, wanted: Wanted) -> ColumnElement[bool]:
        """Every group but White, and White groups other than British (columns AB to AF)."""
        person = self.person.c
        other_white = (person.ethnicity_group == "white") & (
            func.coalesce(person.ethnicity_detail, "white_british") != "white_british"
        )
        others = person.ethnicity_group.in_(("asian", "black", "mixed", "other"))
        return (others | other_white) if wanted else ~(others | other_white)


def age_on(day: ColumnElement[Any], born_on: ColumnElement[Any]) -> ColumnElement[int]:
    """Return the age in whole years on `day`; a birthday of 29 February falls on 1 March."""
    return (_number(day) - _number(born_on)) // 10_000


def people_aged_to(
    years: int, part: str, case_id: ColumnElement[Any], day: ColumnElement[Any]
) -> ColumnElement[int]:
    """Return how many people with `part` in the case are at most `years` old on `day`.

    Null where no birth date of any of them is known: that is not collected.
    """
    link, person = CasePersonRow.__table__.alias(), PersonRow.__table__.alias()
    young = case((age_on(day, person.c.born_on) <= years, 1), else_=0)
    return (
        select(func.sum(young))
        .select_from(link.join(person, person.c.id == link.c.person_id))
        .where(
            link.c.case_id == case_id,
            link.c.role == part,
            link.c.error_at.is_(None),
            person.c.born_on.is_not(None),
        )
        .scalar_subquery()
    )


def _number(day: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(func.strftime("%Y%m%d", day), Integer)
