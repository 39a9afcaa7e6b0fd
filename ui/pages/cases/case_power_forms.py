"""The plain forms of tools and powers: used, a step taken, breached, ended."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from casedesk.errors import InputError
from casedesk.i18n import _, sort_key
from casedesk.interventions.catalogue import Power, power_title, powers
from casedesk.interventions.course import (
    mark_breach_in_error,
    mark_step_in_error,
    record_breach,
    take_back_correction,
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
    check_limits,
    correct_intervention,
    end_intervention,
    get_intervention,
    mark_intervention_in_error,
    record_intervention,
    reopen_intervention,
    take_back_intervention_error,
    take_back_recording,
)
from ui.pages.cases.case_at_hand import Home, HomeBuild
from ui.pages.cases.power_form_parts import LENGTH, at_its_field, lengths_asked, step_remark
from ui.pages.parts.form_parts import choice, error_sheet, labelled, reason_ask, same_moment, words
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.date_field import DateField
from ui.widgets.moment_field import MomentField


def _who_and_where(home: Home, used: Intervention | None) -> tuple[ChoiceBox, ChoiceBox]:
    """Return on whom and where a power can be used; what `used` holds is always among it."""
    people: dict[int | None, str] = {**dict(home.people)}
    places: dict[int | None, str] = dict((home.place,))
    if used is not None:
        one = used.summary
        people.setdefault(one.person_id, " ".join(filter(None, (one.forenames, one.surname))))
        places.setdefault(one.place_id, one.address or "")
    who = [Choice(str(key), name) for key, name in people.items() if key is not None]
    where = [Choice(str(key), name) for key, name in places.items() if key is not None]
    return (
        ChoiceBox(_("On whom"), who, empty=_("Nobody by name")),
        ChoiceBox(_("Where"), where, empty=_("No one place")),
    )


def _facts(
    home: Home, held: NewIntervention | None, used: Intervention | None, of: Iterable[Power] = ()
) -> list[Ask]:
    """Ask for what a record says: `held` is what it starts with, `used` the record it is of.

    `of` are the powers of which it may be one.
    """
    who, where = _who_and_where(home, used)
    today = home.workspace.today
    return [
        Ask("person_id", _("On whom"), who, _text(held.person_id if held else None), half=True),
        Ask("place_id", _("Where"), where, _text(held.place_id if held else None), half=True),
        Ask("applicant", _("Applied for or issued by"), QLineEdit(), held and held.applicant,
            if_known=True),
        Ask("issued_at", _("Issued"), MomentField(_("Issued"), today=today),
            held and (held.issued_at or held.issued_on), if_known=True,
            hint=_("With the time where hours are counted")),
        Ask("served_at", _("Served"), MomentField(_("Served"), today=today),
            held and held.served_at, if_known=True,
            hint=_("With the time: the clock of the law starts here")),
        *lengths_asked(of, held.length_id if held else None),
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


def _typed(home: Home, power_id: str, values: Values, asks: list[Ask]) -> dict[str, Any]:
    """Return the facts typed, by the fields of `NewIntervention`."""
    controls = {ask.name: ask.control for ask in asks}
    issued, served = controls["issued_at"], controls["served_at"]
    on_day = issued.on_day() if isinstance(issued, MomentField) else None
    if isinstance(served, MomentField) and served.on_day() and values["served_at"] is None:
        raise InputError({"served_at": _("Enter the time as well, such as 09:20.")})
    lengths = {name: values[name] for name in values if name.startswith(LENGTH)}
    apart = {"power_id", "reason", *lengths}
    return {
        **{name: value for name, value in values.items() if name not in apart},
        "length_id": lengths.get(f"{LENGTH}/{power_id}"),
        "power_id": power_id,
        "case_id": home.case_id,
        "issued_on": on_day,
        "person_id": _id(values["person_id"]),
        "place_id": _id(values["place_id"]),
    }


def _text(record_id: int | None) -> str | None:
    return None if record_id is None else str(record_id)


def _id(text: str | None) -> int | None:
    return int(text) if text else None


def _limits(
    home: Home,
    asks: list[Ask],
    power_id: str,
    follows_id: int | None,
    values: Values,
    *,
    corrected_id: int | None = None,
) -> str:
    """Return the limits of the law that a form passes as filled in so far."""
    try:
        typed = _typed(home, values.get("power_id") or power_id, dict(values), asks)
    except InputError:
        return ""  # half typed; saving says what is missing
    new = NewIntervention(**typed, follows_id=follows_id)
    found = check_limits(home.workspace, new, corrected_id)
    return "\n".join(f"● {one.sentence}" for one in found)


def _add(home: Home, _record: Any) -> Sheet:
    titles = sorted(labelled(powers().values()), key=lambda one: sort_key(one.text))
    asks = _facts(home, None, None, powers().values())

    def act(values: Values) -> Done:
        if values["power_id"] is None:
            raise InputError({"power_id": _("Choose the tool or power.")})
        new = NewIntervention(**_typed(home, values["power_id"], values, asks))
        made = record_intervention(home.workspace, new)
        held = get_intervention(home.workspace, made, opening=False)
        text = " ".join([_("Recorded."), *(one.sentence for one in held.warnings)])
        notice = held.facts.follows_id  # made with the order, if it needed one
        return Done(text, partial(take_back_recording, home.workspace, made, notice))

    name = _("Tool or power")
    return Sheet(
        title=_("Record the use of a tool or power"),
        asks=[Ask("power_id", name, ChoiceBox(name, titles, search=True)), *asks],
        save_text=_("Save record"),
        act=act,
        remark=partial(_limits, home, asks, "", None),
    )


def _follow(home: Home, key: Any) -> Sheet:
    """Ask for what follows a record; `key` is its id and the other power: "12/closure_order"."""
    used, _slash, power_id = str(key).partition("/")
    held = _chosen(home, int(used))
    new = NewIntervention(
        power_id,
        person_id=held.facts.person_id,
        place_id=held.facts.place_id,
        applicant=held.facts.applicant,
    )
    asks = _facts(home, new, held, [powers()[power_id]])

    def act(values: Values) -> Done:
        typed = _typed(home, power_id, values, asks)
        made = record_intervention(home.workspace, NewIntervention(**typed, follows_id=int(used)))
        undo = partial(take_back_recording, home.workspace, made)
        return Done(_("Recorded. Deadlines were worked out."), undo)

    title = _("{power}, following {record}")
    return Sheet(
        title=title.format(power=power_title(power_id), record=_named(held)),
        asks=asks,
        save_text=_("Save record"),
        act=act,
        remark=partial(_limits, home, asks, power_id, int(used)),
    )


def _chosen(home: Home, intervention_id: Any) -> Intervention:
    """Return the record chosen in the list, which opened it."""
    return get_intervention(home.workspace, intervention_id, opening=False)


def _correct(home: Home, intervention_id: Any) -> Sheet:
    held = _chosen(home, intervention_id)
    power = powers().get(held.facts.power_id)
    asks = _facts(home, held.facts, held, [] if power is None else [power])

    def act(values: Values) -> Done:
        typed = _typed(home, held.facts.power_id, dict(values), asks)
        kept = {
            name: getattr(held.facts, name)
            for name in NewIntervention.__struct_fields__
            if name not in typed
        }
        for name in ("issued_at", "served_at"):
            typed[name] = same_moment(typed[name], getattr(held.facts, name))
        new = NewIntervention(**kept, **typed)
        why = values["reason"] or ""
        version = held.summary.version
        steps = correct_intervention(home.workspace, intervention_id, new, why, version)
        undo = partial(take_back_correction, home.workspace, intervention_id, held.facts, steps)
        return Done(_("Record corrected. Deadlines were worked out again."), undo)

    return Sheet(
        title=_("Correct {record}").format(record=_named(held)),
        asks=[*asks, reason_ask()],
        save_text=_("Save correction"),
        act=act,
        remark=partial(
            _limits,
            home,
            asks,
            held.facts.power_id,
            held.facts.follows_id,
            corrected_id=intervention_id,
        ),
    )


def _step(home: Home, key: Any) -> Sheet:
    """Ask for a step; `key` is the id of the record, or that and the step: "12/served"."""
    used, _slash, wanted = str(key).partition("/")
    intervention_id = int(used)
    held = _chosen(home, intervention_id)
    power = powers().get(held.facts.power_id)
    steps = [] if power is None else labelled(power.steps)
    waiting = next((one.step_id for one in held.course if one.done_on is None), None)
    waiting = wanted or waiting
    box = MomentField(_("When the step was taken"), today=home.workspace.today)

    def act(values: Values) -> Done:
        day = box.on_day()
        if day is None:
            raise InputError({"at": _("Enter the day of the step.")})
        step = NewStep(values["step_id"] or "", day, values["at"], values["note"])
        with at_its_field():
            made = take_step(home.workspace, intervention_id, step)
        why = _("Entering it was taken back at once.")
        undo = partial(mark_step_in_error, home.workspace, made, why)
        return Done(_("Step recorded. Deadlines were worked out again."), undo)

    return Sheet(
        title=_("Take a step: {record}").format(record=_named(held)),
        asks=[
            Ask("step_id", _("Step"), choice(_("Step"), steps), waiting),
            Ask("at", _("When the step was taken"), box,
                hint=_("With the time where hours are counted")),
            Ask("note", _("Note"), words(2), if_known=True),
        ],
        save_text=_("Save step"),
        act=act,
        remark=partial(step_remark, home.workspace, held, box, None),
    )  # fmt: skip


def _breach(home: Home, intervention_id: Any) -> Sheet:
    held = _chosen(home, intervention_id)

    def act(values: Values) -> Done:
        if values["breached_on"] is None:
            raise InputError({"breached_on": _("Enter the day of the breach.")})
        day, note = values["breached_on"], values["note"]
        made = record_breach(home.workspace, intervention_id, day, note)
        why = _("Entering it was taken back at once.")
        return Done(_("Breach recorded."), partial(mark_breach_in_error, home.workspace, made, why))

    return Sheet(
        title=_("Breach of {record}").format(record=_named(held)),
        asks=[
            Ask("breached_on", _("Day of the breach"), home.day(_("Day of the breach"))),
            Ask("note", _("What happened"), words(3), if_known=True),
        ],
        save_text=_("Save breach"),
        act=act,
    )


def _end(home: Home, intervention_id: Any) -> Sheet:
    held = _chosen(home, intervention_id)
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
        end_intervention(home.workspace, intervention_id, ending, why, held.summary.version)
        back = _("Ending it was taken back at once.")
        undo = partial(reopen_intervention, home.workspace, intervention_id, back)
        return Done(_("End recorded."), undo)

    return Sheet(
        title=_("End of {record}").format(record=_named(held)),
        asks=[
            Ask("status", _("How it ended"), choice(_("How it ended"), ways)),
            Ask("ended_on", _("Day"), home.day(_("Day")), home.workspace.today()),
            Ask("reason", _("Why"), words(2), if_known=True),
        ],
        save_text=_("Save end"),
        act=act,
    )


def _reopen(home: Home, intervention_id: Any) -> Sheet:
    held = _chosen(home, intervention_id)

    def act(values: Values) -> Done:
        why = values["reason"] or ""
        reopen_intervention(home.workspace, intervention_id, why, held.summary.version)
        undo = partial(
            end_intervention, home.workspace, intervention_id, held.ending, held.status_reason or ""
        )
        return Done(_("The record is open again. How it ended is kept."), undo)

    title = _("Take back the end of {record}").format(record=_named(held))
    return Sheet(title, [reason_ask(always=True)], _("Take back the end"), act)


def _error(home: Home, intervention_id: Any) -> Sheet:
    held = _chosen(home, intervention_id)
    version = held.summary.version
    return error_sheet(
        _named(held),
        lambda why: mark_intervention_in_error(home.workspace, intervention_id, why, version),
        partial(take_back_intervention_error, home.workspace, intervention_id),
    )


def _named(held: Intervention) -> str:
    return _("{power} {reference}").format(
        power=power_title(held.facts.power_id), reference=held.summary.reference
    )


SHEETS: Mapping[str, HomeBuild] = {
    "add_intervention": _add,
    "follow_intervention": _follow,
    "correct_intervention": _correct,
    "take_step": _step,
    "breach": _breach,
    "end_intervention": _end,
    "reopen_intervention": _reopen,
    "intervention_error": _error,
}
