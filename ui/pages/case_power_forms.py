"""The plain forms of tools and powers: used, a step taken, breached, ended."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from casedesk.errors import InputError
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import powers
from casedesk.interventions.course import (
    mark_breach_in_error,
    mark_step_in_error,
    record_breach,
    take_step,
)
from casedesk.interventions.model import (
    Ending,
    Intervention,
    InterventionStatus,
    NewIntervention,
    NewStep,
)
from casedesk.interventions.service import (
    correct_intervention,
    end_intervention,
    get_intervention,
    mark_intervention_in_error,
    record_intervention,
    reopen_intervention,
)
from ui.pages.case_forms import (
    Build,
    Case,
    choice,
    error_sheet,
    labelled,
    reason_ask,
    same_moment,
    words,
)
from ui.pages.plain_form import Ask, Done, Sheet, Values
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.date_field import DateField
from ui.widgets.moment_field import MomentField

_PLACE = "place"


def power_title(power_id: str) -> str:
    """Return the title of a power; its id where the catalogue has it no more."""
    power = powers().get(power_id)
    return power_id if power is None else catalogue_text(power.title)


def _used_on(case: Case, held: NewIntervention | None) -> tuple[ChoiceBox, str | None]:
    """Return whom or what a power can be used on, and what holds now."""
    found = [Choice(str(one.person_id), one.name) for one in case.page.people]
    if case.page.place:
        found.append(Choice(_PLACE, case.page.place))
    now: str | None = None
    if held is not None and held.person_id is not None:
        now = str(held.person_id)
    elif held is not None and held.place_id is not None:
        now = _PLACE
    box = ChoiceBox(_("Who or where"), found, empty=_("The case as a whole"))
    return box, now


def _facts(case: Case, held: NewIntervention | None) -> list[Ask]:
    box, used_on = _used_on(case, held)
    today = case.workspace.today
    return [
        Ask("used_on", _("Who or where"), box, used_on, half=True),
        Ask("applicant", _("Applied for or issued by"), QLineEdit(), held and held.applicant,
            if_known=True, half=True),
        Ask("issued_at", _("Issued"), MomentField(_("Issued"), today=today),
            held and (held.issued_at or held.issued_on), if_known=True,
            hint=_("With the time where hours are counted")),
        Ask("served_at", _("Served"), MomentField(_("Served"), today=today),
            held and held.served_at, if_known=True,
            hint=_("With the time: the clock of the law starts here")),
        Ask("granted_on", _("Granted"), DateField(_("Granted"), today=today),
            held and held.granted_on, if_known=True, half=True),
        Ask("ends_on", _("Ends"), DateField(_("Ends")), held and held.ends_on, if_known=True,
            half=True),
        Ask("terms", _("Terms"), words(3), held and held.terms, if_known=True),
        Ask("note", _("Note"), words(2), held and held.note, if_known=True),
        Ask("past_limit_reason", _("Reason for going past a limit"), QLineEdit(),
            held and held.past_limit_reason, if_known=True,
            hint=_("Where a limit of the law is passed, say why. Nothing is refused for it.")),
    ]  # fmt: skip


def _typed(case: Case, power_id: str, values: Values, asks: list[Ask]) -> dict[str, Any]:
    """Return the facts typed, by the fields of `NewIntervention`."""
    controls = {ask.name: ask.control for ask in asks}
    issued, served = controls["issued_at"], controls["served_at"]
    on_day = issued.on_day() if isinstance(issued, MomentField) else None
    if isinstance(served, MomentField) and served.on_day() and values["served_at"] is None:
        raise InputError({"served_at": _("Enter the time as well, such as 09:20.")})
    used_on = values.pop("used_on") or ""
    place = case.page.case.fields.place_id if used_on == _PLACE else None
    return {
        **{name: value for name, value in values.items() if name not in {"power_id", "reason"}},
        "power_id": power_id,
        "case_id": case.id,
        "issued_on": on_day,
        "person_id": int(used_on) if used_on.isdecimal() else None,
        "place_id": place,
    }


def _add(case: Case, _record: Any) -> Sheet:
    titles = sorted(labelled(powers().values()), key=lambda one: one.text.casefold())
    asks = _facts(case, None)

    def act(values: Values) -> Done:
        if values["power_id"] is None:
            raise InputError({"power_id": _("Choose the tool or power.")})
        new = NewIntervention(**_typed(case, values["power_id"], values, asks))
        made = record_intervention(case.workspace, new)
        warnings = get_intervention(case.workspace, made, opening=False).warnings
        text = " ".join([_("Recorded."), *(one.sentence for one in warnings)])
        why = _("Entering it was taken back at once.")
        return Done(text, partial(mark_intervention_in_error, case.workspace, made, why))

    name = _("Tool or power")
    return Sheet(
        title=_("Record the use of a tool or power"),
        asks=[Ask("power_id", name, ChoiceBox(name, titles, search=True)), *asks],
        save_text=_("Save record"),
        act=act,
    )


def _chosen(case: Case, intervention_id: Any) -> Intervention:
    """Return the record chosen in the list, which opened it."""
    return get_intervention(case.workspace, intervention_id, opening=False)


def _correct(case: Case, intervention_id: Any) -> Sheet:
    held = _chosen(case, intervention_id)
    asks = _facts(case, held.facts)

    def act(values: Values) -> Done:
        typed = _typed(case, held.facts.power_id, dict(values), asks)
        kept = {
            name: getattr(held.facts, name)
            for name in NewIntervention.__slots__
            if name not in typed
        }
        for name in ("issued_at", "served_at"):
            typed[name] = same_moment(typed[name], getattr(held.facts, name))
        if values["used_on"] == _PLACE and held.facts.place_id is not None:
            typed["place_id"] = held.facts.place_id
        new = NewIntervention(**kept, **typed)
        why = values["reason"] or ""
        correct_intervention(case.workspace, intervention_id, new, why, held.summary.version)
        return Done(_("Record corrected. Deadlines were worked out again."))

    return Sheet(
        title=_("Correct {record}").format(record=_named(held)),
        asks=[*asks, reason_ask()],
        save_text=_("Save correction"),
        act=act,
    )


def _step(case: Case, intervention_id: Any) -> Sheet:
    held = _chosen(case, intervention_id)
    power = powers().get(held.facts.power_id)
    steps = [] if power is None else labelled(power.steps)
    waiting = next((one.step_id for one in held.course if one.done_on is None), None)
    box = MomentField(_("When"), today=case.workspace.today)

    def act(values: Values) -> Done:
        day = box.on_day()
        if day is None:
            raise InputError({"at": _("Enter the day of the step.")})
        step = NewStep(values["step_id"] or "", day, values["at"], values["note"])
        made = take_step(case.workspace, intervention_id, step)
        why = _("Entering it was taken back at once.")
        undo = partial(mark_step_in_error, case.workspace, made, why)
        return Done(_("Step recorded. Deadlines were worked out again."), undo)

    return Sheet(
        title=_("Take a step: {record}").format(record=_named(held)),
        asks=[
            Ask("step_id", _("Step"), choice(_("Step"), steps), waiting),
            Ask("at", _("When"), box, hint=_("With the time where hours are counted")),
            Ask("note", _("Note"), words(2), if_known=True),
        ],
        save_text=_("Save step"),
        act=act,
    )


def _breach(case: Case, intervention_id: Any) -> Sheet:
    held = _chosen(case, intervention_id)

    def act(values: Values) -> Done:
        if values["breached_on"] is None:
            raise InputError({"breached_on": _("Enter the day of the breach.")})
        day, note = values["breached_on"], values["note"]
        made = record_breach(case.workspace, intervention_id, day, note)
        why = _("Entering it was taken back at once.")
        return Done(_("Breach recorded."), partial(mark_breach_in_error, case.workspace, made, why))

    return Sheet(
        title=_("Breach of {record}").format(record=_named(held)),
        asks=[
            Ask("breached_on", _("Day of the breach"), case.day(_("Day of the breach"))),
            Ask("note", _("What happened"), words(3), if_known=True),
        ],
        save_text=_("Save breach"),
        act=act,
    )


def _end(case: Case, intervention_id: Any) -> Sheet:
    held = _chosen(case, intervention_id)
    ways = [
        Choice(InterventionStatus.ENDED, _("Ended")),
        Choice(InterventionStatus.REFUSED, _("Refused")),
        Choice(InterventionStatus.WITHDRAWN, _("Withdrawn or cancelled")),
    ]

    def act(values: Values) -> Done:
        if values["status"] is None:
            raise InputError({"status": _("Say how it ended.")})
        ending = Ending(InterventionStatus(values["status"]), values["ended_on"])
        why = values["reason"] or ""
        end_intervention(case.workspace, intervention_id, ending, why, held.summary.version)
        back = _("Ending it was taken back at once.")
        undo = partial(reopen_intervention, case.workspace, intervention_id, back)
        return Done(_("End recorded."), undo)

    return Sheet(
        title=_("End of {record}").format(record=_named(held)),
        asks=[
            Ask("status", _("How it ended"), choice(_("How it ended"), ways)),
            Ask("ended_on", _("Day"), case.day(_("Day")), case.workspace.today()),
            Ask("reason", _("Why"), words(2), if_known=True),
        ],
        save_text=_("Save end"),
        act=act,
    )


def _reopen(case: Case, intervention_id: Any) -> Sheet:
    held = _chosen(case, intervention_id)

    def act(values: Values) -> Done:
        why = values["reason"] or ""
        reopen_intervention(case.workspace, intervention_id, why, held.summary.version)
        return Done(_("The record is open again. How it ended is kept."))

    title = _("Take back the end of {record}").format(record=_named(held))
    return Sheet(title, [reason_ask(always=True)], _("Take back the end"), act)


def _error(case: Case, intervention_id: Any) -> Sheet:
    held = _chosen(case, intervention_id)
    version = held.summary.version
    return error_sheet(
        _named(held),
        lambda why: mark_intervention_in_error(case.workspace, intervention_id, why, version),
    )


def _named(held: Intervention) -> str:
    return _("{power} {reference}").format(
        power=power_title(held.facts.power_id), reference=held.summary.reference
    )


SHEETS: Mapping[str, Build] = {
    "add_intervention": _add,
    "correct_intervention": _correct,
    "take_step": _step,
    "breach": _breach,
    "end_intervention": _end,
    "reopen_intervention": _reopen,
    "intervention_error": _error,
}
