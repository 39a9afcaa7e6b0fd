"""What is read of interventions; every query names only the columns that are shown."""

from typing import Any

from msgspec.structs import fields, replace
from sqlalchemy import ColumnElement, Select, func, null, or_, select
from sqlalchemy import case as when
from sqlalchemy.orm import Session

from casedesk.cases.standing import case_stands
from casedesk.cases.tables import CaseRow
from casedesk.dates import local_day
from casedesk.i18n import catalogue_text
from casedesk.interventions.catalogue import Power, powers
from casedesk.interventions.model import (
    Breach,
    CourseStep,
    Ending,
    InterventionFilter,
    InterventionStatus,
    InterventionSummary,
    NewIntervention,
    NewStep,
    StepTaken,
)
from casedesk.interventions.rules import event_of, field_of
from casedesk.interventions.tables import (
    BreachRow,
    DeadlineRow,
    InterventionRow,
    InterventionStepRow,
)
from casedesk.people.protected_addresses import (
    address_hidden,
    hidden_places,
    leads_to_protected,
    may_see_addresses,
)
from casedesk.people.tables import PersonRow
from casedesk.places.tables import PlaceRow
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.workspace import Workspace

Shown = Select[*tuple[Any, ...]]

CLOCKS_RUNNING = (
    select(DeadlineRow.intervention_id)
    .join(InterventionRow, InterventionRow.id == DeadlineRow.intervention_id)
    .where(
        DeadlineRow.settled_on.is_(None),
        DeadlineRow.due_at.is_not(None),
        InterventionRow.status != InterventionStatus.WITHDRAWN,
    )
)
BREACHED = select(BreachRow.intervention_id).where(BreachRow.error_at.is_(None))
COUNTED_ON = func.coalesce(InterventionRow.granted_on, InterventionRow.issued_on)
FACTS = tuple(field.name for field in fields(NewIntervention))


def interventions_shown() -> Shown:
    """Return the query of intervention summaries, without those recorded in error."""
    return (
        select(
            InterventionRow.id,
            InterventionRow.reference,
            InterventionRow.power_id,
            InterventionRow.case_id,
            CaseRow.reference.label("case_reference"),
            InterventionRow.person_id,
            PersonRow.surname,
            PersonRow.forenames,
            InterventionRow.place_id,
            PlaceRow.address,
            InterventionRow.status,
            InterventionRow.issued_on,
            InterventionRow.granted_on,
            InterventionRow.ends_on,
            InterventionRow.version,
        )
        .outerjoin(CaseRow, CaseRow.id == InterventionRow.case_id)
        .outerjoin(PersonRow, PersonRow.id == InterventionRow.person_id)
        .outerjoin(PlaceRow, PlaceRow.id == InterventionRow.place_id)
        .where(InterventionRow.error_at.is_(None), case_stands(InterventionRow.case_id))
    )


def conditions(workspace: Workspace, which: InterventionFilter) -> list[ColumnElement[bool]]:
    """Return what `which` asks for, as conditions of a query."""
    same = ("power_id", "case_id", "person_id", "place_id", "status")
    pairs = ((name, getattr(which, name)) for name in same)
    found = [getattr(InterventionRow, name) == value for name, value in pairs if value is not None]
    of_kind = [power.id for power in powers().values() if power.kind == which.kind]
    asked: list[ColumnElement[bool] | None] = [
        InterventionRow.error_at.is_(None),
        case_stands(InterventionRow.case_id),
        InterventionRow.power_id.in_(of_kind) if which.kind else None,
        which.from_on <= COUNTED_ON if which.from_on else None,
        which.to_on >= COUNTED_ON if which.to_on else None,
        InterventionRow.ended_on >= which.ended_from if which.ended_from else None,
        InterventionRow.ended_on <= which.ended_to if which.ended_to else None,
        InterventionRow.id.in_(CLOCKS_RUNNING) if which.clocks_running else None,
        InterventionRow.id.in_(BREACHED) if which.breached else None,
    ]
    found += [one for one in asked if one is not None]
    words = which.words.strip()
    if words:
        columns = (
            InterventionRow.reference,
            PersonRow.surname,
            PersonRow.forenames,
            address_seen(workspace),
            CaseRow.reference,
        )
        found.append(or_(*(column.icontains(words, autoescape=True) for column in columns)))
    return found


