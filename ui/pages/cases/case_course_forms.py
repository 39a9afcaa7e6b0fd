"""The plain forms of what stands in the course of a power: steps, breaches, answered deadlines.

A step or breach is named by a text, "12/5": its id, and the id of the use of the power.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from casedesk.errors import InputError, NotFoundError
from casedesk.i18n import _
from casedesk.interventions.catalogue import powers
from casedesk.interventions.course import (
    correct_breach,
    correct_step,
    mark_breach_in_error,
    mark_step_in_error,
    take_back_breach_error,
    take_back_step_error,
)
from casedesk.interventions.deadlines import (
    put_back_answer,
    reopen_deadline,
    settle_deadline,
)
from casedesk.interventions.model import Breach, Intervention, NewStep, StepTaken
from casedesk.interventions.service import get_intervention
from ui.pages.cases.case_at_hand import Home, HomeBuild
from ui.pages.cases.power_form_parts import at_its_field, step_remark
from ui.pages.parts.form_parts import choice, error_sheet, labelled, reason_ask, same_moment, words
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.widgets.moment_field import MomentField


def _held(home: Home, key: str) -> tuple[Intervention, int]:
    # Chosen in the list, which opened it.
    record_id, used = (int(part) for part in key.split("/"))
    return get_intervention(home.workspace, used, opening=False), record_id


def _step_of(home: Home, key: str) -> tuple[Intervention, StepTaken]:
    held, record_id = _held(home, key)
    for step in held.steps:
        if step.id == record_id:
            return held, step
    raise NotFoundError(_("This record is no longer there. Look at the list again."))


def _breach_of(home: Home, key: str) -> Breach:
    held, record_id = _held(home, key)
    for breach in held.breaches:
        if breach.id == record_id:
            return breach
    raise NotFoundError(_("This record is no longer there. Look at the list again."))


def _correct_step(home: Home, key: Any) -> Sheet:
    held, step = _step_of(home, key)
    power = powers().get(held.facts.power_id)
    box = MomentField(_("When the step was taken"), today=home.workspace.today)

    def act(values: Values) -> Done:
        day = box.on_day()
        if day is None:
            raise InputError({"at": _("Enter the day of the step.")})
        at = same_moment(values["at"], step.at)
        new = NewStep(values["step_id"] or step.step_id, day, at, values["note"])
        with at_its_field():
            correct_step(home.workspace, step.id, new, values["reason"] or "", step.version)
        before = NewStep(step.step_id, step.on_day, step.at, step.note)
        back = _("The correction was taken back.")
        undo = partial(correct_step, home.workspace, step.id, before, back)
        return Done(_("Step corrected. Deadlines were worked out again."), undo)

    return Sheet(
        title=_("Correct a step: {record}").format(record=held.summary.reference),
        asks=[
            Ask("step_id", _("Step"), choice(_("Step"), labelled(power.steps if power else ())),
                step.step_id),
            Ask("at", _("When the step was taken"), box, step.at or step.on_day,
                hint=_("With the time where hours are counted")),
            Ask("note", _("Note"), words(2), step.note, if_known=True),
            reason_ask(),
        ],
        save_text=_("Save correction"),
        act=act,
        remark=partial(step_remark, home.workspace, held, box, step.id),
    )  # fmt: skip


def _step_error(home: Home, key: Any) -> Sheet:
    held, step = _step_of(home, key)
    return error_sheet(
        _("a step of {record}").format(record=held.summary.reference),
        lambda why: mark_step_in_error(home.workspace, step.id, why, step.version),
        partial(take_back_step_error, home.workspace, step.id),
    )


def _correct_breach(home: Home, key: Any) -> Sheet:
    breach, name = _breach_of(home, key), _("Day of the breach")

    def act(values: Values) -> Done:
        if values["breached_on"] is None:
            raise InputError({"breached_on": _("Enter the day of the breach.")})
        correct_breach(
            home.workspace,
            breach.id,
            values["breached_on"],
            values["note"],
            values["reason"] or "",
            breach.version,
        )
        back = _("The correction was taken back.")
        held = (breach.id, breach.breached_on, breach.note, back)
        return Done(_("Breach corrected."), partial(correct_breach, home.workspace, *held))

    return Sheet(
        title=_("Correct a breach"),
        asks=[
            Ask("breached_on", name, home.day(name), breach.breached_on),
            Ask("note", _("What happened"), words(3), breach.note, if_known=True),
            reason_ask(),
        ],
        save_text=_("Save correction"),
        act=act,
    )


def _breach_error(home: Home, key: Any) -> Sheet:
    breach = _breach_of(home, key)
    return error_sheet(
        _("this breach"),
        lambda why: mark_breach_in_error(home.workspace, breach.id, why, breach.version),
        partial(take_back_breach_error, home.workspace, breach.id),
    )


def _settle(home: Home, deadline_id: Any) -> Sheet:
    def act(values: Values) -> Done:
        settle_deadline(home.workspace, deadline_id, values["note"] or "")
        why = _("Answering it was taken back at once.")
        return Done(
            _("Deadline answered."), partial(reopen_deadline, home.workspace, deadline_id, why)
        )

    return Sheet(
        title=_("What came of the deadline"),
        asks=[Ask("note", _("What happened"), words(2))],
        save_text=_("Save answer"),
        act=act,
    )


def _reopen_deadline(home: Home, deadline_id: Any) -> Sheet:
    def act(values: Values) -> Done:
        answer = reopen_deadline(home.workspace, deadline_id, values["reason"] or "")
        undo = partial(put_back_answer, home.workspace, deadline_id, *answer)
        return Done(_("The deadline waits for an answer again. The old answer is kept."), undo)

    title = _("Take back the answer to a deadline")
    return Sheet(title, [reason_ask(always=True)], _("Take back answer"), act)


SHEETS: Mapping[str, HomeBuild] = {
    "correct_step": _correct_step,
    "step_error": _step_error,
    "correct_breach": _correct_breach,
    "breach_error": _breach_error,
    "settle": _settle,
    "reopen_deadline": _reopen_deadline,
}
