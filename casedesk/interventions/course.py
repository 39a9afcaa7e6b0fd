"""What happens in the course of an intervention: steps and breaches."""

from datetime import date

from msgspec.structs import asdict, replace
from sqlalchemy import select

from casedesk.dates import local_day
from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.interventions.catalogue import powers
from casedesk.interventions.deadlines import recompute
from casedesk.interventions.model import LimitWarning, NewIntervention, NewStep, StepBefore
from casedesk.interventions.rules import event_of, field_of, step_problems
from casedesk.interventions.step_order import order_warnings_of_step, refuse_impossible_step
from casedesk.interventions.tables import BreachRow, InterventionRow, InterventionStepRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace

_DAYS = {"issued_on", "granted_on"}  # columns that hold a day


def take_step(workspace: Workspace, intervention_id: int, new: NewStep) -> int:
    """Record a step that was taken and return its id; deadlines follow in the same change.

    A step that says the same as an empty column of the record, such as the service of a
    notice, fills it in.

    Raises:
        NotFoundError: the intervention is no longer there.
        InputError: by field of `new`; steps are those of the power's catalogue.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        row = change.find(InterventionRow, intervention_id)
        _check_step(change, row, new)
        step = change.add(InterventionStepRow(intervention_id=row.id, **asdict(_tidy(new))))
        _fill_in(row, step)
        refuse_impossible_step(change.session, row, step.step_id)
        recompute(change.session, row)
        change.audit("intervention.step_taken", _record(row))
        return step.id


def check_step(
    workspace: Workspace, intervention_id: int, new: NewStep, corrected_id: int | None = None
) -> tuple[LimitWarning, ...]:
    """Return what the law puts in another order than a step that is not saved yet.

    It is saved all the same. `corrected_id` is the step that the form corrects.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.get(InterventionRow, intervention_id)
        if row is None or row.power_id not in powers():
            return ()
        return order_warnings_of_step(session, row, new, corrected_id)


def correct_step(
    workspace: Workspace, step_id: int, new: NewStep, reason: str, version: int | None = None
) -> None:
    """Correct a step; a column that held the same moment is corrected with it.

    If it says nothing of that column any more, what the step filled in is emptied again.

    Raises:
        NotFoundError, ConflictError: it is gone, or somebody changed it meanwhile.
        InputError: by field of `new`, or the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        step = change.find(InterventionStepRow, step_id, version)
        row = change.find(InterventionRow, step.intervention_id)
        _check_step(change, row, new)
        column = _column_of(row, step)
        before = _column_value(column, step)
        changed = change.correct(step, reason, **asdict(_tidy(new)))
        same_column = column == _column_of(row, step)
        after = _column_value(column, step) if same_column else None
        if after is not None:
            _column_follows(change, row, column, (before, after), reason)
        else:
            _give_back(change, row, step, (column, before), reason)
        if step.filled is None:
            _fill_in(row, step)
        refuse_impossible_step(change.session, row, step.step_id)
        recompute(change.session, row)
        change.audit("intervention.step_corrected", _record(row), " ".join(changed))


def mark_step_in_error(
    workspace: Workspace, step_id: int, reason: str, version: int | None = None
) -> None:
    """Take back a step that was recorded by mistake, with what it filled in; deadlines follow.

    Raises:
        NotFoundError, ConflictError: it is gone, or somebody changed it meanwhile.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        step = change.find(InterventionStepRow, step_id, version)
        row = change.find(InterventionRow, step.intervention_id)
        change.mark_in_error(step, reason)
        column = _column_of(row, step)
        _give_back(change, row, step, (column, _column_value(column, step)), reason)
        recompute(change.session, row)
        change.audit("intervention.step_marked_in_error", _record(row))


def take_back_step_error(workspace: Workspace, step_id: int) -> None:
    """Bring back a step that was marked as recorded in error, with what it filled in.

    Raises:
        NotFoundError: it is not marked, or the intervention is no longer there.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        step = change.find_in_error(InterventionStepRow, step_id)
        row = change.find(InterventionRow, step.intervention_id)
        change.take_error_back(step)
        _fill_in(row, step)
        recompute(change.session, row)
        change.audit("intervention.step_error_taken_back", _record(row))


def column_corrected(
    change: Change, row: InterventionRow, before: NewIntervention, reason: str
) -> tuple[StepBefore, ...]:
    """Correct steps that said the same as a column that was corrected; return them as they were."""
    steps = change.session.scalars(
        select(InterventionStepRow).where(
            InterventionStepRow.intervention_id == row.id, InterventionStepRow.error_at.is_(None)
        )
    ).all()
    found = []
    for step in steps:
        column = _column_of(row, step)
        if column is None or _column_value(column, step) != getattr(before, column):
            continue
        now = getattr(row, column)
        if now == getattr(before, column):
            continue
        found.append(StepBefore(step.id, step.on_day, step.at))
        if now is None:
            change.mark_in_error(step, reason)
        else:
            is_day = column in _DAYS
            day = now if is_day else local_day(now)
            change.correct(step, reason, on_day=day, at=None if is_day else now)
    return tuple(found)


def take_back_correction(
    workspace: Workspace,
    intervention_id: int,
    before: NewIntervention,
    steps: tuple[StepBefore, ...],
) -> None:
    """Take back a correction of an intervention, with its steps as `correct_intervention` gave.

    Raises:
        NotFoundError: it is no longer there.
    """
    reason = _("The correction was taken back.")
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        row = change.find(InterventionRow, intervention_id)
        changed = change.correct(row, reason, **asdict(before))
        for one in steps:
            step = change.session.get_one(InterventionStepRow, one.id)
            change.take_error_back(step)
            change.correct(step, reason, on_day=one.on_day, at=one.at)
        recompute(change.session, row)
        change.audit("intervention.corrected", _record(row), " ".join(changed))


def record_breach(
    workspace: Workspace, intervention_id: int, breached_on: date, note: str | None = None
) -> int:
    """Record a breach and return its id.

    Raises:
        NotFoundError: the intervention is no longer there.
        InputError: the day does not fit.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        row = change.find(InterventionRow, intervention_id)
        _check_breach(change, row, breached_on)
        words = (note or "").strip() or None
        breach = change.add(BreachRow(intervention_id=row.id, breached_on=breached_on, note=words))
        change.audit("intervention.breached", _record(row))
        return breach.id


