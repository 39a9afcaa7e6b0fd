"""Everything that can be done with interventions; steps and breaches are in `course`."""

from msgspec.structs import asdict, replace
from sqlalchemy import func
from sqlalchemy.orm import Session

from casedesk.cases.tables import CaseRow
from casedesk.dates import local_day
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.i18n import _
from casedesk.interventions import queries
from casedesk.interventions.catalogue import PowerKind, deadlines_of, powers
from casedesk.interventions.course import column_corrected
from casedesk.interventions.deadlines import (
    born_on,
    events_in,
    recompute,
    stated_deadlines,
    worked_out,
)
from casedesk.interventions.model import (
    Ending,
    Intervention,
    InterventionFilter,
    InterventionStatus,
    InterventionSummary,
    LimitWarning,
    NewIntervention,
    StepBefore,
)
from casedesk.interventions.rules import (
    ending_problems,
    events_of,
    hours_missing,
    intervention_problems,
    length_held,
    length_of,
    limit_warnings,
)
from casedesk.interventions.step_order import (
    order_warnings,
    order_warnings_of_facts,
    refuse_impossible_facts,
)
from casedesk.interventions.tables import InterventionRow
from casedesk.people.tables import PersonRow
from casedesk.places.tables import PlaceRow
from casedesk.security.roles import Permission
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.model import Topic
from casedesk.workspace.references import following_reference
from casedesk.workspace.workspace import Change, Workspace

PAGE = 200
PREFIX = "I-"


