"""The tables of attachments: those of a case, and the files that came with an email."""

from collections.abc import Sequence
from datetime import datetime

from casedesk.arrivals.model import ArrivalPart
from casedesk.attachments.model import Attachment, alike
from casedesk.dates import LONDON
from casedesk.i18n import _, catalogue_text
from ui.table_models.paged_table_model import Cell, TableColumn, TableRow
from ui.text_format import number, short_date, short_moment
from ui.widgets.state_mark import State

_KB, _MB = 1024, 1024 * 1024


def size_text(size: int) -> str:
    """Return the size of a file as people say it: "340 KB", "2.5 MB"."""
    if size < _MB:
        return _("{size} KB").format(size=number(max(1, round(size / _KB))))
    return _("{size} MB").format(size=number(size / _MB, 1))


def added_text(at: datetime, by: str) -> str:
    """Return when an attachment was added, and by whom: "Fri 20 Nov, 10:42 · Cariad Price"."""
    return f"{short_moment(at)} · {by}"


def attachment_columns() -> list[TableColumn]:
    """Return the columns of a case's attachments."""
    return [
        TableColumn(_("Title")),
        TableColumn(_("Kind"), 168),
        TableColumn(_("Size"), 80, right=True, drop_below=520),
        TableColumn(_("Added"), 104, right=True, drop_below=440),
        TableColumn(_("By"), 136, drop_below=680),
    ]


def attachment_rows(found: Sequence[Attachment]) -> list[TableRow]:
    """Return a row for each attachment, the latest first.

    Of several with one title, each says when it was added and by whom also where the columns that
    say so have no room.
    """
    rows, same = [], alike(found)
    for one in found:
        tip = one.name if not one.note else f"{one.name}\n{one.note[:300]}"
        kind, added = catalogue_text(one.kind.title), added_text(one.recorded_at, one.recorded_by)
        misleads = State.WARN if one.name_misleads else State.NONE
        cells = (
            Cell(f"{one.title} · {added}" if one.id in same else one.title, strong=True, tip=tip),
            Cell(kind, misleads, tip=kind),
            Cell(size_text(one.size)),
            Cell(short_date(one.recorded_at.astimezone(LONDON).date())),
            Cell(one.recorded_by, tip=one.recorded_by),
        )
        rows.append(TableRow(one.id, cells))
    return rows


def part_columns() -> list[TableColumn]:
    """Return the columns of the files that came with an email."""
    return [TableColumn(_("File")), TableColumn(_("Size"), 80, right=True)]


def part_rows(parts: Sequence[ArrivalPart]) -> list[TableRow]:
    """Return a row for each file of an email; its id is its place among them."""
    return [
        TableRow(place, (Cell(one.name, tip=one.name), Cell(size_text(one.size))))
        for place, one in enumerate(parts)
    ]
