"""Practice data and real records are kept apart by a mark in the workbook's properties."""

import re
import zipfile
from typing import Any

from casedesk.errors import ImportRefusedError
from casedesk.i18n import _

MARKER = "casedesk-practice"
"""Stands as category and keyword of a workbook of invented records."""

_PART = "docprops/core.xml"
_ENOUGH = 64 * 1024  # bytes; the properties of a workbook are far shorter
_MARKED = re.compile(
    rb"<(?:\w+:)?(?:category|keywords)[^<>]*>[^<>]*\b" + MARKER.encode() + rb"\b[^<>]*<"
)


def is_marked(package: zipfile.ZipFile) -> bool:
    """Tell whether a workbook says of itself that its records are invented."""
    for name in package.namelist():
        if name.casefold() == _PART:
            with package.open(name) as source:
                return _MARKED.search(source.read(_ENOUGH)) is not None
    return False


def mark(properties: Any) -> None:
    """Mark the properties of a workbook; twice, for not every program keeps a category."""
    properties.category = properties.keywords = MARKER


def check_kept_apart(*, workbook_is_practice: bool, file_is_practice: bool) -> None:
    """Refuse invented records in a file of real ones, and what may be real among invented ones.

    Raises:
        ImportRefusedError: the workbook is for practice and the file is not, or the other
            way about.
    """
    if workbook_is_practice and not file_is_practice:
        raise ImportRefusedError(
            _(
                "This workbook holds practice data, which never goes among real records. "
                "Bring it into a practice file."
            )
        )
    if file_is_practice and not workbook_is_practice:
        raise ImportRefusedError(
            _(
                "This is a practice file, and this workbook may hold real records, which never go "
                "into one. Fill in the template that Import saves from this practice file, or open "
                "your partnership file."
            )
        )
