"""What may stand in a register. Pure functions: same input, same answer."""

from collections.abc import Container
from datetime import date

from casedesk.i18n import _
from casedesk.registers.model import NewEntry


def entry_problems(new: NewEntry, registers: Container[str], today: date) -> dict[str, str]:
    """Return what is wrong with an entry as written down, by field; empty if nothing is."""
    problems: dict[str, str] = {}
    if new.register_id not in registers:
        problems["register_id"] = _("This register is not known. Choose one from the list.")
    if new.on_day > today:
        problems["on_day"] = _("This day cannot lie in the future.")
    if new.quantity < 0:
        problems["quantity"] = _("A quantity cannot be below 0.")
    if new.ended_on is not None:
        problems |= ending_problems(new.on_day, new.ended_on, today)
    return problems


def ending_problems(on_day: date, ended_on: date, today: date) -> dict[str, str]:
    """Return what is wrong with the day an entry ended, by field."""
    if ended_on < on_day:
        return {"ended_on": _("An entry cannot end before its own day.")}
    if ended_on > today:
        return {"ended_on": _("This day cannot lie in the future.")}
    return {}
