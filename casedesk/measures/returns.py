"""Returns as data: which measures leave together, for whom, and how they are laid out."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from casedesk.catalogue_file import Entry
from casedesk.catalogue_folder import Described, index_of, read_folder
from casedesk.catalogue_names import NameIndex
from casedesk.resource_files import resource_path


class Split(Entry, frozen=True, kw_only=True):
    """A measure that is published also by the crossing of `by`."""

    measure: str
    by: tuple[str, ...]


class Part(Entry, frozen=True, kw_only=True):
    """A measure that counts a part of another: the same figure must not stand under two names."""

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
    splits: tuple[Split, ...] = ()
    parts: tuple[Part, ...] = ()
    columns: tuple[Column, ...] = ()
    note: str = ""


@cache
def returns() -> Mapping[str, Return]:
    """Return the returns of `resources/catalogues/returns` by id."""
    return read_folder(resource_path("catalogues", "returns"), Return)


@cache
def return_names() -> NameIndex:
    """Return the names that returns are found by."""
    return index_of(returns())
