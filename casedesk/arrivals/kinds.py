"""Tells which kind a file is that can be read beside a form, and why another one is refused.

The kind is that of `attachments`; a package is looked at before it is unpacked.
"""

import io
import zipfile
from collections.abc import Callable

import olefile

from casedesk.arrivals.limits import (
    LARGEST_PART,
    LARGEST_RATIO,
    LARGEST_UNPACKED,
    MOST_ZIP_PARTS,
    RATIO_COUNTS_FROM,
    bomb,
    damaged,
    other_kind,
    protected,
    refuse,
)
from casedesk.attachments.rules import find_kind
from casedesk.i18n import _
from casedesk.zip_faults import broken_zip

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_WHY_NOT: dict[str, Callable[[], str]] = {
    "protected_office": protected,
    "old_office": lambda: _(
        "This file is in an old format. Save it as .docx and bring that file in."
    ),
    "rtf": lambda: _("This is a file in Rich Text. Save it as .docx and bring that file in."),
    "workbook": lambda: _("This is a workbook. Bring it in with File, Import."),
    "macros": lambda: _("This file holds macros. Save it without them and bring that file in."),
}


def check_kind(content: bytes, readable: frozenset[str]) -> str:
    """Return the id of the kind that a file is.

    Raises:
        ImportRefusedError: it is none of those that are readable, or must not be opened.
    """
    if content.startswith(b"PK\x03\x04"):
        _check_package(content)
    kind = find_kind(content).id
    if kind in readable:
        return kind
    if content.startswith(_OLE):
        _check_whole(content)
    raise refuse(_WHY_NOT.get(kind, other_kind)())


def _check_whole(content: bytes) -> None:
    try:
        olefile.OleFileIO(content).close()
    except Exception:  # a hostile file can make the library fail in any way
        raise refuse(damaged()) from None


def _check_package(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except broken_zip():
        raise refuse(damaged()) from None
    if any(part.flag_bits & 1 for part in parts):
        raise refuse(protected())
    whole = sum(part.file_size for part in parts)
    if len(parts) > MOST_ZIP_PARTS or whole > LARGEST_UNPACKED or any(map(_is_bomb, parts)):
        raise refuse(bomb())


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    packed = part.file_size / max(part.compress_size, 1)
    if part.file_size > RATIO_COUNTS_FROM and packed > LARGEST_RATIO:
        return True
    is_picture = part.filename.casefold().startswith(("word/media/", "word/embeddings/"))
    return part.file_size > LARGEST_PART and not is_picture
