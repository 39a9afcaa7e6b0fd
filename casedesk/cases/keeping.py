"""How long a case is kept: the day it is to be looked at again, and a hold. Nothing is erased."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.review_times import times_in_force
from casedesk.cases.rules import review_day
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.errors import ConflictError
from casedesk.i18n import _
from casedesk.people.tables import PersonRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace


def set_review_day(session: Session, case: CaseRow) -> None:
    """Give a closed case the day of its review; one that is open has none.

    The birth dates are those known now: call it inside the change that closes or opens the case,
    and see `review_day_again` for what becomes known later.
    """
    closed_on: date | None = case.closed_on
    if closed_on is None:
        case.review_on = None
        return
    born = (
        select(PersonRow.born_on)
        .join(CasePersonRow, CasePersonRow.person_id == PersonRow.id)
        .where(CasePersonRow.case_id == case.id, CasePersonRow.error_at.is_(None))
    )
    times = times_in_force(session)
    case.review_on = review_day(case.forum_id, closed_on, session.scalars(born), times)


def review_day_again(change: Change, case: CaseRow) -> None:
    """Give a case its review day anew after somebody in it changed; say so where it moves."""
    before = case.review_on
    set_review_day(change.session, case)
    if case.review_on != before:
        change.audit("case.review_day_moved", f"case/{case.id}", "review_on")


def review_days_of_person_again(change: Change, person_id: int) -> None:
    """Give the closed cases that a person is in their review days anew.

    Also those recorded in error, which may be taken back.
    """
    query = (
        select(CaseRow)
        .join(CasePersonRow, CasePersonRow.case_id == CaseRow.id)
        .where(
            CasePersonRow.person_id == person_id,
            CasePersonRow.error_at.is_(None),
            CaseRow.closed_on.is_not(None),
        )
        .order_by(CaseRow.id)
        .distinct()
    )
    for case in change.session.scalars(query).all():
        review_day_again(change, case)


def hold_case(workspace: Workspace, case_id: int, reason: str, version: int | None = None) -> None:
    """Keep a case from ever being erased until the hold is lifted, whatever its review day says.

    The reason stays with the case, such as an inquest or a claim.

    Raises:
        InputError: the reason is missing.
        ConflictError: it is on hold already, or somebody changed it meanwhile.
    """
    _set_hold(workspace, case_id, reason, version, on_hold=True)


def lift_hold(workspace: Workspace, case_id: int, reason: str, version: int | None = None) -> None:
    """Let the review day of a case count again.

    Raises:
        InputError: the reason is missing.
        ConflictError: it is not on hold, or somebody changed it meanwhile.
    """
    _set_hold(workspace, case_id, reason, version, on_hold=False)


def _set_hold(
    workspace: Workspace, case_id: int, reason: str, version: int | None, *, on_hold: bool
) -> None:
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES) as change:
        row = change.find(CaseRow, case_id, version)
        if row.on_hold == on_hold:
            text = _("This case is on hold already.") if on_hold else _("This case is not on hold.")
            raise ConflictError(text)
        change.correct(row, reason, on_hold=on_hold)
        change.audit("case.held" if on_hold else "case.hold_lifted", f"case/{case_id}", "on_hold")
