"""Deadlines of interventions: worked out again whenever something happens, and answered."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from casedesk.cases.standing import case_stands
from casedesk.cases.tables import CaseRow
from casedesk.dates import LONDON, local_day
from casedesk.deadlines.model import Deadline
from casedesk.errors import ConflictError, InputError
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import deadlines_of, powers
from casedesk.interventions.model import InterventionStatus, OpenDeadline, StatedDeadline
from casedesk.interventions.queries import as_new, ending_of, facts_of, steps_of
from casedesk.interventions.rules import (
    Events,
    applies_to,
    asks_for_an_answer,
    events_of,
    length_of,
)
from casedesk.interventions.tables import DeadlineRow, InterventionRow
from casedesk.people.protected_addresses import address_hidden, hidden_places
from casedesk.people.tables import PersonRow
from casedesk.places.tables import PlaceRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace

_END_OF_DAY = time(23, 59, 59)


def open_deadlines(workspace: Workspace, until: date | None = None) -> list[OpenDeadline]:
    """Return deadlines that nobody has answered, the earliest first, up to and with `until`.

    Passed ones stay until somebody says what happened. Those of a withdrawn notice or
    application are answered by that.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        return open_in(workspace, session, until)


def open_in(workspace: Workspace, session: Session, until: date | None) -> list[OpenDeadline]:
    """Return the same as `open_deadlines`, for services that read already."""
    query = _waiting()
    if until is not None:
        query = query.where(DeadlineRow.due_at <= _stored(until))
    rows = session.execute(query).all()
    hidden = hidden_places(workspace, session, {row.place_id for row in rows if row.place_id})
    return [_open(row, hidden) for row in rows]


def settle_deadline(workspace: Workspace, deadline_id: int, note: str) -> None:
    """Say what came of a deadline; it leaves the list of those that wait.

    Raises:
        NotFoundError: it is no longer there, because what it was counted from was corrected.
        ConflictError: somebody answered it already.
        InputError: the note is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        row = change.find(DeadlineRow, deadline_id)
        _refuse_answered(row)
        if not note.strip():
            raise InputError({"note": _("Say what happened.")})
        row.settled_on, row.settled_note = change.today, note.strip()
        change.audit("deadline.settled", _record(row))


def reopen_deadline(workspace: Workspace, deadline_id: int, reason: str) -> tuple[date, str]:
    """Take back an answer to a deadline; it stays visible, struck; return its day and its words.

    Raises:
        NotFoundError: it is no longer there.
        ConflictError: nobody answered it yet.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        row = change.find(DeadlineRow, deadline_id)
        if row.settled_on is None:
            raise ConflictError(_("Nobody has answered this deadline yet. Look at it again."))
        answer = row.settled_on, row.settled_note or ""
        change.correct(row, reason, settled_on=None, settled_note=None)
        change.audit("deadline.reopened", _record(row))
        return answer


