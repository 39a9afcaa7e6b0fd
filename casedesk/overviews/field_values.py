"""What a stored value of a field is called: choices by their labels, days in words.

A correction keeps the old value as text, choices by their ids; nobody reads ids.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from casedesk.agencies.catalogue import agencies
from casedesk.catalogue_folder import Labelled
from casedesk.contacts.model import ContactKind, contact_kind_text
from casedesk.dates import LONDON, day_title
from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text
from casedesk.incidents.model import ToldHow, told_how_text
from casedesk.interventions.catalogue import powers
from casedesk.people.catalogue import lists
from casedesk.people.model import Certainty
from casedesk.referrals.catalogue import lawful_bases
from casedesk.risk.catalogue import risk_tools

_YES_NO = ("True", "False")  # how a correction keeps them
_ISO_DAY = 10  # characters of 2026-11-20


def field_value(field: str, stored: Any) -> str:
    """Return a value as it is read, whether kept as itself or as its text.

    Args:
        field: the column, or what a correction calls it.
        stored: what it holds or held; None is nothing.
    """
    if isinstance(stored, datetime):
        local = stored.astimezone(LONDON)
        return f"{day_title(local.date())} {local:%H:%M}"
    if isinstance(stored, date):
        return day_title(stored)
    text = "" if stored is None else str(stored)
    if field in {"agencies", "criteria"}:
        return "; ".join(_with_the_rest(field, one) for one in text.split("; ") if one)
    if field == "answers":
        return _answers(text)
    if text in _YES_NO:
        return _("yes") if text == "True" else _("no")
    label = _labels(field).get(text)
    return catalogue_text(label) if label is not None else _in_words(field).get(text) or _day(text)


def _with_the_rest(field: str, text: str) -> str:
    """Return "police 0.5" or "escalation three reports" with the label for its id."""
    key, _blank, rest = text.partition(" ")
    label = _labels(field).get(key)
    parts = (catalogue_text(label) if label else key, rest)
    return (" " if field == "agencies" else ": ").join(part for part in parts if part)


def _answers(text: str) -> str:
    """Return the answers of a risk form, kept as JSON, question by question."""
    try:
        given = json.loads(text)
    except ValueError:
        return text
    if not isinstance(given, dict):
        return text
    labels = _labels("answers")
    named = (
        [catalogue_text(labels.get(str(part), str(part))) for part in pair]
        for pair in given.items()
    )
    return "; ".join(f"{question}: {answer}" for question, answer in named)


def _day(text: str) -> str:
    """Return a day or moment that was kept as text in words, anything else as it is."""
    if len(text) < _ISO_DAY or text[4] != "-" or text[7] != "-":
        return text
    try:
        if len(text) == _ISO_DAY:
            return day_title(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return text if moment.tzinfo is None else field_value("", moment)


@cache
def _labels(field: str) -> dict[str, str]:
    """Return the labels of a field's choices by their ids, not translated yet."""
    choices = _CHOICES.get(field)
    return {} if choices is None else {one.id: one.title for one in choices()}


def _of_forums(part: str) -> Iterator[Labelled]:
    for forum in forums().values():
        yield from getattr(forum, part)


def _answers_and_questions() -> Iterator[Labelled]:
    for tool in risk_tools().values():
        yield from (*tool.answers, *tool.questions)
        for question in tool.questions:
            yield from question.answers


def _ethnicities() -> Iterator[Labelled]:
    for group in lists().ethnicity:
        yield from (group, *group.details)
    yield from lists().unknown


def _yes_no() -> Iterable[Labelled]:
    return (*lists().yes_no, *lists().unknown)


_CHOICES: dict[str, Callable[[], Iterable[Labelled]]] = {
    **dict.fromkeys(("agency_id", "lead_agency_id", "agencies"), lambda: agencies().values()),
    **dict.fromkeys(
        ("kind", "relationship_kind"), lambda: (*lists().relationship, *lists().name_kind)
    ),
    **dict.fromkeys(("forum_role_id", "role"), lambda: _of_forums("person_roles")),
    **dict.fromkeys(("tool_id", "risk_tool_id"), lambda: risk_tools().values()),
    **dict.fromkeys(("ethnicity_group", "ethnicity_detail"), _ethnicities),
    **dict.fromkeys(("disabled", "lgbt", "was_safe"), _yes_no),
    "criteria": lambda: _of_forums("criteria"),
    "outcome": lambda: _of_forums("outcomes"),
    "band": lambda: (band for tool in risk_tools().values() for band in tool.bands),
    "answers": _answers_and_questions,
    "step_id": lambda: (step for power in powers().values() for step in power.steps),
    "power_id": lambda: powers().values(),
    "lawful_basis_id": lambda: lawful_bases().values(),
    "told_and_wants": lambda: lists().told_and_wants,
    "safe_to_tell": lambda: lists().safe_to_tell,
    "gender": lambda: (*lists().gender, *lists().unknown),
    "interpreter": lambda: lists().interpreter,
}


def _in_words(field: str) -> dict[str, str]:
    """Return the words for choices that stand in no catalogue."""
    if field in {"kind", "safe_contact_how"}:
        return {kind.value: contact_kind_text(kind) for kind in ContactKind}
    if field == "how":
        return {how.value: told_how_text(how) for how in ToldHow}
    if field == "born_certainty":
        return {
            Certainty.EXACT: _("exact"),
            Certainty.MONTH: _("month and year"),
            Certainty.YEAR: _("year"),
            Certainty.ABOUT: _("about"),
            Certainty.NOT_KNOWN: _("not known"),
        }
    return _states() if field == "status" else {}


def _states() -> dict[str, str]:
    return {
        "open": _("open"),
        "done": _("done"),
        "not_possible": _("no longer possible"),
        "not_done": _("not done"),
        "closed": _("closed"),
        "accepted": _("accepted"),
        "declined": _("declined"),
        "redirected": _("sent elsewhere"),
        "ended": _("ended"),
        "refused": _("refused"),
        "withdrawn": _("withdrawn"),
        "planned": _("planned"),
        "held": _("held"),
        "cancelled": _("cancelled"),
        "listed": _("listed"),
        "heard": _("heard"),
        "deferred": _("deferred"),
    }
