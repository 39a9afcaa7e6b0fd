"""The system's own file dialogs; they begin where the last one ended, first in Documents."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_LAST: list[str] = []  # at most one folder; forgotten when the program ends


def start_folder() -> str:
    """Return the folder used last, else the user's documents, else the home folder."""
    if _LAST and Path(_LAST[0]).is_dir():
        return _LAST[0]
    place = QStandardPaths.StandardLocation.DocumentsLocation
    documents = QStandardPaths.writableLocation(place)
    return documents if documents and Path(documents).is_dir() else str(Path.home())


def ask_folder(parent: QWidget, title: str, start: str = "") -> str:
    """Let the user choose a folder; empty if none. `start` is where to begin instead."""
    begin = start if start and Path(start).is_dir() else start_folder()
    return _kept(QFileDialog.getExistingDirectory(parent, title, begin), is_folder=True)


def ask_file(parent: QWidget, title: str, kinds: str) -> str:
    """Let the user choose a file to read; empty if none."""
    name, _kind = QFileDialog.getOpenFileName(parent, title, start_folder(), kinds)
    return _kept(name)


def ask_files(parent: QWidget, title: str, kinds: str) -> list[str]:
    """Let the user choose files to read; none if nothing."""
    names, _kind = QFileDialog.getOpenFileNames(parent, title, start_folder(), kinds)
    if names:
        _kept(names[0])
    return names


def ask_new_file(parent: QWidget, title: str, name: str, kinds: str) -> str:
    """Let the user choose what to write, `name` being proposed; empty if nothing."""
    proposed = str(Path(start_folder(), name))
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, proposed, kinds)
    return _kept(chosen)


def _kept(chosen: str, *, is_folder: bool = False) -> str:
    if chosen:
        folder = Path(chosen).parent if not is_folder or chosen.endswith(".casedesk") else chosen
        _LAST[:] = [str(folder)]
    return chosen
