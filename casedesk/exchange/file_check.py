"""Looks at a file before any library does, and refuses what must not be opened.

Each refusal is one sentence saying what to do; nothing of the file's content is shown.
"""

import zipfile
from enum import Enum
from pathlib import Path

from casedesk.errors import ImportRefusedError
from casedesk.i18n import _
from casedesk.zip_faults import broken_zip

_MB = 1024 * 1024
LARGEST_FILE = 200 * _MB
LARGEST_UNPACKED = 640 * _MB  # 200,000 full rows of referrals come to about 300 MB
LARGEST_PART = 16 * _MB  # of anything that may be read whole
LARGEST_RATIO = 200  # a sheet packs 10 to 40 times smaller; a bomb 1,000 times
_RATIO_COUNTS_FROM = 4 * _MB
_MOST_PARTS = 2000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# Read in a stream, or never read at all.
_MAY_BE_LARGE = (
    *("xl/worksheets/", "xl/sharedstrings", "xl/media/", "xl/pivotcache/", "xl/embeddings/"),
    *("xl/drawings/", "xl/charts/", "customxml/", "docprops/"),
)


class FileKind(Enum):
    """What can be read in."""

    WORKBOOK = "workbook"
    CSV = "csv"


def check_file(path: Path) -> FileKind:
    """Tell what `path` is.

    Raises:
        ImportRefusedError: it cannot be read, is too large, protected, holds macros,
            unpacks to something huge, or is another kind of file.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
            rest = file.read(4 * _MB) if start == _OLE else b""
    except OSError:
        raise ImportRefusedError(unreadable()) from None
    if size > LARGEST_FILE:
        raise ImportRefusedError(too_large())
    if start == _OLE:
        raise ImportRefusedError(protected() if _ENCRYPTED_PACKAGE in rest else old_format())
    if start.startswith(b"PK"):
        _check_parts(path)
        return FileKind.WORKBOOK
    if size == 0:
        raise ImportRefusedError(_("This file is empty. Choose the workbook itself."))
    return FileKind.CSV


def _check_parts(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            if len(parts) > _MOST_PARTS:
                raise ImportRefusedError(bomb())
            types = _content_types(package)
    except broken_zip():
        raise ImportRefusedError(damaged()) from None
    if any(part.flag_bits & 1 for part in parts):
        raise ImportRefusedError(protected())
    for part in parts:
        _check_part(part)
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise ImportRefusedError(bomb())
    names = {part.filename.casefold() for part in parts}
    if b"macroenabled" in types or any(name.endswith("vbaproject.bin") for name in names):
        raise ImportRefusedError(
            _("This workbook holds macros. Save it without them, as .xlsx, and choose that file.")
        )
    if b"spreadsheetml.sheet.main" not in types:
        raise ImportRefusedError(other_kind())


def _content_types(package: zipfile.ZipFile) -> bytes:
    """Return the list of what the parts are, in lower case; empty if it is no Office file."""
    try:
        part = package.getinfo("[Content_Types].xml")
    except KeyError:
        return b""
    if part.file_size > _MB or part.flag_bits & 1:
        return b""
    return package.read(part).lower()


def _check_part(part: zipfile.ZipInfo) -> None:
    name = part.filename.casefold()
    packed_away = part.file_size / max(part.compress_size, 1)
    if part.file_size > _RATIO_COUNTS_FROM and packed_away > LARGEST_RATIO:
        raise ImportRefusedError(bomb())
    if part.file_size > LARGEST_PART and not name.startswith(_MAY_BE_LARGE):
        raise ImportRefusedError(bomb())


def unreadable() -> str:
    """Return the sentence for a file that is not there, or that nobody here may open."""
    return _("This file cannot be read. Check that it is there and that you may open it.")


def too_long(most: int) -> str:
    """Return the sentence for a cell above the limit."""
    text = _(
        "A cell of this workbook holds more than {count} characters, more than a spreadsheet "
        "program keeps. Shorten it, and try again."
    )
    return text.format(count=f"{most:,}")


def protected() -> str:
    """Return the sentence for a password."""
    return _(
        "This file is protected with a password. Take the password off in your spreadsheet "
        "program, save it and choose it again."
    )


def old_format() -> str:
    """Return the sentence for a workbook of before 2007."""
    return _("This file is in an old format. Save it as .xlsx and choose that file.")


def other_kind() -> str:
    """Return the sentence for what is neither workbook nor CSV."""
    return _("This is not a workbook. Choose a file ending in .xlsx or .csv.")


def damaged() -> str:
    """Return the sentence for what looks like a workbook but cannot be read."""
    return _(
        "This workbook is damaged. Open it in your spreadsheet program, save it again as .xlsx "
        "and choose that file."
    )


def too_large() -> str:
    """Return the sentence for a file above the limit."""
    return _("This file is larger than {size} MB. Split it and bring in the parts.").format(
        size=LARGEST_FILE // _MB
    )


def bomb() -> str:
    """Return the sentence for a file that unpacks to far more than a workbook would."""
    return _(
        "This file unpacks to far more than a workbook holds, so it was not opened. "
        "Save the sheets in a new workbook and choose that file."
    )
