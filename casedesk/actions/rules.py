"""What may be done with an action. Pure functions: same input, same answer."""

from collections.abc import Container
from datetime import date

from casedesk.actions.model import ActionStatus, NewAction
from casedesk.i18n import _


def action_problems(
    new: NewAction, *, agencies: Container[str], forums: Container[str], today: date
) -> dict[str, str]:
    """Return what is wrong with an action as written down, by field; empty if nothing is."""
    problems: dict[str, str] = {}
    if not new.task.strip():
        problems["task"] = _("Say what is to be done.")
    if not new.agency_id:
        problems["agency_id"] = _("Choose the agency that owes this action.")
    elif new.agency_id not in agencies:
        problems["agency_id"] = _("This agency is not known. Choose one from the list.")
    if new.forum_id is not None and new.forum_id not in forums:
        problems["forum_id"] = _("This forum is not known. Choose one from the list.")
    if new.set_on > today:
        problems["set_on"] = _("The day an action was set cannot lie in the future.")
    if new.due_on is not None and new.due_on < new.set_on:
        problems["due_on"] = _("An action cannot be due before the day it was set.")
    return problems


def closing_problems(
    status: ActionStatus, *, set_on: date, closed_on: date, note: str | None, today: date
) -> dict[str, str]:
    """Return what is wrong with closing an action, by field; empty if nothing is.

    An action can be done on the day it was set. What was not done needs a reason, so that
    the next meeting sees whether circumstances changed or an agency fell behind.
    Source: SafeLives minutes checklist, incomplete actions.
    """
    problems: dict[str, str] = {}
    if closed_on < set_on:
        problems["closed_on"] = _("An action cannot be closed before the day it was set.")
    elif closed_on > today:
        problems["closed_on"] = _("The day an action was closed cannot lie in the future.")
    if not (note or "").strip():
        if status is ActionStatus.NOT_POSSIBLE:
            problems["outcome_note"] = _("Say what changed so that this is no longer possible.")
        elif status is ActionStatus.NOT_DONE:
            problems["outcome_note"] = _("Say why this was not done.")
    return problems
