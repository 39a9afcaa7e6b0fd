"""Puts a finished document where the user wants it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casedesk.errors import StorageError
from casedesk.i18n import _
from casedesk.safe_file import as_before_if_it_fails, write_file


def save_document(path: Path, content: bytes) -> None:
    """Write `content` to `path`, whole or not at all.

    Raises:
        StorageError: it could not be written; what was there before is unchanged.
    """
    try:
        write_file(path, content, private=True)
    except OSError:
        raise _not_written(path) from None


@contextmanager
def whole_or_as_before(path: Path) -> Iterator[None]:
    """Put back what stood at `path` if what is done in the block fails after it was written.

    Raises:
        StorageError: what stands there could not be kept meanwhile; nothing was done.
    """
    try:
        with as_before_if_it_fails(path):
            yield
    except OSError:
        raise _not_written(path) from None


def _not_written(path: Path) -> StorageError:
    return StorageError(
        _("The file {name} could not be written. Choose another folder.").format(name=path.name)
    )
