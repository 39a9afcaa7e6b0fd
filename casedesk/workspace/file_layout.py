"""What lies where inside a partnership file."""

from casedesk.i18n import _

SUFFIX = ".casedesk"
DATABASE, KEYS, LOCK = "records.db", "keys.json", "lock"


def cannot_write() -> str:
    """Return the sentence for a folder that nothing can be written to."""
    return _("This folder cannot be written to. Choose a folder of your own, or free some space.")
