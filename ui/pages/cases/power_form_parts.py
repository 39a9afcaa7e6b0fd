"""Parts of the forms of tools and powers: how long one lasts, and what is wrong with a step."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from casedesk.errors import InputError
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import Power
from casedesk.interventions.course import check_step
from casedesk.interventions.model import Intervention, NewStep
from casedesk.workspace.workspace import Workspace
from ui.pages.parts.form_parts import choice
from ui.pages.parts.plain_form import Ask, Values
from ui.widgets.choice_box import Choice
from ui.widgets.moment_field import MomentField

LENGTH = "length_id"  # and "/" and the power: the name of the question


def lengths_asked(of: Iterable[Power], held: str | None = None) -> list[Ask]:
    """Ask how long it lasts, where the law gives a choice; each power has its own."""
    asks = []
    for power in of:
        offered, counted = power.first_lengths, power.length_unrecorded
        if counted is None:
            continue
        hint = _("Until one is chosen, {length} are counted. An extension is a step of its own.")
        box = choice(_("How long"), [Choice(o.id, catalogue_text(o.title)) for o in offered])
        told = hint.format(length=catalogue_text(counted.title))
        asked = partial(_is_chosen, power.id)
        name = f"{LENGTH}/{power.id}"
        asks.append(Ask(name, _("How long"), box, held, told, if_known=True, only_if=asked))
    return asks


def _is_chosen(power_id: str, values: Values) -> bool:
    return bool(values.get("power_id", power_id) == power_id)


def step_remark(
    workspace: Workspace,
    held: Intervention,
    box: MomentField,
    corrected_id: int | None,
    values: Values,
) -> str:
    """Return what the law says of a step as filled in so far; it is saved all the same."""
    said, day = [], box.on_day()
    length, step_id = held.length, values["step_id"]
    if length is not None and step_id in length.past_extending:
        text = _("● By law this length cannot be extended, and no clock changes: {length}.")
        said.append(text.format(length=length.title))
    if day is not None and step_id:
        step = NewStep(step_id, day, values["at"])
        found = check_step(workspace, held.summary.id, step, corrected_id)
        said += [f"● {one.sentence}" for one in found]
    return "\n".join(said)


@contextmanager
def at_its_field() -> Iterator[None]:
    """Say what is wrong with the day of a step at the boxes for its day and time."""
    try:
        yield
    except InputError as error:
        told = {"at" if name == "on_day" else name: said for name, said in error.problems.items()}
        raise InputError(told) from None
