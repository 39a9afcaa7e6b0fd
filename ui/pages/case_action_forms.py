"""The plain forms of a case's actions."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit

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
from ui.pages.case_forms import (
    Build,
    Case,
    agency_choice,
    error_sheet,
    reason_ask,
    words,
)
from ui.pages.plain_form import Ask, Done, Sheet, Values
from ui.widgets.date_field import DateField


def _action_asks(case: Case, held: ActionSummary | None) -> list[Ask]:
    set_on = case.workspace.today() if held is None else held.set_on
    return [
        Ask("task", _("What is to be done"), words(2), held and held.task),
        Ask("agency_id", _("Agency"), agency_choice(_("Agency")), held and held.agency_id,
            half=True),
        Ask("owner", _("Owner"), QLineEdit(), held and held.owner, if_known=True, half=True),
        Ask("set_on", _("Set on"), case.day(_("Set on")), set_on, half=True),
        Ask("due_on", _("Due on"), DateField(_("Due on")), held and held.due_on, if_known=True,
            half=True),
        Ask("urgent", _("Urgent"), QCheckBox(_("This action is urgent")), held and held.urgent),
    ]  # fmt: skip


def _new_action(case: Case, values: Values, held: ActionSummary | None) -> NewAction:
    if values["set_on"] is None:
        raise InputError({"set_on": _("Enter the day the action was set.")})
    return NewAction(
        task=values["task"] or "",
        agency_id=values["agency_id"] or "",
        set_on=values["set_on"],
        due_on=values["due_on"],
        owner=values["owner"],
        urgent=values["urgent"],
        case_id=case.id,
        meeting_id=None if held is None else held.meeting_id,
        forum_id=case.page.case.forum_id if held is None else held.forum_id,
    )


def _add_action(case: Case, _record: Any) -> Sheet:
    def act(values: Values) -> Done:
        made = add_action(case.workspace, _new_action(case, values, None))
        why = _("Entering it was taken back at once.")
        return Done(_("Action added."), partial(mark_action_in_error, case.workspace, made, why))

    return Sheet(_("Add an action"), _action_asks(case, None), _("Add action"), act)


def _correct_action(case: Case, action_id: Any) -> Sheet:
    held = get_action(case.workspace, action_id)

    def act(values: Values) -> Done:
        new = _new_action(case, values, held)
        correct_action(case.workspace, action_id, new, values["reason"] or "", held.version)
        return Done(_("Action corrected. The old text stays in the timeline, struck."))

    asks = [*_action_asks(case, held), reason_ask()]
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
