"""Practice data and real records are kept apart: every paper that CaseDesk makes says which.

The mark stands in a file's properties (PDF, Word, workbook), so that what was made of one kind of
file is not taken into the other. What others made carries no mark; nobody but its reader can tell.
"""

import io
import re
import zipfile

from casedesk.i18n import _
from casedesk.zip_faults import BROKEN_ZIP

PRACTICE, RECORDS = "casedesk-practice", "casedesk-records"

_PART = "docprops/core.xml"
_ENOUGH = 64 * 1024  # bytes; the properties of a document are far shorter
_PDF, _ZIP = b"%PDF", b"PK\x03\x04"


def mark_of(*, is_practice: bool) -> str:
    """Return the mark of what is made from a partnership file."""
    return PRACTICE if is_practice else RECORDS


def carries(package: zipfile.ZipFile, mark: str) -> bool:
    """Tell whether the properties of a workbook or Word document carry a mark."""
    marked = re.compile(
        rb"<(?:\w+:)?(?:category|keywords)[^<>]*>[^<>]*\b" + mark.encode() + rb"\b[^<>]*<"
    )
    for name in package.namelist():
        if name.casefold() == _PART:
            with package.open(name) as source:
                return marked.search(source.read(_ENOUGH)) is not None
    return False


def origin_problem(content: bytes, *, file_is_practice: bool) -> str:
    """Return why a file that CaseDesk made does not belong here; empty if it may."""
    if file_is_practice and _is_marked(content, RECORDS):
        return _(
            "This file was made from real records, which never go into practice data. "
            "Use a file in which nobody is real."
        )
    if not file_is_practice and _is_marked(content, PRACTICE):
        return _("This file was made from practice data, which never goes among real records.")
    return ""


def _is_marked(content: bytes, mark: str) -> bool:
    if content.startswith(_PDF):
        words = mark.encode().replace(b"-", rb"(?:-|\\055)")  # as one library or another writes it
        return re.search(rb"/Keywords ?\(" + words + rb"\)", content) is not None
    if not content.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return carries(package, mark)
    except BROKEN_ZIP:
        return False  # whoever reads it says what is wrong with it
