"""The tables of measures: working figures, figures as published, and what is behind one."""

from collections.abc import Sequence

from casedesk.dates import Period, quarter_of, short_title
from casedesk.i18n import _, catalogue_text
from casedesk.measures.model import Figure, QuarterValue, RecordBehind, Value
from casedesk.measures.service import measure_of, why_blank
from casedesk.releases.model import ScorecardRow, SplitTable
from casedesk.releases.reader_view import change_text, shown
from ui.table_models.paged_table_model import NAME_LINES, Cell, TableColumn, TableRow
from ui.table_models.register_table import register_title
from ui.text_format import number
from ui.widgets.state_mark import State

ENTRY = "register_entry"  # the kind of a record behind a figure


def heads(period: Period) -> tuple[str, str]:
    """Return the headings for a period and for the same days a year before."""
    now, before = short_title(period), short_title(period.same_days_a_year_before())
    return now or _("Period"), before or _("Year before")


def measure_columns(now: str, before: str) -> list[TableColumn]:
    """Return the columns of a table of measures; the headings of the two periods are given."""
    return [
        TableColumn(_("Measure"), lines=NAME_LINES),
        TableColumn(now, 90, right=True),
        TableColumn(before, 100, right=True),
        TableColumn(_("Change"), 100, drop_below=480),
        TableColumn(_("Note"), 130, drop_below=760),
    ]


def working_rows(figures: Sequence[Figure]) -> list[TableRow]:
    """Return true figures, ready to be painted; those that count nothing come last."""
    ordered = sorted(figures, key=lambda f: not (f.value or f.last_year))
    return [
        TableRow(
            figure.measure,
            (
                Cell(catalogue_text(measure_of(figure.measure).title)),
                Cell(_value(figure.measure, figure.value), strong=True),
                Cell(_value(figure.measure, figure.last_year)),
                _change(figure.change_percent),
                Cell("" if figure.value is not None else why_blank(figure.measure), quiet=True),
            ),
        )
        for figure in ordered
    ]


def quarter_columns() -> list[TableColumn]:
    """Return the columns of the table that holds what a chart of quarters draws."""
    return [TableColumn(_("Quarter")), TableColumn(_("Figure"), 100, right=True)]


def quarter_rows(measure_id: str, found: Sequence[QuarterValue]) -> list[TableRow]:
    """Return the figures of a chart of quarters, the earliest first."""
    return [
        TableRow(
            one.first.isoformat(),
            (Cell(short_title(quarter_of(one.first))), Cell(_value(measure_id, one.value))),
        )
        for one in found
    ]


def published_rows(rows: Sequence[ScorecardRow]) -> list[TableRow]:
    """Return figures as readers would see them."""
    return [
        TableRow(
            f"{row.measure} {place}",
            (
                Cell(row.title),
                Cell(shown(row.now), strong=True),
                Cell(shown(row.last_year)),
                _change(row.change_percent),
                Cell(_note(row), quiet=True),
            ),
        )
        for place, row in enumerate(rows)
    ]


def split_columns(split: SplitTable, now: str, before: str) -> list[TableColumn]:
    """Return the columns of a measure split by an axis."""
    return [
        TableColumn(split.axis_title, lines=NAME_LINES),
        TableColumn(now, 110, right=True),
        TableColumn(before, 110, right=True),
    ]


def split_rows(split: SplitTable) -> list[TableRow]:
    """Return the rows of a measure split by an axis; the last is for all."""
    last = len(split.rows) - 1
    return [
        TableRow(
            place,
            (
                Cell(name, strong=place == last),
                Cell(shown(now), strong=place == last),
                Cell(shown(before), strong=place == last),
            ),
        )
        for place, (name, now, before) in enumerate(split.rows)
    ]


def behind_columns() -> list[TableColumn]:
    """Return the columns of the records behind a figure."""
    return [TableColumn(_("Record"), 160, lines=NAME_LINES), TableColumn(_("Kind"))]


def behind_rows(records: Sequence[RecordBehind]) -> list[TableRow]:
    """Return the records behind a figure."""
    names = {
        "case": _("Case"),
        "referral": _("Referral"),
        "action": _("Action"),
        "intervention": _("Intervention"),
        "meeting": _("Meeting"),
        ENTRY: _("Register"),
    }
    return [
        TableRow(record, (Cell(_known_by(record)), Cell(names.get(record.kind, _("Record")))))
        for record in records
    ]


def _known_by(record: RecordBehind) -> str:
    """Return what a record is called; an entry of a register has the register's name."""
    return register_title(record.reference) if record.kind == ENTRY else record.reference


def _value(measure: str, value: Value) -> str:
    if value is None:
        return "–"
    text = number(value, 0 if float(value).is_integer() else 1)
    return f"{text}%" if measure_of(measure).is_percent else text


def _change(percent: float | None) -> Cell:
    if not percent:
        return Cell(change_text(percent), quiet=True)
    state = State.UP if percent > 0 else State.DOWN
    return Cell(change_text(percent), state)


def _note(row: ScorecardRow) -> str:
    if row.now.marker.value == "[c]" or row.last_year.marker.value == "[c]":
        return _("small number")
    return _("not collected") if row.now.marker.value == "[x]" else ""
