"""Returns as data: which measures leave together, for whom, and how they are laid out."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from casedesk.catalogue_file import Entry
from casedesk.catalogue_folder import Described, Labelled, index_of, read_folder
from casedesk.catalogue_names import NameIndex
from casedesk.errors import CatalogueError
from casedesk.i18n import _
from casedesk.measures.catalogue import Measure
from casedesk.resource_files import resource_path


class Group(Labelled, frozen=True, kw_only=True):
    """Values of an axis that are also shown added up; groups may overlap."""

    values: tuple[str, ...]


class Axis(Labelled, frozen=True, kw_only=True):
    """What a measure is split by when it is published.

    Every value is listed, whether it occurs or not: absence would tell. What is not listed
    counts as `other`, itself one of the values. The values of `agency` are the catalogue's.
    """

    values: tuple[Labelled, ...] = ()
    other: str = ""
    groups: tuple[Group, ...] = ()


class Split(Entry, frozen=True, kw_only=True):
    """A measure that is published also by an axis; `by` names one.

    Crossings are not made: agency crossed with an attribute of persons may not leave at all.
    """

    measure: str
    by: tuple[str]


class Part(Entry, frozen=True, kw_only=True):
    """A measure that counts a part of another: the same figure must not stand under two names.

    `value` is a value or a group of the axis that `of` is split by.
    """

    measure: str
    of: str
    axis: str
    value: str


class Column(Entry, frozen=True, kw_only=True):
    """One column of a return that has a row for each meeting.

    `figure` is `forum`, `held_on` or the id of a measure; `confirmed` tells whether the heading
    was read from the recipient's own template.
    """

    letter: str
    heading: str
    figure: str
    confirmed: bool = False


class Return(Described, frozen=True, kw_only=True):
    """One return.

    `grain` says what a row is: a measure (a scorecard) or a meeting. `audiences` are those it
    may be made for; `recipient` is who gets true counts with `--for recipient`. `measures` are
    shown whatever they are; without any, those in use of `groups` and the outside figures.
    """

    grain: Literal["measures", "meetings"]
    audiences: tuple[str, ...]
    recipient: str = ""
    forum: str = ""
    measures: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    axes: tuple[Axis, ...] = ()
    splits: tuple[Split, ...] = ()
    parts: tuple[Part, ...] = ()
    columns: tuple[Column, ...] = ()
    note: str = ""


def read_returns(folder: Path, known: Mapping[str, Measure]) -> Mapping[str, Return]:
    """Read the returns of `folder` by id; they may name the measures `known`.

    Raises:
        CatalogueError: a file names a measure, axis or value that is not there.
    """
    found = read_folder(folder, Return)
    for wanted in found.values():
        missing = next(iter(_unknown(wanted, known)), None)
        if missing:
            text = _('{file}: there is no "{name}" to publish.')
            raise CatalogueError(text.format(file=f"{wanted.id}.toml", name=missing))
    return found


@cache
def returns() -> Mapping[str, Return]:
    """Return the returns of `resources/catalogues/returns` by id; see `measures`."""
    return read_folder(resource_path("catalogues", "returns"), Return)


@cache
def return_names() -> NameIndex:
    """Return the names that returns are found by."""
    return index_of(returns())


def _unknown(wanted: Return, known: Mapping[str, Measure]) -> Iterable[str]:
    """Return every name in `wanted` that nothing stands behind."""
    named = {split.measure for split in wanted.splits} | {part.of for part in wanted.parts}
    columns = {column.figure for column in wanted.columns} - {"forum", "held_on"}
    yield from {*wanted.measures, *wanted.leave_out, *columns} - set(known)
    yield from (named | {part.measure for part in wanted.parts}) - set(known)
    axes = {axis.id: {one.id for one in (*axis.values, *axis.groups)} for axis in wanted.axes}
    leaves = {axis.id: {value.id for value in axis.values} for axis in wanted.axes}
    for axis in wanted.axes:
        yield from {axis.other, *(leaf for group in axis.groups for leaf in group.values)} - (
            leaves[axis.id] or {""}
        )
    for split in wanted.splits:
        yield from set(split.by) - (set(axes) & set(known[split.measure].axes))
    split_by = {(split.measure, *split.by) for split in wanted.splits}
    for part in wanted.parts:
        if (part.of, part.axis) not in split_by:
            yield f"{part.of}, {part.axis}"
        yield from {part.value} - axes.get(part.axis, set())
