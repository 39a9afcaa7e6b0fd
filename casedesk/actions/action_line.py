"""Reads an action typed in one line: `fit new locks /ruth @fri !`. Pure: same input, same answer.

- `/owner` names a person or an agency: `/ruth`, `/ruth.amery`, `/ruth amery`, `/housing`.
- `@date` is the day it is due, counted from the day it is set: `@fri`, `@gwener`, `@27/11`,
  `@27nov`, `@2w`, `@3d`, `@1m`, `@today`, `@tomorrow`, `@next` (the next meeting).
- `!` by itself is urgent.
- Everything else is the task; `//` and `@@` begin a word of it with `/` or `@`.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from casedesk.catalogue_names import plain_name
from casedesk.dates import add_months, month_number, weekday_number
from casedesk.i18n import _, with_commas

_AFTER = re.compile(r"(\d{1,3})([dwm])", re.ASCII)  # days, weeks, months; the same in Welsh
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})[/.-]?([^\W\d_]{3,})(?:[/.-]?(\d{4}|\d{2}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_SAME_DAY, _DAY_AFTER = {"today", "heddiw"}, {"tomorrow", "yfory"}
_NEXT_MEETING = {"next", "nesaf"}
_YEARS_AHEAD = 8  # 29 February comes again within eight years, whatever the century
_NAMES_SHOWN = 3


class Owner(Struct, frozen=True):
    """Somebody, or with an empty `name` an agency, whom an action line can name.

    `names` are what it goes by there; `is_here`: at the meeting that agrees the action.
    """

    name: str
    agency_id: str
    agency: str
    names: tuple[str, ...]
    is_here: bool = False

    @property
    def shown(self) -> str:
        """Return the name with the agency: "Ruth Amery, Housing"."""
        return with_commas(self.name, self.agency)


class LineRead(Struct, frozen=True):
    """How an action typed in one line was read; `problems` say what to do about the rest."""

    task: str
    owner: Owner | None
    due_on: date | None
    urgent: bool
    problems: tuple[str, ...]


def read_line(
    text: str, *, set_on: date, next_meeting: date | None, owners: Sequence[Owner]
) -> LineRead:
    """Return how a line is read, and what in it could not be.

    Args:
        text: as typed.
        set_on: the day the action is agreed; days are counted from it.
        next_meeting: the next planned meeting of the forum.
        owners: everybody who can be named.
    """
    words, task, problems = text.split(), [], []
    found: list[Owner] = []
    days: list[date] = []
    urgent, place = False, 0
    while place < len(words):
        word, place = words[place], place + 1
        if word == "!":
            urgent = True
        elif word.startswith(("//", "@@")):
            task.append(word[1:])
        elif word.startswith("/") and len(word) > 1:
            owner, taken, problem = _owner(word[1:], words[place:], owners)
            place += taken
            found += [owner] if owner is not None else []
            problems += [problem] if problem else []
        elif word.startswith("@") and len(word) > 1:
            day, problem = _day(word[1:].casefold(), set_on, next_meeting)
            days += [day] if day is not None else []
            problems += [problem] if problem else []
        else:
            task.append(word)
    problems += _too_many(found, days)
    owner = found[0] if found else None
    due_on = days[0] if days else None
    return LineRead(_sentence(task), owner, due_on, urgent, tuple(problems))


def _too_many(found: list[Owner], days: list[date]) -> list[str]:
    problems = []
    if len(set(found)) > 1:
        problems.append(_("An action has one owner. Write one line for each."))
    if len(set(days)) > 1:
        problems.append(_("An action is due on one day. Take the other away."))
    return problems


def _sentence(task: list[str]) -> str:
    words = " ".join(task)
    return words[:1].upper() + words[1:]


def _owner(
    typed: str, following: Sequence[str], owners: Sequence[Owner]
) -> tuple[Owner | None, int, str]:
    """Return the owner, how many of the following words belong to the name, and a problem."""
    whole = _named_in_full([typed, *following], owners)
    if whole is not None:
        return (*whole, "")
    parts = [plain_name(part) for part in re.split(r"[._]", typed)]
    parts = [part for part in parts if part]
    ranked = sorted(
        ((rank, one) for one in owners if (rank := _rank(parts, one)) is not None),
        key=lambda pair: pair[0],
    )
    best = [one for rank, one in ranked if rank == ranked[0][0]]
    best = list(dict.fromkeys(best))
    if not best:
        text = _("Nobody called {name} is known. Name an agency, or add the person (F4).")
        return None, 0, text.format(name=typed)
    if len(best) > 1:
        names = with_commas(*(one.shown for one in best[:_NAMES_SHOWN]))
        text = _("More than one is called {name}: {names}. Type more, such as /ruth.amery.")
        return None, 0, text.format(name=typed, names=names)
    return best[0], 0, ""


def _named_in_full(words: Sequence[str], owners: Sequence[Owner]) -> tuple[Owner, int] | None:
    """Return who is named by several words in full, and how many words follow the first."""
    best: tuple[Owner, int] | None = None
    for one in owners:
        for name in one.names:
            length = len(name.split())
            said = [plain_name(word) for word in words[:length]]
            longer = best is None or length - 1 > best[1]
            if length > 1 and longer and said == [plain_name(word) for word in name.split()]:
                best = one, length - 1
    return best


def _rank(parts: Sequence[str], one: Owner) -> tuple[bool, int] | None:
    """Return how well a name fits, the smallest best; None if it does not.

    A whole word goes before the beginning of one; who is here before others, people before
    agencies.
    """
    fits = [fit for name in one.names if (fit := _fit(parts, name, whole=not one.name))]
    if not fits:
        return None
    kind = 0 if one.is_here else 1 if one.name else 2
    return ("exact" not in fits, kind)


def _fit(parts: Sequence[str], name: str, *, whole: bool) -> str:
    """Return "exact", "begins" or nothing; an agency is exact by its `whole` name alone."""
    if not parts:
        return ""
    words = [plain_name(word) for word in name.split()]
    if "".join(parts) == plain_name(name):
        return "exact"
    waiting, exact = list(parts), not whole
    for word in words:
        if waiting and word.startswith(waiting[0]):
            exact = exact and word == waiting[0]
            waiting.pop(0)
    if waiting:
        return ""
    return "exact" if exact else "begins"


def _day(word: str, set_on: date, next_meeting: date | None) -> tuple[date | None, str]:
    if word in _NEXT_MEETING:
        if next_meeting is None:
            return None, _("No next meeting of this forum is planned. Give a day.")
        return next_meeting, ""
    day = _counted(word, set_on) or _written(word, set_on)
    if day is None:
        text = _("@{word} is no day. Write @fri, @27/11, @2w or @next.")
        return None, text.format(word=word)
    if day < set_on:
        return None, _("This day lies before the action is set.")
    return day, ""


def _counted(word: str, set_on: date) -> date | None:
    """Read a day that is counted from `set_on`; a weekday is the next one after it."""
    if word in _SAME_DAY:
        return set_on
    if word in _DAY_AFTER:
        return set_on + timedelta(days=1)
    after = _AFTER.fullmatch(word)
    if after is not None:
        count, unit = int(after[1]), after[2]
        if unit == "m":
            return add_months(set_on, count)
        return set_on + timedelta(days=count * (7 if unit == "w" else 1))
    weekday = weekday_number(word)
    if weekday is None:
        return None
    return set_on + timedelta(days=(weekday - set_on.weekday() - 1) % 7 + 1)


def _written(word: str, set_on: date) -> date | None:
    """Read a day as on paper; without a year it is the next such day."""
    iso = _ISO.fullmatch(word)
    if iso is not None:
        return _real(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DAY.fullmatch(word) or _NAMED.fullmatch(word)
    month = month_number(found[2]) if found is not None else None
    if found is None or month is None:
        return None
    if found[3]:
        century = 2000 if len(found[3]) == len("26") else 0
        return _real(century + int(found[3]), month, int(found[1]))
    years = range(set_on.year, set_on.year + _YEARS_AHEAD + 1)
    days = (_real(year, month, int(found[1])) for year in years)
    return next((day for day in days if day is not None and day >= set_on), None)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
