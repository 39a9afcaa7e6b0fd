"""Parts of the forms of tools and powers: how long one lasts, and what is wrong with a step."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

from casedesk.errors import InputError
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import Power
from casedesk.interventions.model import Intervention
from ui.pages.parts.form_parts import choice
from ui.pages.parts.plain_form import Ask, Values
from ui.widgets.choice_box import Choice

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


def not_extended(held: Intervention, values: Values) -> str:
    """Return that a record as long as this one cannot be extended, if the step would."""
    length = held.length
    if length is None or values["step_id"] not in length.past_extending:
        return ""
    text = _("● By law this length cannot be extended, and no clock changes: {length}.")
    return text.format(length=length.title)


@contextmanager
def at_its_field() -> Iterator[None]:
    """Say what is wrong with the day of a step at the boxes for its day and time."""
    try:
        yield
    except InputError as error:
        told = {"at" if name == "on_day" else name: said for name, said in error.problems.items()}
        raise InputError(told) from None
