"""The command `count`: true figures for staff, as JSON or as an aligned table."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from casedesk.cli.opening import add_passphrase_option, opened
from casedesk.cli.parsers import Commands
from casedesk.cli.period import add_period_options, period_of
from casedesk.cli.terminal import complain, say, say_json
from casedesk.i18n import _, catalogue_text
from casedesk.measures import service
from casedesk.measures.catalogue import OUTSIDE, measures
from casedesk.measures.model import LAST_YEAR, Figure, Value
from casedesk.outside_figures.catalogue import series

DONE = 0


def add_commands(commands: Commands) -> None:
    """Add the command of this module."""
    count = commands.add_parser("count", help=_("count true figures, for staff"))
    count.add_argument("file", type=Path, metavar="FILE")
    add_period_options(count)
    count.add_argument("--measure", nargs="+", action="extend", metavar="ID")
    count.add_argument("--by", nargs="+", action="extend", default=[], metavar="AXIS")
    count.add_argument("--compare", choices=[LAST_YEAR])
    count.add_argument("--json", action="store_true")
    add_passphrase_option(count)
    count.set_defaults(run=_count)


def _count(options: argparse.Namespace) -> int:
    period = period_of(options)
    by = tuple(dict.fromkeys(options.by))
    if by and options.measure is None:
        _say_what_is_left_out(by)
    with opened(options) as workspace:
        figures = service.count(workspace, period, options.measure, by, options.compare)
    if options.json:
        say_json([_as_json(figure) for figure in figures])
    else:
        if period.first > workspace.today():
            complain(_("This period has not begun yet: a figure of 0 says nothing about it."))
        say(period.title, *_table(figures, by, compared=bool(options.compare)))
    return DONE


def _say_what_is_left_out(by: Sequence[str]) -> None:
    """Name the measures that cannot be split as asked: a short list is not all there is."""
    without = [
        one.id for one in measures().values() if not set(by) <= set(service.axes_of_any(one))
    ]
    outside = service.measure_of(OUTSIDE + next(iter(series())))
    if not set(by) <= set(service.axes_of_any(outside)):
        without.append(_("outside figures"))
    if without:
        complain(
            _("Left out, because they cannot be split by {axes}: {measures}.").format(
                axes=", ".join(by), measures=", ".join(without)
            )
        )


def _as_json(figure: Figure) -> dict[str, Any]:
    found: dict[str, Any] = {
        "measure": figure.measure,
        "from": figure.first.isoformat(),
        "to": figure.last.isoformat(),
        "by": dict(figure.by),
        "value": figure.value,
    }
    if figure.compared:
        found |= {"last_year": figure.last_year, "change_percent": figure.change_percent}
    return found


def _table(figures: Sequence[Figure], by: Sequence[str], *, compared: bool) -> list[str]:
    """Return the figures in words, in columns; numbers stand to the right."""
    heads = [_("measure"), *by, _("figure")]
    heads += [_("year before"), _("change, %")] if compared else []
    rows = [heads]
    for figure in figures:
        measure = service.measure_of(figure.measure)
        row = [catalogue_text(measure.title), *figure.by.values()]
        row.append(_shown(figure.measure, figure.value))
        if compared:
            row.append(_shown(figure.measure, figure.last_year))
            row.append("" if figure.change_percent is None else f"{figure.change_percent:+}")
        rows.append(row)
    words = 1 + len(by)
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    return [
        "  ".join(
            cell.ljust(width) if place < words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _shown(measure_id: str, value: Value) -> str:
    if value is None:
        return service.why_blank(measure_id)
    return f"{value} %" if service.measure_of(measure_id).is_percent else str(value)
