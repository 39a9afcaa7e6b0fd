"""Counts for every cell of a frame, from records or from figures counted elsewhere."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from casedesk.disclosure.frame import Frame, Key, Sum, canonical
from casedesk.errors import PublicationRefusedError
from casedesk.i18n import _

Count = int | None
"""A true count; None where the figure was not collected."""


def read_records(path: Path) -> list[dict[str, str]]:
    """Read a CSV of records, one row each, with one column per dimension.

    Raises:
        PublicationRefusedError: it cannot be read as such.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        rows = [{name: value or "" for name, value in row.items() if name} for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        text = _("{file} cannot be read as a CSV file of records.").format(file=path.name)
        raise PublicationRefusedError(text) from error
    return rows


def tabulate(frame: Frame, records: Iterable[Mapping[str, str]]) -> tuple[Count, ...]:
    """Count records into every cell; columns that are no dimension are ignored.

    Raises:
        PublicationRefusedError: a column is missing, or a code is not in the spec.
    """
    dims = frame.spec.dims
    known = [frozenset(dimension.leaves) for dimension in dims]
    in_table = [frozenset(table) for table in frame.spec.tables]
    counts = [0] * len(frame.keys)
    for record in records:
        codes = tuple(record.get(dimension.name, "") for dimension in dims)
        for dimension, code, leaves in zip(dims, codes, known, strict=True):
            if code not in leaves:
                raise PublicationRefusedError(_unknown(dimension.name, dimension.name in record))
        leaf_cells = {
            frame.index[
                tuple(c if d.name in table else "" for d, c in zip(dims, codes, strict=True))
            ]
            for table in in_table
        }
        for cell in leaf_cells:
            counts[cell] += 1
    for each in frame.equations:
        counts[each.whole] = sum(counts[part] for part in each.parts)
    return tuple(counts)


def _unknown(name: str, present: bool) -> str:
    if not present:
        return _("The records have no column {name}; add it or drop the dimension.").format(
            name=name
        )
    text = _("The column {name} of the records holds a code that the spec does not list; add it.")
    return text.format(name=name)


def counts_of(frame: Frame, cells: Mapping[Key, Count]) -> tuple[Count, ...]:
    """Take counts made elsewhere: each table's finest cells, and any of the coarser ones.

    A figure may be collected without a split: then all parts of that split are None.

    Args:
        frame: the cells wanted.
        cells: one code per dimension in the spec's order, empty or the total's code where
            not split by it; absent finest cells are 0; None is "not collected", and so are
            then the cells that it would be the sum of.

    Raises:
        PublicationRefusedError: a figure is no cell of the spec, below zero, does not add up
            with others, or some parts of a split are collected and others are not.
    """
    given: dict[int, Count] = {}
    for key, count in cells.items():
        cell = frame.index.get(canonical(frame.spec, key))
        if cell is None or (count is not None and count < 0):
            text = _("A figure has a code that the spec does not list, or is below zero.")
            raise PublicationRefusedError(text)
        given[cell] = count
    sums: dict[int, list[Sum]] = {}
    for each in frame.sums:
        # Taken out and put back, so that a whole comes after all of its parts.
        sums[each.whole] = [*sums.pop(each.whole, []), each]
    for each in reversed(frame.sums):
        if each.whole in given and given[each.whole] is None:
            given |= {part: None for part in each.parts if part not in given}
    counts: dict[int, Count] = {
        cell: given.get(cell, 0) for cell in range(len(frame.keys)) if cell not in sums
    }
    for whole, ways in sums.items():
        counts[whole] = _whole(whole, ways, counts, given)
    return tuple(counts[cell] for cell in range(len(frame.keys)))


def _whole(
    whole: int, ways: Sequence[Sum], counts: Mapping[int, Count], given: Mapping[int, Count]
) -> Count:
    """Add a cell up in every way that was collected; all ways and the given figure must agree."""
    found: set[Count] = {given[whole]} if whole in given else set()
    for each in ways:
        parts = [counts[part] for part in each.parts]
        collected = [part for part in parts if part is not None]
        if len(collected) == len(parts):
            found.add(sum(collected))
        elif collected:
            text = _(
                "A measure was collected only in part; publish it as not collected or leave it out."
            )
            raise PublicationRefusedError(text)
    if len(found) > 1:
        text = _("The figures to publish do not add up; count them again.")
        raise PublicationRefusedError(text)
    return found.pop() if found else None
