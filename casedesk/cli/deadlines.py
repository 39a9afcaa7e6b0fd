"""Commands that need no partnership file: deadlines of a power, and checking catalogues."""

import argparse
from datetime import date, datetime, timedelta
from pathlib import Path

from casedesk.catalogue_check import check_all
from casedesk.cli.parsers import Commands
from casedesk.cli.period import EARLIEST_YEAR, LATEST_YEAR
from casedesk.cli.terminal import complain, say, say_json
from casedesk.dates import DateTextError, day_title, parse_day_or_moment
from casedesk.deadlines.model import CountedDay, Deadline
from casedesk.deadlines.words import caution_text, counting_text, skip_text, status_text
from casedesk.errors import InputError
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import deadlines_of, power_names, powers
from casedesk.resource_files import resource_path

DONE, REFUSED = 0, 1
_MINUTE = timedelta(minutes=1)


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    deadlines = commands.add_parser("deadlines", help=_("work out the deadlines of a power"))
    deadlines.add_argument("power", metavar="POWER", help=_("its id, name or short form"))
    deadlines.add_argument(
        "--event",
        action="append",
        required=True,
        type=_event,
        metavar="NAME=MOMENT",
        help=_("what happened when, such as served_first=2026-11-20T16:30; local without offset"),
    )
    deadlines.add_argument("--json", action="store_true")
    deadlines.set_defaults(run=_deadlines)

    catalogue = commands.add_parser("catalogue", help=_("check catalogue files"))
    catalogue.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    catalogue.set_defaults(run=_catalogue)


def _event(text: str) -> tuple[str, str]:
    name, sign, moment = text.partition("=")
    if not (sign and name.strip() and moment.strip()):
        raise argparse.ArgumentTypeError(_("write NAME=MOMENT"))
    return name.strip(), moment.strip()


def _deadlines(options: argparse.Namespace) -> int:
    power_id = _power_id(options.power)
    found = deadlines_of(power_id, _events(options.event))
    if options.json:
        say_json([_as_json(deadline) for deadline in found], indent=1)
        return DONE
    say(catalogue_text(powers()[power_id].title))
    for deadline in found:
        say("", *_in_words(deadline))
    return DONE


def _catalogue(options: argparse.Namespace) -> int:
    problems = check_all(options.folder or resource_path("catalogues"))
    for problem in problems:
        complain(problem)
    if problems:
        return REFUSED
    say(_("The catalogue files are in order."))
    return DONE


def _power_id(text: str) -> str:
    found = power_names().find(text)
    if found is not None:
        return found
    nearest = power_names().nearest(text)
    if nearest is None:
        raise InputError({"power": _("There is no power “{name}”.").format(name=text)})
    sentence = _("There is no power “{name}”. Did you mean {nearest}?")
    raise InputError({"power": sentence.format(name=text, nearest=nearest)})


def _events(given: list[tuple[str, str]]) -> dict[str, datetime | date]:
    events: dict[str, datetime | date] = {}
    for name, text in given:
        if name in events:
            sentence = _("“{event}” is given twice. Give it once.")
            raise InputError({name: sentence.format(event=name)})
        try:
            events[name] = parse_day_or_moment(text)
        except DateTextError as error:
            sentence = _("{event}: {reason}")
            raise InputError({name: sentence.format(event=name, reason=error)}) from None
        if not EARLIEST_YEAR <= events[name].year <= LATEST_YEAR:
            sentence = _("The year of “{event}” cannot be right. Check it.")
            raise InputError({name: sentence.format(event=name)})
    return events


def _as_json(deadline: Deadline) -> dict[str, str | None]:
    return {
        "id": deadline.id,
        "due": _iso(deadline.due),
        "latest": _iso(deadline.latest),
        "rule": deadline.rule,
        "source": deadline.source,
        "status": deadline.status.value,
    }


def _iso(when: datetime | date | None) -> str | None:
    if isinstance(when, datetime):
        return when.isoformat(timespec="seconds")
    return when.isoformat() if when is not None else None


def _in_words(deadline: Deadline) -> list[str]:
    when = _when(deadline.due) if deadline.due else _("as soon as practicable")
    lines = [
        _("{title} ({id}): {when}").format(title=deadline.title, id=deadline.id, when=when),
        "  " + deadline.rule,
    ]
    if deadline.latest is not None and deadline.latest != deadline.due:
        text = _("The legal reading is {when}: {reason}.")
        lines.append(
            "  " + text.format(when=_when(deadline.latest), reason=caution_text(deadline.caution))
        )
    lines += ["    " + _counted(line) for line in deadline.worked_out]
    lines.append("  " + status_text(deadline.status) + " · " + deadline.source)
    return lines


def _when(when: datetime | date) -> str:
    if not isinstance(when, datetime):
        return day_title(when)
    text = _("{day}, {time} ({zone})")
    return text.format(day=day_title(when), time=f"{when:%H:%M}", zone=f"{when:%Z}")


def _counted(line: CountedDay) -> str:
    day = day_title(line.day)
    if line.skipped_as is not None:
        return _("{day}: no hours, {reason}").format(day=day, reason=skip_text(line.skipped_as))
    if line.hours is not None:
        hours, minutes = divmod(line.hours // _MINUTE, 60)
        return _("{day}: {hours} h {minutes} min").format(day=day, hours=hours, minutes=minutes)
    return _("{day}: {what}").format(day=day, what=counting_text(line.counting))
