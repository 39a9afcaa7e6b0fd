"""Puts a finished document where the user wants it."""

from pathlib import Path

from casedesk.errors import StorageError
from casedesk.i18n import _
from casedesk.safe_file import write_file


def save_document(path: Path, content: bytes) -> None:
    """Write `content` to `path`, whole or not at all.

    Raises:
        StorageError: it could not be written; what was there before is unchanged.
    """
    try:
        write_file(path, content, private=True)
    except OSError:
        raise StorageError(
            _("The file {name} could not be written. Choose another folder.").format(name=path.name)
        ) from None