def list_interventions(
    workspace: Workspace,
    which: InterventionFilter | None = None,
    *,
    limit: int = PAGE,
    offset: int = 0,
) -> list[InterventionSummary]:
    """Return one page of interventions, the latest first by the day that counts."""
    query = (
        queries.narrowed(workspace, which or InterventionFilter())
        .order_by(queries.COUNTED_ON.desc(), InterventionRow.id.desc())
        .limit(limit)
        .offset(offset)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        return queries.summaries(workspace, session, query)


def count_interventions(workspace: Workspace, which: InterventionFilter | None = None) -> int:
    """Return how many interventions a list would show without its page limit."""
    query = queries.narrowed(workspace, which or InterventionFilter())
    counted = query.with_only_columns(func.count(InterventionRow.id))
    with workspace.reading(Permission.READ_RECORDS) as session:
        return int(session.execute(counted).scalar_one())


def get_intervention(
    workspace: Workspace, intervention_id: int, *, opening: bool = True
) -> Intervention:
    """Return everything recorded of one use of a power.

    Args:
        workspace: the open partnership file.
        intervention_id: the intervention.
        opening: False where it is open already and only asked for again.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.get(InterventionRow, intervention_id)
        if row is None or row.error_at is not None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        found = details_in(workspace, session, row)
    if opening:
        workspace.note_view(f"intervention/{intervention_id}")
    return found


def check_limits(
    workspace: Workspace, new: NewIntervention, intervention_id: int | None = None
) -> tuple[LimitWarning, ...]:
    """Return the limits that a form passes as filled in so far, before it is saved.

    `intervention_id` is the record that the form corrects.
    """
    power = powers().get(new.power_id)
    if power is None:
        return ()
    events = events_of(power, new, Ending(), ())
    deadlines = deadlines_of(power.id, events, length=length_of(power, new.length_id, ()))
    with workspace.reading(Permission.READ_RECORDS) as session:
        passed = limit_warnings(power, new, deadlines, born_on(session, new.person_id))
        return passed + order_warnings_of_facts(session, power, new, intervention_id)


def record_intervention(workspace: Workspace, new: NewIntervention) -> int:
    """Record one use of a power and return its id; see `set_intervention`.

    Raises:
        NotFoundError: the case, person, place or earlier record is gone.
        InputError: by field of `new`.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        return set_intervention(change, new)


def set_intervention(
    change: Change, new: NewIntervention, *, reference: str | None = None, imported: bool = False
) -> int:
    """Record one use of a power as part of a larger change and return its id.

    An order with moments of issue or service also makes the notice that comes before it unless
    `follows_id` names one: a workbook's row holds both. Limits of the law warn: see
    `get_intervention`.

    Args:
        change: the change this belongs to.
        new: what was written down.
        reference: the workbook's own; otherwise the next free one.
        imported: deadlines that have passed are history, nobody is asked about them.

    Raises:
        NotFoundError: the case, person, place or earlier record is gone.
        InputError: by field of `new`.
    """
    _check(change, new, imported=imported)
    new = _with_notice(change, _tidy(new), imported=imported)
    row = InterventionRow(
        reference=reference
        or following_reference(change.session, InterventionRow.reference, PREFIX),
        **asdict(new),
    )
    change.add(row)
    if not imported:
        refuse_impossible_facts(change.session, row, queries.FACTS)
    recompute(change.session, row, answered_before=change.today if imported else None)
    change.audit("intervention.recorded", _record(row))
    return row.id


def correct_intervention(
    workspace: Workspace,
    intervention_id: int,
    new: NewIntervention,
    reason: str,
    version: int | None = None,
) -> tuple[StepBefore, ...]:
    """Correct the facts of an intervention; deadlines are worked out again.

    Returns:
        Steps that said the same and were corrected with it, for `take_back_correction`.

    Raises:
        NotFoundError: it is no longer there.
        ConflictError: somebody changed it meanwhile.
        InputError: by field of `new`, the reason is missing, or another power is named.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        row = change.find(InterventionRow, intervention_id, version)
        if new.power_id != row.power_id:
            text = _("Mark this record as made in error and record the other power instead.")
            raise InputError({"power_id": text})
        if new.follows_id == row.id:
            raise InputError({"follows_id": _("A record cannot follow itself.")})
        _check(change, new)
        before = queries.facts_of(row)
        changed = change.correct(row, reason, **asdict(_tidy(new)))
        steps = column_corrected(change, row, before, reason)
        refuse_impossible_facts(change.session, row, changed)
        recompute(change.session, row)
        change.audit("intervention.corrected", _record(row), " ".join(changed))
        return steps


def end_intervention(
    workspace: Workspace,
    intervention_id: int,
    ending: Ending,
    reason: str = "",
    version: int | None = None,
) -> None:
    """Record that a use of a power ended, was refused or withdrawn, and why.

    Raises:
        NotFoundError: it is no longer there.
        ConflictError: it has ended already, or somebody changed it meanwhile.
        InputError: the day does not fit, or the reason is missing where one is needed.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        row = change.find(InterventionRow, intervention_id, version)
        if row.status != InterventionStatus.OPEN or ending.status is InterventionStatus.OPEN:
            raise ConflictError(_("This record has ended already. Look at it again."))
        problems = ending_problems(ending, reason, queries.facts_of(row), change.today)
        if problems:
            raise InputError(problems)
        row.status, row.ended_on = ending.status.value, ending.ended_on
        row.status_reason = reason.strip() or None
        _recompute_with_followers(change, row)
        change.audit(f"intervention.{ending.status.value}", _record(row))


def reopen_intervention(
    workspace: Workspace, intervention_id: int, reason: str, version: int | None = None
) -> None:
    """Take back the end of an intervention; how it ended stays visible, struck.

    Raises:
        NotFoundError: it is no longer there.
        ConflictError: it is open, or somebody changed it meanwhile.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        row = change.find(InterventionRow, intervention_id, version)
        if row.status == InterventionStatus.OPEN:
            raise ConflictError(_("This record is open already. Look at it again."))
        status = InterventionStatus.OPEN.value
        change.correct(row, reason, status=status, ended_on=None, status_reason=None)
        _recompute_with_followers(change, row)
        change.audit("intervention.reopened", _record(row))


def mark_intervention_in_error(
    workspace: Workspace, intervention_id: int, reason: str, version: int | None = None
) -> None:
    """Take an intervention out of lists, counts and deadlines; it stays with the reason.

    Raises:
        NotFoundError, ConflictError: it is gone, or somebody changed it meanwhile.
        InputError: the reason is missing, or an order follows this notice.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        _mark_in_error(change, change.find(InterventionRow, intervention_id, version), reason)


def take_back_recording(
    workspace: Workspace, intervention_id: int, made_notice_id: int | None = None
) -> None:
    """Take back at once that an intervention was recorded, with the notice that was made for it.

    Raises:
        NotFoundError: one of them is gone.
        InputError: another record follows it.
    """
    why = _("Entering it was taken back at once.")
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        for one in (intervention_id, made_notice_id):
            if one is not None:
                _mark_in_error(change, change.find(InterventionRow, one), why)


def take_back_intervention_error(workspace: Workspace, intervention_id: int) -> None:
    """Bring back an intervention that was marked as recorded in error, with its deadlines.

    Raises:
        NotFoundError: it is not marked.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        row = change.find_in_error(InterventionRow, intervention_id)
        change.take_error_back(row)
        change.audit("intervention.error_taken_back", _record(row))


def details_in(workspace: Workspace, session: Session, row: InterventionRow) -> Intervention:
    """Return everything recorded of one use of a power.

    Raises:
        NotFoundError: the lists do not show it.
    """
    power = powers().get(row.power_id)
    facts, ending = queries.facts_of(row), queries.ending_of(row)
    steps = queries.steps_of(session, row.id)
    warnings: tuple[LimitWarning, ...] = ()
    missing: tuple[str, ...] = ()
    length = None
    if power is not None:
        length = length_held(power, row.length_id, queries.as_new(steps))
        born = born_on(session, row.person_id)
        warnings = limit_warnings(power, facts, worked_out(session, row), born)
        warnings += order_warnings(session, row)
        events = events_in(session, row)
        missing = hours_missing(power, facts, queries.as_new(steps), events)
    shown = queries.interventions_shown().where(InterventionRow.id == row.id)
    summary = next(iter(queries.summaries(workspace, session, shown)), None)
    if summary is None:  # what it belongs to is not shown, so neither is this
        raise NotFoundError(_("This record is no longer there. Look at the list again."))
    return Intervention(
        summary=summary,
        facts=queries.facts_seen(workspace, session, facts),
        length=length,
        ending=ending,
        status_reason=row.status_reason,
        followed_by=queries.followers_of(session, row.id),
        course=queries.course_of(power, facts, steps),
        steps=steps,
        breaches=queries.breaches_of(session, row.id),
        deadlines=stated_deadlines(session, row),
        warnings=warnings,
        hours_missing=missing,
        corrections=corrections_in(session, InterventionRow, row.id),
    )


def _mark_in_error(change: Change, row: InterventionRow, reason: str) -> None:
    if queries.followers_of(change.session, row.id):
        text = _("Another record follows this one. Mark or correct that one first.")
        raise InputError({"reason": text})
    change.mark_in_error(row, reason)
    change.audit("intervention.marked_in_error", _record(row))


def _check(change: Change, new: NewIntervention, *, imported: bool = False) -> None:
    problems = intervention_problems(new, powers(), change.today)
    if imported:  # history comes in as it was written; what a sheet may not say, the import says
        problems = {field: text for field, text in problems.items() if field == "power_id"}
    if problems:
        raise InputError(problems)
    for kind, record_id in (
        (CaseRow, new.case_id),
        (PersonRow, new.person_id),
        (PlaceRow, new.place_id),
        (InterventionRow, new.follows_id),
    ):
        if record_id is not None:
            change.find(kind, record_id)


def _tidy(new: NewIntervention) -> NewIntervention:
    """Take blanks away, and take the day of issue from its moment."""
    texts = ("applicant", "terms", "past_limit_reason", "note")
    words = {name: (getattr(new, name) or "").strip() or None for name in texts}
    issued = local_day(new.issued_at) if new.issued_at else new.issued_on
    return replace(new, **words, issued_on=issued)


def _with_notice(change: Change, new: NewIntervention, *, imported: bool) -> NewIntervention:
    """Record the notice that an order's moments belong to, and let the order follow it."""
    power = powers()[new.power_id]
    moments = new.issued_at or new.served_at
    is_order = power.kind is PowerKind.CIVIL_ORDER and power.notice_before in powers()
    if not (is_order and moments) or new.follows_id is not None:
        return new
    notice = NewIntervention(
        power_id=power.notice_before,
        case_id=new.case_id,
        person_id=new.person_id,
        place_id=new.place_id,
        applicant=new.applicant,
        issued_on=new.issued_on,
        issued_at=new.issued_at,
        served_at=new.served_at,
    )
    follows = set_intervention(change, notice, imported=imported)
    return replace(new, follows_id=follows, issued_on=None, issued_at=None, served_at=None)


def _recompute_with_followers(change: Change, row: InterventionRow) -> None:
    """Work out deadlines again, also of the order that follows a notice."""
    recompute(change.session, row)
    for follower in queries.followers_of(change.session, row.id):
        recompute(change.session, change.find(InterventionRow, follower))


def _record(row: InterventionRow) -> str:
    return f"intervention/{row.id}"
