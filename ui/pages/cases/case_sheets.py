"""Gives the form of a kind for the case that is shown."""

from typing import Any

from casedesk.errors import NotFoundError
from casedesk.i18n import _
from casedesk.overviews.model import CasePage
from casedesk.workspace.workspace import Workspace
from ui.pages.attachments import attachment_forms
from ui.pages.cases import (
    case_action_forms,
    case_course_forms,
    case_forms,
    case_keeping_forms,
    case_person_forms,
    case_power_forms,
    case_referral_forms,
)
from ui.pages.cases.case_at_hand import Build, Case
from ui.pages.parts.plain_form import Sheet
from ui.pages.people import person_part_forms

_SHEETS: dict[str, Build] = {
    **case_forms.SHEETS,
    **case_keeping_forms.SHEETS,
    **case_referral_forms.SHEETS,
    **case_action_forms.SHEETS,
    **case_person_forms.SHEETS,
    **person_part_forms.SHEETS,
    **case_power_forms.SHEETS,
    **case_course_forms.SHEETS,
    **attachment_forms.SHEETS,
}


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
        build = _SHEETS.get(kind)
        if self.page is None or build is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        return build(Case(self._workspace, self.page), record)