def address_seen(workspace: Workspace) -> ColumnElement[Any]:
    """Return the address to look for and to sort by; none of a place the user may not see."""
    if may_see_addresses(workspace):
        return PlaceRow.address.expression
    return when((leads_to_protected("intervention.place_id"), null()), else_=PlaceRow.address)


def narrowed(workspace: Workspace, which: InterventionFilter) -> Shown:
    """Return the query of the interventions that `which` lets through."""
    return interventions_shown().where(*conditions(workspace, which))


def summaries(workspace: Workspace, session: Session, query: Shown) -> list[InterventionSummary]:
    """Return the interventions of `query`, without a place that the user at work may not see."""
    found = [
        InterventionSummary(**{**row._mapping, "status": InterventionStatus(row.status)})
        for row in session.execute(query)
    ]
    hidden = hidden_places(workspace, session, {one.place_id for one in found if one.place_id})
    return [
        replace(one, place_id=None, address=address_hidden()) if one.place_id in hidden else one
        for one in found
    ]


def facts_seen(workspace: Workspace, session: Session, facts: NewIntervention) -> NewIntervention:
    """Return the facts without a place that the user at work may not see."""
    places = [] if facts.place_id is None else [facts.place_id]
    return replace(facts, place_id=None) if hidden_places(workspace, session, places) else facts


def facts_of(row: InterventionRow) -> NewIntervention:
    """Return what was written down of an intervention."""
    return NewIntervention(**{name: getattr(row, name) for name in FACTS})


def ending_of(row: InterventionRow) -> Ending:
    """Return how an intervention came to its end, if it did."""
    return Ending(InterventionStatus(row.status), row.ended_on)


def steps_of(session: Session, intervention_id: int) -> tuple[StepTaken, ...]:
    """Return the steps taken, the earliest first."""
    query = (
        select(
            InterventionStepRow.id,
            InterventionStepRow.step_id,
            InterventionStepRow.on_day,
            InterventionStepRow.at,
            InterventionStepRow.note,
            InterventionStepRow.version,
        )
        .where(
            InterventionStepRow.intervention_id == intervention_id,
            InterventionStepRow.error_at.is_(None),
        )
        .order_by(
            InterventionStepRow.on_day,
            InterventionStepRow.at,
            InterventionStepRow.id,
        )
    )
    return tuple(
        StepTaken(**row._mapping, corrections=corrections_in(session, InterventionStepRow, row.id))
        for row in session.execute(query).all()
    )


def as_new(steps: tuple[StepTaken, ...]) -> list[NewStep]:
    """Return recorded steps as the rules take them."""
    return [NewStep(step.step_id, step.on_day, step.at, step.note) for step in steps]


def breaches_of(session: Session, intervention_id: int) -> tuple[Breach, ...]:
    """Return the breaches, the earliest first."""
    query = (
        select(BreachRow.id, BreachRow.breached_on, BreachRow.note, BreachRow.version)
        .where(BreachRow.intervention_id == intervention_id, BreachRow.error_at.is_(None))
        .order_by(BreachRow.breached_on, BreachRow.id)
    )
    return tuple(
        Breach(**row._mapping, corrections=corrections_in(session, BreachRow, row.id))
        for row in session.execute(query).all()
    )


def followers_of(session: Session, intervention_id: int) -> tuple[int, ...]:
    """Return the ids of interventions that follow this one, such as the order after a notice."""
    query = select(InterventionRow.id).where(
        InterventionRow.follows_id == intervention_id, InterventionRow.error_at.is_(None)
    )
    return tuple(session.scalars(query))


def course_of(
    power: Power | None, facts: NewIntervention, steps: tuple[StepTaken, ...]
) -> tuple[CourseStep, ...]:
    """Return the power's course with what was done; a column of the record counts as its step."""
    if power is None:
        return ()
    taken = {step.step_id: step for step in steps}
    held = {
        "consultation_held": facts.consultation_held_on,
        "safeguarding": facts.safeguarding_checklist_on,
        "exit_meeting": facts.exit_meeting_on,
    }
    found = []
    for step in power.steps:
        done = taken.get(step.id)
        day, at = (done.on_day, done.at) if done else (held.get(step.id), None)
        field = field_of(event_of(power, step.id)) if day is None else None
        if field == "granted_on":
            day = facts.granted_on
        elif field is not None:
            at = getattr(facts, field)
            day = local_day(at) if at else facts.issued_on if field == "issued_at" else None
        title = catalogue_text(step.title)
        found.append(CourseStep(step.id, title, day, at, step.optional, step.checklist))
    return tuple(found)
