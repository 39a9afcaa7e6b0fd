"""Lets files be dropped anywhere on a page, its text boxes included."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.drop_sign import DropSign
from ui.widgets.file_drop import TAKES_FILES


class FilesDrop(QObject):
    """Watches one page; `dropped` gives the files and folders of this computer, in their order.

    It stands before all parts of the window while the page is in sight: a text box would take the
    address of a file for text to write. Everything that can be dropped can be chosen with a
    button as well: dropping is never the only way.
    """

    dropped = Signal(list)  # of Path

    def __init__(self, target: QWidget, words: Callable[[int], str]) -> None:
        """Let files be dropped on `target`; `words` says what dropping so many will do."""
        super().__init__(target)
        self._target, self._words = target, words
        self.sign = DropSign(target)
        target.setProperty(TAKES_FILES, True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._target:
            if kind == QEvent.Type.Show:
                self._watch()
            return False
        if kind == QEvent.Type.DragLeave:
            self.sign.hide()
        elif isinstance(event, QDropEvent) and self._target.isVisible():
            return self._on_drag(event)
        return False

    def _watch(self) -> None:
        window = self._target.window().windowHandle()
        if window is not None:
            window.installEventFilter(self)  # once more does no harm

    def _on_drag(self, event: QDropEvent) -> bool:
        urls = event.mimeData().urls()
        files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if not files or not self._is_over(event.position().toPoint()):
            self.sign.hide()
            return False
        event.setDropAction(Qt.DropAction.CopyAction)  # never move: the files stay where they are
        event.accept()
        if isinstance(event, QDragMoveEvent):  # entering is one, too
            self.sign.show_over(self._words(len(files)))
        else:
            self.sign.hide()
            self.dropped.emit(files)
        return True

    def _is_over(self, place: QPoint) -> bool:
        part = self._target.window().childAt(place)
        return part is not None and (part is self._target or self._target.isAncestorOf(part))
