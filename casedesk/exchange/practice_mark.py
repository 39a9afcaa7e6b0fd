"""Practice data and real records are kept apart by a mark in the workbook's properties."""

import zipfile
from typing import Any

from casedesk.errors import ImportRefusedError
from casedesk.i18n import _
from casedesk.workspace.kept_apart import PRACTICE, carries


def is_marked(package: zipfile.ZipFile) -> bool:
    """Tell whether a workbook says of itself that its records are invented."""
    return carries(package, PRACTICE)


def mark(properties: Any) -> None:
    """Mark the properties of a workbook; twice, for not every program keeps a category."""
    properties.category = properties.keywords = PRACTICE


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
