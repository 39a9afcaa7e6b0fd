"""How much of a file that arrives is read, and what is said of one that is not.

How large a file or a picture may be, `attachments` says. Each refusal is one sentence saying what
to do; nothing of the file's content is shown.
"""

from casedesk.attachments.catalogue import MB
from casedesk.errors import ImportRefusedError
from casedesk.i18n import _

LARGEST_UNPACKED = 200 * MB  # of a Word document
LARGEST_PART = 32 * MB  # of its text
LARGEST_RATIO = 200  # text packs 5 to 20 times smaller; a bomb 1,000 times
RATIO_COUNTS_FROM = 4 * MB
MOST_ZIP_PARTS = 2_000
MOST_TEXT = 400_000  # characters shown beside the form: some 200 pages
MOST_PAGES = 200  # of one PDF whose text is read
MOST_MAIL_PARTS = 50
DEEPEST_MAIL = 20  # parts within parts


def refuse(sentence: str) -> ImportRefusedError:
    """Return the error of a file that is not read."""
    return ImportRefusedError(sentence)


def damaged() -> str:
    """Return the sentence for a file that no library can read."""
    return _("This file is damaged. Ask for it again, or have it printed to a PDF.")


def protected() -> str:
    """Return the sentence for a password."""
    return _(
        "This file is protected with a password. Open it with its own program, save it without "
        "the password and bring that file in."
    )


def bomb() -> str:
    """Return the sentence for a file that unpacks to far more than a document holds."""
    return _("This file unpacks to far more than a document holds, so it was not opened.")


def picture_too_large() -> str:
    """Return the sentence for a picture with too many dots."""
    return _("This picture has more pixels than any scan needs, so it was not opened.")


def other_kind() -> str:
    """Return the sentence for a kind of file that cannot be read."""
    return _(
        "CaseDesk cannot read this kind of file. It reads emails (.eml, .msg), Word documents "
        "(.docx), PDF, text, and pictures (PNG, JPEG, TIFF)."
    )


def cut(text: str) -> tuple[str, tuple[str, ...]]:
    """Return at most `MOST_TEXT` characters of a text, and the sentence that says so."""
    if len(text) <= MOST_TEXT:
        return text, ()
    note = _("Only the first {count} characters are shown here; the file itself is kept whole.")
    return text[:MOST_TEXT], (note.format(count=f"{MOST_TEXT:,}"),)
