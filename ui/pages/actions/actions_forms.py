"""The plain forms of actions, for one or several at once; each can be taken back as one."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit

from casedesk.actions.action_list import action_lines
from casedesk.actions.bulk import (
    close_actions,
    hand_over_actions,
    move_due_day,
    put_back_actions,
)
from casedesk.actions.model import (
    ActionBefore,
    ActionStatus,
    ActionSummary,
    NewAction,
)
from casedesk.actions.service import (
    correct_action,
    mark_action_in_error,
    reopen_action,
)
from casedesk.errors import InputError, NotFoundError
from casedesk.i18n import _, ngettext, with_commas
from casedesk.workspace.workspace import Workspace
from ui.pages.parts.form_parts import agency_choice, error_sheet, reason_ask, words
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.widgets.date_field import DateField

_REFERENCES_SHOWN = 8


class ActionSheets:
    """Gives the form of a kind for actions; a record is the list of their ids."""

    def __init__(self, workspace: Workspace) -> None:
        """Know the open file."""
        self._workspace = workspace

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form of a kind.

        Raises:
            NotFoundError: none of the actions is there, or fits the form.
        """
        builds: dict[str, Callable[[Workspace, list[ActionSummary]], Sheet]] = {
            "done": partial(_closing, ActionStatus.DONE),
            "not_possible": partial(_closing, ActionStatus.NOT_POSSIBLE),
            "not_done": partial(_closing, ActionStatus.NOT_DONE),
            "move": _move,
            "owner": _hand_over,
            "correct": _correct,
            "reopen": _reopen,
            "error": _error,
        }
        held = [line.action for line in action_lines(self._workspace, record)]
        if kind in {"done", "not_possible", "not_done", "move", "owner"}:
            held = [one for one in held if one.status is ActionStatus.OPEN]
        if kind not in builds or not held:
            several = len(record) > 1
            text = _("None of these actions is open. Look at the list again.")
            one = _("This action is no longer there, or closed. Look at the list again.")
            raise NotFoundError(text if several else one)
        return builds[kind](self._workspace, held)


def action_asks(workspace: Workspace, held: ActionSummary | None) -> list[Ask]:
    """Return the questions about one action: what is to be done, by whom, until when."""
    set_on = workspace.today() if held is None else held.set_on
    day = DateField(_("Set on"), today=workspace.today)
    return [
        Ask("task", _("What is to be done"), words(2), held and held.task),
        Ask("agency_id", _("Agency"), agency_choice(_("Agency")), held and held.agency_id,
            half=True),
        Ask("owner", _("Owner"), QLineEdit(), held and held.owner, if_known=True, half=True),
        Ask("set_on", _("Set on"), day, set_on, half=True),
        Ask("due_on", _("Due on"), DateField(_("Due on")), held and held.due_on, if_known=True,
            half=True),
        Ask("urgent", _("Urgent"), QCheckBox(_("This action is urgent")), held and held.urgent),
    ]  # fmt: skip


def new_action(
    values: Values, case_id: int | None, meeting_id: int | None, forum_id: str | None
) -> NewAction:
    """Return what the answers to `action_asks` say.

    Raises:
        InputError: the day it was set is missing.
    """
    if values["set_on"] is None:
        raise InputError({"set_on": _("Enter the day the action was set.")})
    return NewAction(
        task=values["task"] or "",
        agency_id=values["agency_id"] or "",
        set_on=values["set_on"],
        due_on=values["due_on"],
        owner=values["owner"],
        urgent=values["urgent"],
        case_id=case_id,
        meeting_id=meeting_id,
        forum_id=forum_id,
    )


def done_with_undo(workspace: Workspace, text: str, before: Sequence[ActionBefore]) -> Done:
    """Return what is said after a change, with the one step that takes all of it back."""
    why = _("The change was taken back at once.")
    return Done(text, partial(put_back_actions, workspace, before, why))


def which(held: Sequence[ActionSummary]) -> str:
    """Return what the actions of a form are: one by its text, several by their references."""
    if len(held) == 1:
        return held[0].task
    first = with_commas(*(one.reference for one in held[:_REFERENCES_SHOWN]))
    more = len(held) - _REFERENCES_SHOWN
    return first if more <= 0 else _("{first} and {more} more").format(first=first, more=more)


def _titled(held: Sequence[ActionSummary], title: str) -> str:
    return title.format(reference=held[0].reference, count=len(held))


def _closing(status: ActionStatus, workspace: Workspace, held: list[ActionSummary]) -> Sheet:
    ids = [one.id for one in held]
    needs_reason = status is not ActionStatus.DONE

    def act(values: Values) -> Done:
        if values["closed_on"] is None:
            raise InputError({"closed_on": _("Enter the day.")})
        version = held[0].version if len(held) == 1 else None
        note = values["outcome_note"]
        before = close_actions(workspace, ids, status, values["closed_on"], note, version)
        return done_with_undo(workspace, _closed_text(status, len(ids)), before)

    title, save = _closing_titles(status, len(held))
    label = _("Why") if needs_reason else _("What came of it")
    day = DateField(_("Day"), today=workspace.today)
    return Sheet(
        title=_titled(held, title),
        asks=[
            Ask("closed_on", _("Day"), day, workspace.today()),
            Ask("outcome_note", label, words(2), if_known=not needs_reason),
        ],
        save_text=save,
        act=act,
        intro=which(held),
    )