def correct_breach(  # noqa: PLR0917
    workspace: Workspace,
    breach_id: int,
    breached_on: date,
    note: str | None,
    reason: str,
    version: int | None = None,
) -> None:
    """Correct the day or the note of a breach.

    Raises:
        NotFoundError, ConflictError: it is gone, or somebody changed it meanwhile.
        InputError: the day does not fit, or the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        breach = change.find(BreachRow, breach_id, version)
        row = change.find(InterventionRow, breach.intervention_id)
        _check_breach(change, row, breached_on)
        words = (note or "").strip() or None
        changed = change.correct(breach, reason, breached_on=breached_on, note=words)
        change.audit("intervention.breach_corrected", _record(row), " ".join(changed))


def mark_breach_in_error(
    workspace: Workspace, breach_id: int, reason: str, version: int | None = None
) -> None:
    """Take a breach out of lists and counts.

    Raises:
        NotFoundError, ConflictError: it is gone, or somebody changed it meanwhile.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        breach = change.find(BreachRow, breach_id, version)
        change.mark_in_error(breach, reason)
        change.audit("intervention.breach_marked_in_error", f"breach/{breach.id}")


def take_back_breach_error(workspace: Workspace, breach_id: int) -> None:
    """Bring back a breach that was marked as recorded in error.

    Raises:
        NotFoundError: it is not marked.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        change.take_error_back(change.find_in_error(BreachRow, breach_id))
        change.audit("intervention.breach_error_taken_back", f"breach/{breach_id}")


def _check_step(change: Change, row: InterventionRow, new: NewStep) -> None:
    power = powers().get(row.power_id)
    if power is None:
        text = _("This power is no longer in the catalogue, so its steps are not known.")
        raise InputError({"step_id": text})
    problems = step_problems(new, power, change.today)
    if problems:
        raise InputError(problems)


def _check_breach(change: Change, row: InterventionRow, breached_on: date) -> None:
    began = row.granted_on or row.issued_on
    if breached_on > change.today:
        raise InputError({"breached_on": _("This day cannot lie in the future.")})
    if began is not None and breached_on < began:
        raise InputError({"breached_on": _("It cannot be breached before it began.")})


def _tidy(new: NewStep) -> NewStep:
    return replace(new, note=(new.note or "").strip() or None)


def _column_of(row: InterventionRow, step: InterventionStepRow) -> str | None:
    """Return the column that says the same as a step; of an issue the day alone may be known."""
    power = powers().get(row.power_id)
    column = None if power is None else field_of(event_of(power, step.step_id))
    return "issued_on" if column == "issued_at" and step.at is None else column


def _column_value(column: str | None, step: InterventionStepRow) -> object:
    return step.on_day if column in _DAYS else step.at


def _fill_in(row: InterventionRow, step: InterventionStepRow) -> None:
    """Fill in what is empty and the step says, and remember what it was.

    A moment of issue on another day than the one on record is left to the step.
    """
    step.filled = None
    column = _column_of(row, step)
    value = _column_value(column, step)
    if column is None or value is None or getattr(row, column) is not None:
        return
    if column == "issued_at" and row.issued_on not in {None, step.on_day}:
        return
    filled = {column: value}
    if column == "issued_at" and row.issued_on is None:
        filled["issued_on"] = step.on_day
    for name, said in filled.items():
        setattr(row, name, said)
    step.filled = " ".join(filled)


def _give_back(
    change: Change,
    row: InterventionRow,
    step: InterventionStepRow,
    said: tuple[str | None, object],
    reason: str,
) -> None:
    """Empty what a step filled in, if the record still holds what the step said."""
    column, value = said
    filled, step.filled = step.filled, None
    if filled and column is not None and getattr(row, column) == value:
        change.correct(row, reason, **dict.fromkeys(filled.split()))


def _column_follows(
    change: Change,
    row: InterventionRow,
    column: str | None,
    values: tuple[object, object],
    reason: str,
) -> None:
    """Give a column that held the old value of its step the new one."""
    before, after = values
    if column is None or before is None or getattr(row, column) != before or before == after:
        return
    change.correct(row, reason, **{column: after})
    if column == "issued_at" and row.issued_at is not None:
        row.issued_on = local_day(row.issued_at)


def _record(row: InterventionRow) -> str:
    return f"intervention/{row.id}"
