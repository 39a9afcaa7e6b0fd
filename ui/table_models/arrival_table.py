"""The tables of files that arrived: what became of each, and the drafts that wait."""

from collections.abc import Sequence

from casedesk.arrivals.model import BroughtIn, WaitingDraft, kind_text
from casedesk.i18n import _, catalogue_text
from ui.table_models.paged_table_model import Cell, TableColumn, TableRow
from ui.text_format import short_moment
from ui.widgets.state_mark import State


def result_columns() -> list[TableColumn]:
    """Return the columns of what became of each file."""
    return [TableColumn(_("File"), 240), TableColumn(_("What became of it"))]


def result_rows(found: Sequence[BroughtIn]) -> list[TableRow]:
    """Return a row for each file, in the order in which they came; its id is its place."""
    return [TableRow(place, (_file(one.name), _became(one))) for place, one in enumerate(found)]


def waiting_columns() -> list[TableColumn]:
    """Return the columns of the drafts that wait."""
    return [
        TableColumn(_("File")),
        TableColumn(_("Kind"), 150, drop_below=560),
        TableColumn(_("Brought in by"), 150, drop_below=760),
        TableColumn(_("Brought in"), 150, right=True),
    ]


def waiting_rows(waiting: Sequence[WaitingDraft]) -> list[TableRow]:
    """Return a row for each draft; its id is the name of the draft."""
    return [
        TableRow(
            one.draft,
            (
                _file(one.name),
                Cell(catalogue_text(one.kind.title)),
                Cell(one.arrived_by),
                Cell(short_moment(one.arrived_at)),
            ),
        )
        for one in waiting
    ]


def _file(name: str) -> Cell:
    return Cell(name, strong=True, tip=name)


def _became(one: BroughtIn) -> Cell:
    if one.problem:
        text = _("Not read: {reason}").format(reason=one.problem)
        return Cell(text, State.WRONG, calm=True, tip=one.problem)
    kind = kind_text(one.kind) if one.kind is not None else ""
    if one.faults:
        text = _("Draft made ({kind}); answers to look at: {count}")
        return Cell(text.format(kind=kind, count=one.faults), State.WARN, calm=True)
    return Cell(_("Draft made ({kind})").format(kind=kind), State.GOOD, calm=True)