def _closing_titles(status: ActionStatus, count: int) -> tuple[str, str]:
    """Return the title of a form that closes actions, and what its button says."""
    titles = {
        ActionStatus.DONE: (
            ngettext("Action {reference} done", "{count} actions done", count),
            _("Save as done"),
        ),
        ActionStatus.NOT_POSSIBLE: (
            ngettext("Action {reference} no longer possible",
                     "{count} actions no longer possible", count),
            _("Save as no longer possible"),
        ),
        ActionStatus.NOT_DONE: (
            ngettext("Action {reference} not done", "{count} actions not done", count),
            _("Save as not done"),
        ),
    }  # fmt: skip
    return titles[status]


def _closed_text(status: ActionStatus, count: int) -> str:
    texts = {
        ActionStatus.DONE: ngettext("Action done.", "{count} actions done.", count),
        ActionStatus.NOT_POSSIBLE: ngettext(
            "Action no longer possible.", "{count} actions no longer possible.", count
        ),
        ActionStatus.NOT_DONE: ngettext("Action not done.", "{count} actions not done.", count),
    }
    return texts[status].format(count=count)


def _move(workspace: Workspace, held: list[ActionSummary]) -> Sheet:
    def act(values: Values) -> Done:
        if values["due_on"] is None:
            raise InputError({"due_on": _("Enter the new day.")})
        ids = [one.id for one in held]
        before = move_due_day(workspace, ids, values["due_on"], values["reason"] or "")
        text = ngettext("Due date moved.", "Due date of {count} actions moved.", len(ids))
        return done_with_undo(workspace, text.format(count=len(ids)), before)

    asks = [Ask("due_on", _("Due on"), DateField(_("Due on"))), reason_ask()]
    title = ngettext("Move the date of {reference}", "Move the date of {count} actions", len(held))
    return Sheet(_titled(held, title), asks, _("Move date"), act, which(held))


def _hand_over(workspace: Workspace, held: list[ActionSummary]) -> Sheet:
    def act(values: Values) -> Done:
        ids = [one.id for one in held]
        agency, owner, why = values["agency_id"], values["owner"], values["reason"] or ""
        before = hand_over_actions(workspace, ids, agency, owner, why)
        text = ngettext("Owner changed.", "Owner of {count} actions changed.", len(ids))
        return done_with_undo(workspace, text.format(count=len(ids)), before)

    of_all = {one.agency_id for one in held}
    asks = [
        Ask("owner", _("New owner"), QLineEdit(), if_known=True),
        Ask("agency_id", _("Agency"), agency_choice(_("Agency")),
            next(iter(of_all)) if len(of_all) == 1 else None,
            hint="" if len(of_all) == 1 else _("Left empty, each keeps its own.")),
        reason_ask(),
    ]  # fmt: skip
    title = ngettext(
        "Change the owner of {reference}", "Change the owner of {count} actions", len(held)
    )
    return Sheet(_titled(held, title), asks, _("Change owner"), act, which(held))


def _correct(workspace: Workspace, held: list[ActionSummary]) -> Sheet:
    one = held[0]

    def act(values: Values) -> Done:
        new = new_action(values, one.case_id, one.meeting_id, one.forum_id)
        before = correct_action(workspace, one.id, new, values["reason"] or "", one.version)
        text = _("Action corrected. The old text stays in its history, struck.")
        return done_with_undo(workspace, text, [before])

    asks = [*action_asks(workspace, one), reason_ask()]
    title = _("Correct action {reference}").format(reference=one.reference)
    return Sheet(title, asks, _("Save correction"), act)


def _reopen(workspace: Workspace, held: list[ActionSummary]) -> Sheet:
    one = held[0]

    def act(values: Values) -> Done:
        before = reopen_action(workspace, one.id, values["reason"] or "", one.version)
        text = _("Action open again. How it was closed stays in its history.")
        return done_with_undo(workspace, text, [before])

    title = _("Open action {reference} again").format(reference=one.reference)
    return Sheet(title, [reason_ask(always=True)], _("Open again"), act, one.task)


def _error(workspace: Workspace, held: list[ActionSummary]) -> Sheet:
    one = held[0]
    before: list[ActionBefore] = []
    why_back = _("The change was taken back at once.")
    return error_sheet(
        _("action {reference}").format(reference=one.reference),
        lambda why: before.append(mark_action_in_error(workspace, one.id, why, one.version)),
        undo=lambda: put_back_actions(workspace, before, why_back),
    )
