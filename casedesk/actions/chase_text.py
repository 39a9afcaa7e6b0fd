"""The words of a chase: a reference, a due date, and what is to be done only if that is chosen.

Pure functions: same input, same answer.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from msgspec import Struct

from casedesk.actions.model import ChaseLine, ChaseMessage
from casedesk.dates import day_title
from casedesk.i18n import _

_WORD = re.compile(r"[^\W\d_]+")
_SHORT = 2  # letters; so short a name counts only as it is written: "Li" is not "li"


class Letterhead(Struct, frozen=True):
    """What stands on every message of a chase."""

    organisation: str
    user: str
    is_practice: bool
    today: date
    marking: str
    handling: str = ""


def message_text(head: Letterhead, message: ChaseMessage, *, with_tasks: bool) -> str:
    """Return a message to one owner; it tells what is overdue from what is not due yet.

    Args:
        head: whom it is from.
        message: whom it is to, and the actions.
        with_tasks: say what is to be done; a text that holds a name of a person of the
            action's case is left out all the same.
    """
    to = _("To: {agency}").format(agency=message.agency)
    if message.addressee:
        to = _("To: {owner}, {agency}").format(owner=message.addressee, agency=message.agency)
    asks = _(
        "These actions are still open. Say for each what was done and when, or what stands in "
        "its way."
    )
    if all(one.is_overdue(head.today) for one in message.lines):
        asks = _(
            "These actions are overdue. Say for each what was done and when, or what stands in "
            "its way."
        )
    parts = [*_top(head), to, "", asks, "", *_lines(message.lines, head.today, with_tasks)]
    return "\n".join([*parts, "", head.user, head.organisation, ""])


def agency_text(head: Letterhead, messages: Sequence[ChaseMessage], *, with_tasks: bool) -> str:
    """Return the list of the actions of one agency that are chased, owner by owner."""
    lines = [line for message in messages for line in message.lines]
    title = _("Open actions of {agency} on {day}")
    if all(one.is_overdue(head.today) for one in lines):
        title = _("Overdue actions of {agency} on {day}")
    title = title.format(agency=messages[0].agency, day=day_title(head.today))
    parts = [*_top(head), title, ""]
    for message in messages:
        parts += [message.addressee or _("The agency itself"), ""]
        parts += [*_lines(message.lines, head.today, with_tasks), ""]
    return "\n".join([*parts, head.organisation, ""])


def words_of(text: str) -> set[str]:
    """Return the words of a text without case and accents, for comparing with names."""
    return {_plain(word) for word in _WORD.findall(text)}


def names_somebody(text: str, names: Collection[str]) -> bool:
    """Tell whether one of `names`, words of people's names, is a word of the text."""
    found = words_of(text)
    return any(name in found for name in map(_plain, _words(names)))


def is_one_of(owner: str, names: Collection[str]) -> bool:
    """Tell whether an owner's name is all made of words of `names`, those of a case's people."""
    words = words_of(owner)
    return bool(words) and words <= {_plain(word) for word in _words(names)}


def typed_lines(text: str, usual: str) -> str:
    """Return the lines of an edited text that are not in the usual one: what somebody typed."""
    known = set(usual.splitlines())
    return "\n".join(line for line in text.splitlines() if line not in known)


def _words(names: Iterable[str]) -> Iterable[str]:
    return (word for name in names for word in _WORD.findall(name))


def _plain(word: str) -> str:
    if len(word) <= _SHORT:
        return word
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one))


def _top(head: Letterhead) -> list[str]:
    top = [line for line in (head.marking, head.handling) if line]
    if head.is_practice:
        top.append(_("PRACTICE DATA: NOT REAL"))
    return [*top, ""]


def _lines(lines: Sequence[ChaseLine], today: date, with_tasks: bool) -> list[str]:
    """Return the lines about the actions; below headings where not all are overdue."""
    late = [one for one in lines if one.is_overdue(today)]
    others = [one for one in lines if not one.is_overdue(today)]
    if not late or not others:
        return _told(lines, today, with_tasks)
    above, below = _told(late, today, with_tasks), _told(others, today, with_tasks)
    return [_("Overdue:"), *above, "", _("Not due yet:"), *below]


def _told(lines: Sequence[ChaseLine], today: date, with_tasks: bool) -> list[str]:
    found = []
    for line in lines:
        found.append(_due(line, today))
        if with_tasks and line.names_somebody:
            found.append("    " + _("What is to be done is left out: it may hold a name."))
        elif with_tasks:
            found += [f"    {part.strip()}" for part in line.task.splitlines() if part.strip()]
    return found


def _due(line: ChaseLine, today: date) -> str:
    if line.due_on is None:
        return _("{reference}: no due date").format(reference=line.reference)
    text = (
        _("{reference}: was due on {day}")
        if line.is_overdue(today)
        else _("{reference}: due on {day}")
    )
    return text.format(reference=line.reference, day=day_title(line.due_on))
