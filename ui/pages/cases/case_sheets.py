"""Gives the form of a kind for the case that is shown."""

from typing import Any

from casedesk.errors import NotFoundError
from casedesk.i18n import _
from casedesk.overviews.model import CasePage
from casedesk.workspace.workspace import Workspace
from ui.pages.cases.case_at_hand import Case
from ui.pages.parts.plain_form import Sheet


class CaseSheets:
    """Knows every plain form of a case; `page` is the case as it was last read."""

    def __init__(self, workspace: Workspace) -> None:
        """Start without a case."""
        self._workspace = workspace
        self.page: CasePage | None = None

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form of a kind for a record of the case.

        Raises:
            NotFoundError: the case or the record is no longer there.
        """
        from ui.pages.cases.case_sheet_kinds import SHEETS  # noqa: PLC0415 - 1 MB of forms

        build = SHEETS.get(kind)
        if self.page is None or build is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        return build(Case(self._workspace, self.page), record)