def put_back_answer(workspace: Workspace, deadline_id: int, day: date, note: str) -> None:
    """Put back an answer as `reopen_deadline` returned it, with the day on which it was given.

    Raises:
        NotFoundError: it is no longer there.
        ConflictError: somebody answered it meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        row = change.find(DeadlineRow, deadline_id)
        _refuse_answered(row)
        row.settled_on, row.settled_note = day, note
        change.audit("deadline.settled", _record(row))


def worked_out(session: Session, row: InterventionRow) -> list[Deadline]:
    """Return every deadline and limit that follows from what happened so far."""
    if row.power_id not in powers():
        return []
    events = events_in(session, row)
    day = row.granted_on or row.issued_on
    return [
        deadline
        for deadline in deadlines_of(row.power_id, events, length=length_in(session, row))
        if applies_to(deadline.id, born_on(session, row.person_id), day)
    ]


def events_in(session: Session, row: InterventionRow) -> Events:
    """Return what happened to an intervention, with the end of the notice that it follows."""
    power = powers()[row.power_id]
    steps = as_new(steps_of(session, row.id))
    events = events_of(power, facts_of(row), ending_of(row), steps)
    before = session.get(InterventionRow, row.follows_id) if row.follows_id else None
    cancelled = before is not None and before.status == InterventionStatus.WITHDRAWN
    known = any(event.id == "notice_cancelled" for event in power.events)
    if before is not None and cancelled and known and before.ended_on is not None:
        events.setdefault("notice_cancelled", before.ended_on)
    return events


def length_in(session: Session, row: InterventionRow) -> str:
    """Return the length that holds for an intervention, with what its steps made of it."""
    return length_of(powers()[row.power_id], row.length_id, as_new(steps_of(session, row.id)))


def born_on(session: Session, person_id: int | None) -> date | None:
    """Return the birth date of the person a power was used on, if it is known."""
    return session.scalar(select(PersonRow.born_on).where(PersonRow.id == person_id))


def stated_deadlines(session: Session, row: InterventionRow) -> tuple[StatedDeadline, ...]:
    """Return all deadlines of an intervention with what was said of them."""
    rows = {one.rule_id: one for one in _rows(session, row.id)}
    found = []
    for deadline in worked_out(session, row):
        stated = rows.get(deadline.id)
        if stated is None:
            found.append(StatedDeadline(None, deadline, None, None))
        else:
            answer = (stated.settled_on, stated.settled_note)
            found.append(StatedDeadline(stated.id, deadline, *answer))
    return tuple(found)


def recompute(
    session: Session, row: InterventionRow, *, answered_before: date | None = None
) -> None:
    """Replace the deadlines of an intervention by those of the events so far.

    What somebody answered stays answered. With `answered_before`, deadlines that passed before
    that day count as answered: an import brings in history, not work.
    """
    session.flush()
    kept = {one.rule_id: one for one in _rows(session, row.id)}
    for deadline in worked_out(session, row):
        if deadline.due is None or not asks_for_an_answer(deadline, row.ends_on):
            continue
        one = kept.pop(deadline.id, None)
        if one is None:
            one = DeadlineRow(intervention_id=row.id, rule_id=deadline.id)
            session.add(one)
        one.is_day = not isinstance(deadline.due, datetime)
        one.due_at = _stored(deadline.due)
        one.latest_at = _stored(deadline.latest or deadline.due)
        if answered_before is not None and local_day(one.due_at) < answered_before:
            one.settled_on, one.settled_note = answered_before, _("Had passed when imported.")
    for one in kept.values():
        if one.settled_on is None:
            session.delete(one)
    session.flush()


def _waiting() -> Select[*tuple[Any, ...]]:
    return (
        select(
            DeadlineRow.id,
            DeadlineRow.intervention_id,
            InterventionRow.reference,
            InterventionRow.power_id,
            DeadlineRow.rule_id,
            InterventionRow.case_id,
            CaseRow.reference.label("case_reference"),
            PersonRow.surname,
            PersonRow.forenames,
            InterventionRow.place_id,
            PlaceRow.address,
            DeadlineRow.due_at,
            DeadlineRow.latest_at,
            DeadlineRow.is_day,
        )
        .join(InterventionRow, InterventionRow.id == DeadlineRow.intervention_id)
        .outerjoin(CaseRow, CaseRow.id == InterventionRow.case_id)
        .outerjoin(PersonRow, PersonRow.id == InterventionRow.person_id)
        .outerjoin(PlaceRow, PlaceRow.id == InterventionRow.place_id)
        .where(
            DeadlineRow.settled_on.is_(None),
            DeadlineRow.due_at.is_not(None),
            InterventionRow.error_at.is_(None),
            case_stands(InterventionRow.case_id),
            InterventionRow.status != InterventionStatus.WITHDRAWN,
        )
        .order_by(DeadlineRow.due_at, DeadlineRow.id)
    )


def _open(row: Row[*tuple[Any, ...]], hidden: Collection[int]) -> OpenDeadline:
    values = dict(row._mapping)
    if values.pop("place_id") in hidden:
        values["address"] = address_hidden()
    is_day = values.pop("is_day")
    due = stored_due(values.pop("due_at"), is_day=is_day)
    latest = stored_due(values.pop("latest_at"), is_day=is_day)
    title = deadline_title(row.power_id, row.rule_id)
    return OpenDeadline(**values, title=title, due=due, latest=latest)


def _refuse_answered(row: DeadlineRow) -> None:
    if row.settled_on is not None:
        raise ConflictError(_("Somebody answered this deadline already. Look at it again."))


def _rows(session: Session, intervention_id: int) -> list[DeadlineRow]:
    query = select(DeadlineRow).where(DeadlineRow.intervention_id == intervention_id)
    return list(session.scalars(query))


def _stored(when: datetime | date) -> datetime:
    """Return a moment as it is; of a day its last second, local time."""
    return when if isinstance(when, datetime) else datetime.combine(when, _END_OF_DAY, LONDON)


def stored_due(stored: datetime, *, is_day: bool) -> datetime | date:
    """Return when a stored deadline is due: a local moment, or the day by whose end."""
    return local_day(stored) if is_day else stored.astimezone(LONDON)


def deadline_title(power_id: str, rule_id: str) -> str:
    """Return the title of a deadline; its id where the catalogue has it no more."""
    power = powers().get(power_id)
    rules = power.deadlines if power is not None else ()
    title = next((rule.title for rule in rules if rule.id == rule_id), rule_id)
    return catalogue_text(title)


def _record(row: DeadlineRow) -> str:
    return f"intervention/{row.intervention_id}"
