"""The tables of the page "Reports and registers"."""

from collections.abc import Mapping, Sequence

from casedesk.dates import local_day
from casedesk.i18n import _, catalogue_text
from casedesk.incidents.model import Report
from casedesk.outside_figures.catalogue import SeriesUnit, series
from casedesk.outside_figures.model import OutsideFigure
from casedesk.registers.catalogue import registers
from casedesk.registers.model import RegisterEntry
from ui.table_models.paged_table_model import NAME_LINES, Cell, TableColumn, TableRow
from ui.text_format import capital, number, short_date

_TIP = 300


def report_columns() -> list[TableColumn]:
    """Return the columns of the reports."""
    return [
        TableColumn(_("Told on"), 104),
        TableColumn(_("What was told")),
        TableColumn(_("Told by"), 160, drop_below=560),
        TableColumn(_("Place"), 216, drop_below=760),
        TableColumn(_("Case"), 124),
    ]


def report_rows(found: Sequence[Report], cases: Mapping[int, str]) -> list[TableRow]:
    """Return a row for each report; `cases` are the references of those it is in."""
    return [
        TableRow(
            one.id,
            (
                Cell(short_date(local_day(one.told_at))),
                Cell(" ".join(one.what.split())[:_TIP], strong=True),
                Cell(one.told_by),
                Cell(one.place),
                Cell(_("none yet"), quiet=True)
                if one.case_id is None
                else Cell(cases.get(one.case_id, "")),
            ),
        )
        for one in found
    ]


def entry_columns() -> list[TableColumn]:
    """Return the columns of the registers."""
    return [
        TableColumn(_("Day"), 104),
        TableColumn(_("Register"), 176, lines=NAME_LINES),
        TableColumn(_("Place")),
        TableColumn(_("What or who"), 176, drop_below=560),
        TableColumn(_("Number"), 88, right=True),
        TableColumn(_("Ended"), 104, drop_below=640),
    ]


def entry_rows(found: Sequence[RegisterEntry]) -> list[TableRow]:
    """Return a row for each entry."""
    return [
        TableRow(
            one.id,
            (
                Cell(short_date(one.on_day)),
                Cell(register_title(one.register_id), strong=True),
                Cell(one.place or ""),
                Cell(offered_text(one.register_id, "subjects", one.subject)),
                Cell(plain_number(one.quantity)),
                Cell("" if one.ended_on is None else short_date(one.ended_on)),
            ),
        )
        for one in found
    ]


def figure_columns() -> list[TableColumn]:
    """Return the columns of the outside figures."""
    return [
        TableColumn(_("Series"), lines=NAME_LINES),
        TableColumn(_("Area"), 140, drop_below=560),
        TableColumn(_("Days"), 216),
        TableColumn(_("Figure"), 96, right=True),
        TableColumn(_("Source"), 176, drop_below=760),
    ]


def figure_rows(found: Sequence[OutsideFigure]) -> list[TableRow]:
    """Return a row for each figure."""
    return [
        TableRow(
            one.id,
            (
                Cell(series_title(one.series_id), strong=True),
                Cell(one.area or ""),
                Cell(days_text(one)),
                Cell(figure_text(one)),
                Cell(one.source or ""),
            ),
        )
        for one in found
    ]


def register_title(register_id: str) -> str:
    """Return the name of a register."""
    found = registers().get(register_id)
    return register_id if found is None else catalogue_text(found.title)


def series_title(series_id: str) -> str:
    """Return the name of a series."""
    found = series().get(series_id)
    return series_id if found is None else catalogue_text(found.title)


def offered_text(register_id: str, field: str, value: str | None) -> str:
    """Return what is held in a field whose words are offered; other words as they are."""
    found = registers().get(register_id)
    offered = () if found is None else getattr(found, field)
    titles = {one.id: capital(catalogue_text(one.title)) for one in offered}
    return titles.get(value or "", value or "")


def plain_number(value: float) -> str:
    """Return a number with as many decimals as it has."""
    return number(value) if value == int(value) else f"{value:.10g}"


def figure_text(one: OutsideFigure) -> str:
    """Return a figure with its unit."""
    found = series().get(one.series_id)
    percent = found is not None and found.unit is SeriesUnit.PERCENT
    text = plain_number(one.value)
    return _("{number}%").format(number=text) if percent else text


def days_text(one: OutsideFigure) -> str:
    """Return the days of a figure."""
    first, last = short_date(one.from_on), short_date(one.to_on)
    return first if first == last else _("{first} to {last}").format(first=first, last=last)
