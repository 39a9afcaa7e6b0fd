"""Reads one catalogue file into typed, frozen values; errors name the file and the key."""

from pathlib import Path
from typing import TypeVar

import msgspec

from casedesk.errors import CatalogueError
from casedesk.i18n import _

T = TypeVar("T")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything that stands in a catalogue file: frozen, unknown keys refused."""


def read_catalogue(path: Path, kind: type[T]) -> T:
    """Read `path` as one value of `kind`.

    Raises:
        CatalogueError: naming the file and the key that is wrong.
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, OSError, RecursionError) as error:
        text = _("{file}: {reason}").format(file=path.name, reason=error)
        raise CatalogueError(text) from error
