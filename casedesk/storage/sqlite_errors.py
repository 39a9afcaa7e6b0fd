"""Turns what SQLite says into what a person can do; the one place that reads its words.

The binding gives no error codes, so texts are compared.
"""

from casedesk.errors import StorageError
from casedesk.i18n import _

# A damaged page of the search index is noticed only when its table is set up.
_DAMAGED = ("malformed", "not a database", "corrupt", "vtable constructor failed")


def storage_error(error: BaseException) -> StorageError | None:
    """Return the failure to show for a database error, or None if it is a bug."""
    text = str(getattr(error, "orig", None) or error).lower()
    advice = _advice(text)
    return StorageError(advice) if advice else None


def _advice(text: str) -> str:
    if "disk is full" in text or "disk i/o error" in text:
        return no_room()
    if "readonly database" in text or "read-only" in text:
        return _(
            "The partnership file is in a folder that cannot be written to. Move it to a "
            "folder of your own and open it there."
        )
    if "database is locked" in text:
        return _("Something else is writing to the partnership file. Wait a moment and try again.")
    if any(word in text for word in _DAMAGED):
        return damaged()
    if "unable to open database file" in text:
        return _("The records are missing from the partnership file. Restore a backup.")
    return ""


def no_room() -> str:
    """Return the sentence for a full disk."""
    return _(
        "There is no room left on the disk, so this was not saved. Everything saved "
        "earlier is safe. Free some space and save again."
    )


def damaged() -> str:
    """Return the sentence for records that cannot be trusted any more."""
    return _(
        "The records in this partnership file are damaged or belong to another file. "
        "Nothing was changed. Restore the last good backup."
    )
