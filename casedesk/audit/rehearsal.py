"""Asks once, away from the window, what the page of the trail asks first."""

from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from casedesk.audit.service import entry_numbers, lines_by_number, people_in_trail
from casedesk.errors import CaseDeskError
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace


def rehearse_trail(workspace: Workspace) -> None:
    """Read the words of the trail and compose its statements; a worker calls it after opening."""
    if not workspace.may(Permission.READ_AUDIT):
        return
    with suppress(CaseDeskError, SQLAlchemyError):  # told when the page itself asks
        people_in_trail(workspace)
        lines_by_number(workspace, entry_numbers(workspace)[:1])
