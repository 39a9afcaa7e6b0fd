"""Nothing asks "Are you sure?": what can be undone is undone, and modal questions are four.

Allowed are the unlock page, erasing, restoring over existing data, and leaving with an export
running. Unlocking and leaving are no dialogs here but a page and a notice, and nothing can be
erased yet. The system's own dialogs for files and for printing are no questions of CaseDesk.
"""

import ast
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "ui"
ALLOWED = {
    "pages/workspace/backup_page.py": {"QMessageBox"},  # restoring over existing data
    "printing.py": {"exec"},  # the system's print dialog
    "file_choice.py": {"QFileDialog"},
    "app.py": {"exec"},  # the event loop itself
}
MODAL = {
    *("QMessageBox", "QDialog", "QInputDialog", "QErrorMessage", "QProgressDialog", "QWizard"),
    *("QFileDialog", "QColorDialog", "QFontDialog", "exec", "setModal", "setWindowModality"),
}


def modal_names(file: Path) -> set[str]:
    """Return what a file uses that could stop the window with a question."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.alias):
            found.add(node.name)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found & MODAL


@pytest.mark.parametrize("file", sorted(UI.rglob("*.py")), ids=lambda one: str(one.relative_to(UI)))
def test_only_what_is_allowed_stops_the_window(file: Path) -> None:
    assert modal_names(file) <= ALLOWED.get(str(file.relative_to(UI)), set())
