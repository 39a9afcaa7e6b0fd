"""Asks once, away from the window, what its pages ask first."""

from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from casedesk.cases.case_list import case_page as page_of_list
from casedesk.cases.case_list import view_counts
from casedesk.errors import CaseDeskError
from casedesk.overviews import case_view
from casedesk.overviews.person_view import person_page
from casedesk.overviews.service import case_page, timeline, today
from casedesk.overviews.timeline import entries
from casedesk.people.service import open_matches
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace


def rehearse(workspace: Workspace) -> None:
    """Let the store compose the statements of the usual pages; a worker calls it after opening.

    A statement takes most of its time when it is asked for the first time: some 40 ms for a case's
    page, in which the window could not answer. Nothing is shown, so no view is audited.
    """
    if not workspace.may(Permission.READ_RECORDS):
        return
    with suppress(CaseDeskError, SQLAlchemyError):  # told when the page itself asks
        today(workspace)
        view_counts(workspace)
        open_matches(workspace)
        cases = page_of_list(workspace)[:1]
        if not cases:
            with workspace.reading(Permission.READ_RECORDS) as session:
                case_view.ask_of_none(workspace, session)
                entries(workspace, session, 0)
        for line in cases:
            subject = case_page(workspace, line.id, opening=False).now.subject
            timeline(workspace, line.id)
            if subject is not None:
                person_page(workspace, subject.person_id, opening=False)
