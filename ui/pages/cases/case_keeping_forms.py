"""The forms that hold a case against erasing, and lift the hold."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from casedesk.cases.keeping import hold_case, lift_hold
from casedesk.i18n import _
from ui.pages.cases.case_at_hand import Build, Case
from ui.pages.parts.form_parts import reason_ask
from ui.pages.parts.plain_form import Done, Sheet, Values


def _hold(case: Case, _record: Any) -> Sheet:
    def act(values: Values) -> Done:
        hold_case(case.workspace, case.id, values["reason"] or "", case.page.case.version)
        undo = partial(lift_hold, case.workspace, case.id, _("The hold was taken back at once."))
        return Done(_("The case is on hold and is kept."), undo)

    intro = _("A case on hold is never erased, whatever the day of its review.")
    return Sheet(
        _("Put the case on hold"), [reason_ask(always=True)], _("Put on hold"), act, intro=intro
    )


def _lift(case: Case, _record: Any) -> Sheet:
    def act(values: Values) -> Done:
        lift_hold(case.workspace, case.id, values["reason"] or "", case.page.case.version)
        back = _("Entering it was taken back at once.")
        undo = partial(hold_case, case.workspace, case.id, back)
        return Done(_("The hold is lifted. The day of its review counts again."), undo)

    return Sheet(_("Lift the hold"), [reason_ask(always=True)], _("Lift hold"), act)


SHEETS: Mapping[str, Build] = {"hold": _hold, "lift_hold": _lift}
