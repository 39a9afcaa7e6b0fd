"""Practice data and real records are kept apart by a mark in the workbook's properties."""

import re
import zipfile

from casedesk.errors import ImportRefusedError
from casedesk.i18n import _

MARKER = "casedesk-practice"
"""Stands as the category of a workbook of invented records."""

_PART = "docprops/core.xml"
_ENOUGH = 64 * 1024  # bytes; the properties of a workbook are far shorter
_CATEGORY = re.compile(rb"<(?:\w+:)?category[^<>]*>\s*" + MARKER.encode() + rb"\s*<")


def is_marked(package: zipfile.ZipFile) -> bool:
    """Tell whether a workbook says of itself that its records are invented."""
    for name in package.namelist():
        if name.casefold() == _PART:
            with package.open(name) as source:
                return _CATEGORY.search(source.read(_ENOUGH)) is not None
    return False


def check_kept_apart(*, workbook_is_practice: bool, file_is_practice: bool) -> None:
    """Refuse invented records in a file of real ones.

    Raises:
        ImportRefusedError: the workbook is for practice, the file is not.
    """
    if workbook_is_practice and not file_is_practice:
        raise ImportRefusedError(
            _(
                "This workbook holds practice data, which never goes among real records. "
                "Bring it into a practice file."
            )
        )
