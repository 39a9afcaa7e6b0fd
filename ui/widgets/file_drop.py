"""Lets a file be dropped on a widget."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

TAKES_FILES = "takesFiles"  # a property: files dropped here are not for the window


class FileDrop(QObject):
    """Watches one widget; `dropped` gives the file, if it is a single one of this computer.

    Everything that can be dropped can be chosen with a button as well: dropping is never the
    only way.
    """

    dropped = Signal(object)  # Path

    def __init__(self, target: QWidget) -> None:
        """Let files be dropped on `target`; nothing is taken while it is disabled."""
        super().__init__(target)
        target.setAcceptDrops(True)
        target.setProperty(TAKES_FILES, True)
        target.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            if _one_file(event) is None:
                return False
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            file = _one_file(event)
            if file is not None:
                event.acceptProposedAction()
                self.dropped.emit(file)
            return True
        return False


def _one_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    file = Path(urls[0].toLocalFile())
    return file if file.is_file() else None
