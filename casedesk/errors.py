"""Every failure the user can meet, grouped by what the user can do about it.

The text of a CaseDeskError is ready to be shown and never holds case data,
because it may also end up in the log. Any other exception is a bug.
"""

from collections.abc import Mapping


class CaseDeskError(Exception):
    """Base of all expected failures."""


class InputError(CaseDeskError):
    """What was typed cannot be accepted: correct the marked fields and try again."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        """Keep `problems`: field name -> sentence shown beside that field."""
        super().__init__("\n".join(problems.values()))
        self.problems = dict(problems)


class NotAllowedError(CaseDeskError):
    """The user's role does not permit this."""


class NotFoundError(CaseDeskError):
    """The record is gone, or is not visible to this user: refresh the list."""


class ConflictError(CaseDeskError):
    """Someone changed the record since it was read: look again, then decide."""


class StorageError(CaseDeskError):
    """The partnership file cannot be read or written: follow the advice in the message."""


class WrongPassphraseError(StorageError):
    """The passphrase or recovery key opens none of the file's key slots."""


class CatalogueError(CaseDeskError):
    """A catalogue file is wrong: correct it and start again."""


class ImportRefusedError(CaseDeskError):
    """A file that was to be read in is refused as a whole; nothing was changed."""


class PublicationRefusedError(CaseDeskError):
    """The figures cannot be published safely as asked; the text says what to drop."""


class DocumentRefusedError(CaseDeskError):
    """A document is not written: its recipient must not receive what stands in it."""


class Cancelled(CaseDeskError):  # noqa: N818 - not a failure, the user asked for it
    """The user stopped a long task; nothing was kept."""
