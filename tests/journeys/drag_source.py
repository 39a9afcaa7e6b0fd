"""A window from which files are dragged, as from a desktop; a process of its own.

    python -m tests.journeys.drag_source FILE...

It writes a line when the window below the pointer would take the files, and one when they were
let go: `taken` or `not taken`.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

SIDE = 60
WOULD_TAKE, TAKEN, NOT_TAKEN = "would take", "taken", "not taken"


class Source(QWidget):
    """Begins to drag as soon as the button goes down in it."""

    def __init__(self, files: list[Path]) -> None:
        """Hold `files`; lie in the corner of the screen, above all and without the keyboard."""
        super().__init__()
        flags = Qt.WindowType
        self.setWindowFlags(flags.FramelessWindowHint | flags.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setGeometry(0, 0, SIDE, SIDE)
        self._files = files

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        held = QMimeData()
        held.setUrls([QUrl.fromLocalFile(str(file)) for file in self._files])
        drag = QDrag(self)
        drag.setMimeData(held)
        drag.actionChanged.connect(self._on_action)
        answer = drag.exec(Qt.DropAction.CopyAction)
        say(TAKEN if answer is Qt.DropAction.CopyAction else NOT_TAKEN)

    def _on_action(self, action: Qt.DropAction) -> None:
        if action is Qt.DropAction.CopyAction:
            say(WOULD_TAKE)


def say(word: str) -> None:
    """Tell whoever started this."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    source = Source([Path(name) for name in sys.argv[1:]])
    source.show()
    app.exec()
