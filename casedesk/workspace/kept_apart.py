"""Practice data and real records are kept apart: every paper that CaseDesk makes says which.

The mark is a keyword among a file's properties (PDF, Word, workbook), so that what was made of one
kind of file is not taken into the other by mistake. Who wants to can take it away, and what others
made carries none; nobody but its reader can tell.
"""

import io
import re
import zipfile

from casedesk.i18n import _
from casedesk.zip_faults import broken_zip

PRACTICE, RECORDS = "casedesk-practice", "casedesk-records"

_PART = "docprops/core.xml"
_SPACE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_ENOUGH = 64 * 1024  # bytes; the properties of a document are far shorter
_PDF, _ZIP = b"%PDF", b"PK\x03\x04"
_BETWEEN = re.compile(r"[\s,;]+")  # keywords, as programs write several


def mark_of(*, is_practice: bool) -> str:
    """Return the mark of what is made from a partnership file."""
    return PRACTICE if is_practice else RECORDS


def carries(package: "zipfile.ZipFile", mark: str) -> bool:
    """Tell whether the properties of a workbook or Word document carry a mark."""
    for name in package.namelist():
        if name.casefold() == _PART:
            with package.open(name) as source:
                return mark in _keywords_of_xml(source.read(_ENOUGH))
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
        return mark in _keywords_of_pdf(content)
    if not content.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return carries(package, mark)
    except broken_zip():
        return False  # whoever reads it says what is wrong with it


def _keywords_of_pdf(content: bytes) -> list[str]:
    import pypdfium2  # noqa: PLC0415 - only where a PDF arrives

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return []  # damaged, or with a password: whoever opens it says so
    try:
        return _BETWEEN.split(document.get_metadata_value("Keywords"))
    except UnicodeError:
        return []
    finally:
        document.close()


def _keywords_of_xml(properties: bytes) -> list[str]:
    from defusedxml.ElementTree import ParseError, fromstring  # noqa: PLC0415 - the same

    try:
        root = fromstring(properties)
    except (ParseError, ValueError, LookupError):  # the last: a coding that nobody knows
        return []
    texts = (root.findtext(f"{_SPACE}{name}", "") for name in ("category", "keywords"))
    return [word for text in texts for word in _BETWEEN.split(text)]
