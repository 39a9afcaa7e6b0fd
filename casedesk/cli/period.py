"""The days that a command is about: `--from` and `--to`, both included."""

import argparse
from datetime import date

from casedesk.dates import DateTextError, Period, days_between, parse_day
from casedesk.errors import InputError
from casedesk.i18n import _

EARLIEST_YEAR, LATEST_YEAR = 1900, 2999


def add_period_options(parser: argparse.ArgumentParser) -> None:
    """Let a command take its first and last day."""
    parser.add_argument("--from", dest="first", type=a_day, required=True, metavar="D")
    parser.add_argument("--to", dest="last", type=a_day, required=True, metavar="D")


def period_of(options: argparse.Namespace) -> Period:
    """Return the period of a command.

    Raises:
        InputError: it ends before it begins, or nobody can mean its years.
    """
    if options.first.year < EARLIEST_YEAR or options.last.year > LATEST_YEAR:
        raise InputError({"from": _("The year cannot be right. Check the two days.")})
    try:
        return days_between(options.first, options.last)
    except DateTextError as error:
        raise InputError({"to": str(error)}) from None


def a_day(text: str) -> date:
    """Return the day that an argument names.

    Raises:
        ArgumentTypeError: it names none.
    """
    try:
        return parse_day(text)
    except DateTextError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
