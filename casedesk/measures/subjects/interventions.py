"""Counting interventions, orders by the day granted and all else by the day issued; breaches."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, func, or_

from casedesk.cases.standing import case_stands
from casedesk.interventions.catalogue import powers
from casedesk.interventions.tables import BreachRow, InterventionRow, InterventionStepRow
from casedesk.measures.subjects.people import has_reached
from casedesk.measures.subjects.subject import (
    FIRST,
    LAST,
    Event,
    Filter,
    Join,
    Subject,
    Wanted,
    is_one_of,
    is_so,
    on_day,
)
from casedesk.people.tables import PersonRow

ADULT = 18


def interventions() -> Subject:
    """Return how uses of powers are counted."""
    used = InterventionRow.__table__.alias("intervention")
    person = PersonRow.__table__.alias("used_on")
    counted_on = _counted_on(used)
    consulted = used.c.consultation_held_on <= func.coalesce(used.c.issued_on, used.c.granted_on)
    met_at_exit = and_(
        used.c.exit_meeting_on.is_not(None),
        or_(used.c.ends_on.is_(None), used.c.exit_meeting_on <= used.c.ends_on),
    )
    return Subject(
        table=used,
        joins=(Join(person, person.c.id == used.c.person_id),),
        holds=(used.c.error_at.is_(None), case_stands(used.c.case_id)),
        own_event="counted_on",
        events={"counted_on": counted_on, "ends_on": on_day(used.c.ends_on)},
        filters={
            "power": is_one_of(used.c.power_id),
            "legal": _legal(used.c.power_id),
            "terms": is_one_of(used.c.terms),
            "reached": _reached(used),
            "consulted": is_so(func.coalesce(consulted, False)),
            "safeguarded": is_so(used.c.safeguarding_checklist_on.is_not(None)),
            "met_at_exit": is_so(met_at_exit),
            "under_18": is_so(~has_reached(ADULT, _day(used), person.c.born_on)),
        },
        axes={
            "power": used.c.power_id,
            "terms": used.c.terms,
            "applicant": used.c.applicant,
            "status": used.c.status,
        },
        kind="intervention",
        record_id=used.c.id,
        reference=used.c.reference,
        key="power",
    )


def breaches() -> Subject:
    """Return how breaches are counted, by the day of the breach."""
    breach = BreachRow.__table__.alias("breach")
    used = InterventionRow.__table__.alias("intervention_of")
    person = PersonRow.__table__.alias("used_on")
    return Subject(
        table=breach,
        joins=(
            Join(used, used.c.id == breach.c.intervention_id, outer=False),
            Join(person, person.c.id == used.c.person_id),
        ),
        holds=(
            *(table.c.error_at.is_(None) for table in (breach, used)),
            case_stands(used.c.case_id),
        ),
        own_event="breached_on",
        events={"breached_on": on_day(breach.c.breached_on)},
        filters={
            "power": is_one_of(used.c.power_id),
            "legal": _legal(used.c.power_id),
            "under_18": is_so(~has_reached(ADULT, breach.c.breached_on, person.c.born_on)),
        },
        axes={"power": used.c.power_id},
        kind="intervention",
        record_id=used.c.id,
        reference=used.c.reference,
    )


def _granted() -> list[str]:
    return [power.id for power in powers().values() if power.counted_when_granted]


def _counted_on(used: FromClause) -> Event:
    order = used.c.power_id.in_(_granted())
    granted = and_(order, used.c.granted_on >= FIRST, used.c.granted_on <= LAST)
    issued = and_(~order, used.c.issued_on >= FIRST, used.c.issued_on <= LAST)
    return Event(or_(granted, issued), _day(used))


def _day(used: FromClause) -> ColumnElement[Any]:
    """An order's day is the day granted; of all else only the day issued is kept."""
    return func.coalesce(used.c.granted_on, used.c.issued_on)


def _legal(power_id: ColumnElement[str]) -> Filter:
    legal = [power.id for power in powers().values() if power.legal]
    return is_so(power_id.in_(legal))


def _reached(used: FromClause) -> Filter:
    """Say whether a stage was reached: a step taken, or the record's own words for it."""
    step = InterventionStepRow.__table__.alias("step")

    def wanted(value: Wanted) -> ColumnElement[bool]:
        stages = value if isinstance(value, tuple) else (str(value),)
        taken = exists().where(
            step.c.intervention_id == used.c.id,
            step.c.step_id.in_(stages),
            step.c.error_at.is_(None),
        )
        said = func.coalesce(used.c.terms, "").in_(stages)
        return or_(taken, said, used.c.status.in_(stages))

    return wanted
