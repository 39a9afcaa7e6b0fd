"""Checklists of steps: each point is ticked by somebody at some time, and that is kept."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.errors import InputError
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import Checklist, powers
from casedesk.interventions.model import CheckPoint, Intervention, StepChecklist
from casedesk.interventions.tables import ChecklistTickRow, InterventionRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.tables import AccountRow
from casedesk.workspace.workspace import Workspace


def tick_point(workspace: Workspace, intervention_id: int, checklist_id: str, point_id: str) -> int:
    """Record that a point of a checklist is seen to and return the id of the tick.

    A point that is ticked already stays as it is.

    Raises:
        NotFoundError: the intervention is no longer there.
        InputError: the power has no such point.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        row = change.find(InterventionRow, intervention_id)
        power = powers().get(row.power_id)
        lists = () if power is None else power.checklists
        points = {(one.id, point.id) for one in lists for point in one.points}
        if (checklist_id, point_id) not in points:
            text = _("This power has no such point on a checklist.")
            raise InputError({"point_id": text})
        held = change.session.scalar(
            select(ChecklistTickRow.id).where(
                ChecklistTickRow.intervention_id == intervention_id,
                ChecklistTickRow.checklist_id == checklist_id,
                ChecklistTickRow.point_id == point_id,
                ChecklistTickRow.error_at.is_(None),
            )
        )
        tick = (
            held
            or change.add(
                ChecklistTickRow(
                    intervention_id=intervention_id, checklist_id=checklist_id, point_id=point_id
                )
            ).id
        )
        change.audit("intervention.checklist_ticked", f"intervention/{intervention_id}")
        return tick


def untick_point(workspace: Workspace, tick_id: int) -> None:
    """Take a tick back; that it was there stays in the file.

    Raises:
        NotFoundError: it is no longer there.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        tick = change.find(ChecklistTickRow, tick_id)
        change.mark_in_error(tick, _("The tick was taken back."))
        change.audit("intervention.checklist_unticked", f"intervention/{tick.intervention_id}")


def tick_again(workspace: Workspace, tick_id: int) -> None:
    """Bring back a tick that was taken back a moment ago, with who made it and when.

    Raises:
        NotFoundError: it is there, or there was none.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INTERVENTIONS) as change:
        tick = change.find_in_error(ChecklistTickRow, tick_id)
        change.take_error_back(tick)
        change.audit("intervention.checklist_ticked", f"intervention/{tick.intervention_id}")


def checklists_of(session: Session, held: Intervention) -> tuple[StepChecklist, ...]:
    """Return the checklists that steps of a power name, with what is ticked."""
    power = powers().get(held.summary.power_id)
    if power is None:
        return ()
    ticks = _ticks(session, held.summary.id)
    lists = {one.id: one for one in power.checklists}
    return tuple(
        _filled(held.summary.id, lists[step.checklist], catalogue_text(step.title), ticks)
        for step in power.steps
        if step.checklist in lists
    )


def _filled(
    intervention_id: int,
    checklist: Checklist,
    step: str,
    ticks: dict[tuple[str, str], CheckPoint],
) -> StepChecklist:
    points = []
    for point in checklist.points:
        title = catalogue_text(point.title)
        tick = ticks.get((checklist.id, point.id))
        held = (None, "", None) if tick is None else (tick.tick_id, tick.ticked_by, tick.ticked_at)
        points.append(CheckPoint(point.id, title, *held))
    return StepChecklist(
        intervention_id=intervention_id,
        checklist_id=checklist.id,
        title=catalogue_text(checklist.title),
        step=step,
        status=checklist.status,
        source=checklist.source,
        points=tuple(points),
    )


def _ticks(session: Session, intervention_id: int) -> dict[tuple[str, str], CheckPoint]:
    query = (
        select(
            ChecklistTickRow.checklist_id,
            ChecklistTickRow.point_id,
            ChecklistTickRow.id,
            AccountRow.name,
            ChecklistTickRow.recorded_at,
        )
        .join(AccountRow, AccountRow.id == ChecklistTickRow.recorded_by)
        .where(
            ChecklistTickRow.intervention_id == intervention_id,
            ChecklistTickRow.error_at.is_(None),
        )
    )
    return {
        (one, point): CheckPoint(point, "", tick_id, name, at)
        for one, point, tick_id, name, at in session.execute(query)
    }
