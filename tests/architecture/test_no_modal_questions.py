"""Nothing asks "Are you sure?": what can be undone is undone, and modal questions are four.

Allowed are the unlock page, erasing, restoring over existing data, and leaving with an export
running. Unlocking and leaving are no dialogs here but a page and a notice, and nothing can be
erased yet. The system's own dialogs for files and for printing are no questions of CaseDesk.
"""

import ast

from tests.architecture.source_files import SourceFile, files

ALLOWED = {
    "ui/pages/workspace/backup_page.py": {"QMessageBox"},  # restoring over existing data
    "ui/printing.py": {"exec"},  # the system's print dialog
    "ui/file_choice.py": {"QFileDialog"},
    "ui/app.py": {"exec"},  # the event loop itself
}
MODAL = {
    *("QMessageBox", "QDialog", "QInputDialog", "QErrorMessage", "QProgressDialog", "QWizard"),
    *("QFileDialog", "QColorDialog", "QFontDialog", "exec", "setModal", "setWindowModality"),
}


def modal_names(file: SourceFile) -> set[str]:
    """Return what a file uses that could stop the window with a question."""
    found = {node.name for node in file.nodes if isinstance(node, ast.alias)}
    found |= {node.attr for node in file.nodes if isinstance(node, ast.Attribute)}
    return found & MODAL


def test_only_what_is_allowed_stops_the_window() -> None:
    assert {file.name: used for file in files("ui") if (used := modal_names(file))} == ALLOWED
