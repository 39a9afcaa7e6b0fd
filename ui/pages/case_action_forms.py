"""The plain forms of a case's actions."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from casedesk.actions.model import ActionSummary, NewAction
from casedesk.actions.service import (
    action_not_done,
    action_not_possible,
    add_action,
    complete_action,
    correct_action,
    get_action,
    mark_action_in_error,
    reopen_action,
)
from casedesk.errors import InputError
from casedesk.i18n import _
from ui.pages.actions_forms import action_asks, new_action
from ui.pages.case_forms import Build, Case, error_sheet, reason_ask, words
from ui.pages.plain_form import Ask, Done, Sheet, Values


def _new_action(case: Case, values: Values, held: ActionSummary | None) -> NewAction:
    if held is None:
        return new_action(values, case.id, None, case.page.case.forum_id)
    return new_action(values, case.id, held.meeting_id, held.forum_id)


def _add_action(case: Case, _record: Any) -> Sheet:
    def act(values: Values) -> Done:
        made = add_action(case.workspace, _new_action(case, values, None))
        why = _("Entering it was taken back at once.")
        return Done(_("Action added."), partial(mark_action_in_error, case.workspace, made, why))

    return Sheet(_("Add an action"), action_asks(case.workspace, None), _("Add action"), act)


def _correct_action(case: Case, action_id: Any) -> Sheet:
    held = get_action(case.workspace, action_id)

    def act(values: Values) -> Done:
        new = _new_action(case, values, held)
        correct_action(case.workspace, action_id, new, values["reason"] or "", held.version)
        return Done(_("Action corrected. The old text stays in the timeline, struck."))

    asks = [*action_asks(case.workspace, held), reason_ask()]
    title = _("Correct action {reference}").format(reference=held.reference)
    return Sheet(title, asks, _("Save correction"), act)


def _closing(
    case: Case,
    action_id: int,
    texts: tuple[str, str, str],
    save: Callable[[int, Values], None],
    *,
    needs_reason: bool,
) -> Sheet:
    title, save_text, said = texts
    held = get_action(case.workspace, action_id)

    def act(values: Values) -> Done:
        if values["closed_on"] is None:
            raise InputError({"closed_on": _("Enter the day.")})
        save(held.version, values)
        why = _("Closing it was taken back at once.")
        return Done(said, partial(reopen_action, case.workspace, action_id, why))

    today = case.workspace.today()
    label = _("Why") if needs_reason else _("What came of it")
    return Sheet(
        title=title.format(reference=held.reference),
        asks=[
            Ask("closed_on", _("Day"), case.day(_("Day")), today),
            Ask("note", label, words(2), if_known=not needs_reason),
        ],
        save_text=save_text,
        act=act,
        intro=held.task,
    )


def _done(case: Case, action_id: Any) -> Sheet:
    texts = (_("Action {reference} done"), _("Save as done"), _("Action done."))

    def save(version: int, values: Values) -> None:
        complete_action(case.workspace, action_id, values["closed_on"], values["note"], version)

    return _closing(case, action_id, texts, save, needs_reason=False)


def _not_possible(case: Case, action_id: Any) -> Sheet:
    texts = (
        _("Action {reference} no longer possible"),
        _("Save as no longer possible"),
        _("Action no longer possible."),
    )

    def save(version: int, values: Values) -> None:
        action_not_possible(
            case.workspace, action_id, values["closed_on"], values["note"] or "", version
        )

    return _closing(case, action_id, texts, save, needs_reason=True)


def _not_done(case: Case, action_id: Any) -> Sheet:
    texts = (_("Action {reference} not done"), _("Save as not done"), _("Action not done."))

    def save(version: int, values: Values) -> None:
        action_not_done(
            case.workspace, action_id, values["closed_on"], values["note"] or "", version
        )

    return _closing(case, action_id, texts, save, needs_reason=True)


def _reopen_action(case: Case, action_id: Any) -> Sheet:
    held = get_action(case.workspace, action_id)

    def act(values: Values) -> Done:
        reopen_action(case.workspace, action_id, values["reason"] or "", held.version)
        return Done(_("Action open again. How it was closed stays in the timeline."))

    title = _("Open action {reference} again").format(reference=held.reference)
    return Sheet(title, [reason_ask(always=True)], _("Open again"), act, held.task)


def _action_error(case: Case, action_id: Any) -> Sheet:
    held = get_action(case.workspace, action_id)
    return error_sheet(
        _("action {reference}").format(reference=held.reference),
        lambda why: mark_action_in_error(case.workspace, action_id, why, held.version),
    )


SHEETS: Mapping[str, Build] = {
    "add_action": _add_action,
    "correct_action": _correct_action,
    "action_done": _done,
    "action_not_possible": _not_possible,
    "action_not_done": _not_done,
    "reopen_action": _reopen_action,
    "action_error": _action_error,
}
