"""Dates, times, ages and counts as people read them, in the language in use."""

import re
from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from casedesk.dates import LONDON
from casedesk.i18n import _, language, ngettext
from ui.widgets.state_mark import State

SOON_DAYS = 14  # a deadline this near is shown as due soon
_LONG_WORD = re.compile(r"\S{30}")
_LOCALES = {"cy": "cy_GB"}


def locale() -> QLocale:
    """Return the locale of the language in use."""
    return QLocale(_LOCALES.get(language(), "en_GB"))


def long_date(day: date) -> str:
    """Return a date in full: "20 November 2026"."""
    return _format(day, "d MMMM yyyy")


def weekday_date(day: date) -> str:
    """Return a date with its weekday: "Friday 20 November 2026"."""
    return _format(day, "dddd d MMMM yyyy")


def short_date(day: date) -> str:
    """Return a date for a table: "20 Nov 2026"."""
    return _format(day, "d MMM yyyy")


def short_day(day: date) -> str:
    """Return a near date where there is little room: "20 Nov"."""
    return _format(day, "d MMM")


def short_weekday(day: date) -> str:
    """Return a near date for a list: "Fri 20 Nov"."""
    return _format(day, "ddd d MMM")


def clock_time(moment: datetime, *, seconds: bool = False) -> str:
    """Return the local time of a moment: "09:20", or "09:20:07" with `seconds`."""
    local = moment.astimezone(LONDON)
    return f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"


def moment_text(moment: datetime) -> str:
    """Return a moment in local time: "Sun 22 Nov 2026, 09:20"."""
    local = moment.astimezone(LONDON)
    day = _format(local.date(), "ddd d MMM yyyy")
    return _("{day}, {time}").format(day=day, time=clock_time(moment))


def short_moment(moment: datetime) -> str:
    """Return a near moment in local time, without its year: "Sun 22 Nov, 09:20"."""
    day = short_weekday(moment.astimezone(LONDON).date())
    return _("{day}, {time}").format(day=day, time=clock_time(moment))


def due_text(due: date, today: date) -> tuple[State, str]:
    """Return how a due day stands, with the state that goes with it: "2 days late"."""
    days = (due - today).days
    if days < 0:
        late = ngettext("{count} day late", "{count} days late", -days)
        return State.STOP, late.format(count=-days)
    if days == 0:
        return State.WARN, _("due today")
    if days == 1:
        return State.OPEN, _("tomorrow")
    return State.OPEN, ngettext("in {count} day", "in {count} days", days).format(count=days)


def time_left(due: datetime, now: datetime) -> tuple[State, str]:
    """Return what is left until a moment: hours and minutes below 48 hours, days above."""
    minutes = int((due - now).total_seconds() // 60)
    if minutes < 0:
        return State.STOP, _("passed")
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        return State.STOP, _("{hours} h {minutes} min left").format(hours=hours, minutes=rest)
    days = minutes // (24 * 60)
    state = State.WARN if days <= SOON_DAYS else State.OPEN
    return state, ngettext("{count} day left", "{count} days left", days).format(count=days)


def days_open(since: date, today: date) -> str:
    """Return how long something has been open, short, for a table: "8 d"."""
    return _("{count} d").format(count=(today - since).days)


def ago(day: date, today: date) -> str:
    """Return how long ago a day is: "today", "1 day ago", "12 days ago"."""
    days = (today - day).days
    if days <= 0:
        return _("today")
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)


def number(value: float, decimals: int = 0) -> str:
    """Return a number with its thousands apart: "12,400"."""
    return locale().toString(float(value), "f", decimals)


def breakable(text: str) -> str:
    """Return text whose very long words may be broken, so that no label is wider than its page."""
    return _LONG_WORD.sub("\\g<0>\u200b", text)


def capital(text: str) -> str:
    """Return a word of a catalogue as it begins a label: "Person causing harm"."""
    return text[:1].upper() + text[1:]


def _format(day: date, pattern: str) -> str:
    return locale().toString(QDate(day.year, day.month, day.day), pattern)
