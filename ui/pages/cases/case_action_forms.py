"""The plain forms of a case's actions: those of the page of actions, for one action of it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from casedesk.actions.service import add_action, mark_action_in_error
from casedesk.i18n import _
from ui.pages.actions.actions_forms import ActionSheets, action_asks, new_action
from ui.pages.cases.case_at_hand import Build, Case
from ui.pages.parts.plain_form import Done, Sheet, Values


def _add_action(case: Case, _record: Any) -> Sheet:
    def act(values: Values) -> Done:
        new = new_action(values, case.id, None, case.page.case.forum_id)
        made = add_action(case.workspace, new)
        why = _("Entering it was taken back at once.")
        return Done(_("Action added."), partial(mark_action_in_error, case.workspace, made, why))

    asks = action_asks(case.workspace, None)
    return Sheet(_("Add an action"), asks, _("Add action"), act)


def _change(kind: str, case: Case, action_id: Any) -> Sheet:
    return ActionSheets(case.workspace).sheet(kind, [action_id])


SHEETS: Mapping[str, Build] = {
    "add_action": _add_action,
    "correct_action": partial(_change, "correct"),
    "action_done": partial(_change, "done"),
    "action_not_possible": partial(_change, "not_possible"),
    "action_not_done": partial(_change, "not_done"),
    "reopen_action": partial(_change, "reopen"),
    "action_error": partial(_change, "error"),
}
