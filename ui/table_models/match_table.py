"""The tables of people who may be one: pairs that wait, and joinings that can be undone."""

from collections.abc import Sequence

from casedesk.dates import local_day
from casedesk.i18n import _, side_by_side
from casedesk.people.model import OpenMatch, PersonLine, RecentJoin, reason_text
from ui.table_models.paged_table_model import Cell, TableColumn, TableRow
from ui.text_format import short_date

_LONGEST_TIP = 300


def match_columns() -> list[TableColumn]:
    """Return the columns of the pairs that wait: two lines each."""
    return [TableColumn(_("Two records")), TableColumn(_("Likeness"), 88, right=True)]


def match_rows(matches: Sequence[OpenMatch]) -> list[TableRow]:
    """Return a row for each pair, with why the two may be one person."""
    rows = []
    for match in matches:
        why = reasons_text(match)
        cells = (
            Cell(two_names(match.first, match.second), strong=True, note=why,
                 tip=why[:_LONGEST_TIP]),
            Cell(_("{points} of 100").format(points=match.score), quiet=True),
        )  # fmt: skip
        rows.append(TableRow(match.id, cells))
    return rows


def join_columns() -> list[TableColumn]:
    """Return the columns of the recent joinings: two lines each."""
    return [TableColumn(_("Record kept"))]


def join_rows(joins: Sequence[RecentJoin]) -> list[TableRow]:
    """Return a row for each joining, with the last day on which it can be undone."""
    rows = []
    for join in joins:
        text = _("with {name}, can be undone until {day}")
        note = text.format(name=join.joined.name, day=short_date(join.until))
        cell = Cell(join.kept.name, strong=True, note=note, tip=note[:_LONGEST_TIP])
        rows.append(TableRow(join.id, (cell,)))
    return rows


def two_names(first: PersonLine, second: PersonLine) -> str:
    """Return both names; where they are the same, with what tells the two records apart."""
    if first.name != second.name:
        return _("{one} and {other}").format(one=first.name, other=second.name)
    one, other = (
        (_born(first), _born(second))
        if _born(first) != _born(second)
        else (first.address, second.address)
    )
    if one == other:
        days = [short_date(local_day(line.recorded_at)) for line in (first, second)]
        one, other = (_("recorded {day}").format(day=day) for day in days)
    unknown = _("not known")
    text = _("{name}: {one} and {other}")
    return text.format(name=first.name, one=one or unknown, other=other or unknown)


def _born(line: PersonLine) -> str:
    return _("born {year}").format(year=line.born_on.year) if line.born_on else ""


def reasons_text(match: OpenMatch) -> str:
    """Return in one line why two records may be one person."""
    return side_by_side(*(reason_text(reason) for reason in match.reasons))
