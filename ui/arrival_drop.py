"""Files dropped anywhere on the window while a partnership file is open become draft referrals.

The filter stands before all parts of the window: a text box would take the address of a file for
text to write. Parts that take files themselves (`FileDrop`) come first.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from casedesk.i18n import _
from ui.widgets.drop_sign import DropSign
from ui.widgets.file_drop import TAKES_FILES

if TYPE_CHECKING:
    from ui.frame import Frame

ARRIVALS = "arrivals"
_DRAGS = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove})


class ArrivalDrop(QObject):
    """Watches the window of a frame for as long as that frame is in sight."""

    def __init__(self, frame: "Frame") -> None:
        """Begin as soon as there is a window; it ends with the frame."""
        super().__init__(frame)
        self._frame = frame
        hint = _("Each file becomes a draft referral, with the file beside its form.")
        self.sign = DropSign(frame.window(), hint)  # above the ring that shows the focus
        self.destroyed.connect(self.sign.deleteLater)
        self._watch()
        application = QApplication.instance()
        if isinstance(application, QApplication):  # before it is first shown there is no window
            application.focusWindowChanged.connect(self._watch)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isValid(self._frame):
            return False
        if not self._frame.isVisible() or ARRIVALS not in self._frame.entries:
            return False
        if event.type() is QEvent.Type.DragLeave:
            self.sign.hide()
        elif isinstance(event, QDropEvent) and event.type() in {*_DRAGS, QEvent.Type.Drop}:
            return self._on_drag(event)
        return False

    @Slot()
    def _watch(self) -> None:
        window = self._frame.window().windowHandle()
        if window is not None:
            window.installEventFilter(self)  # once more does no harm

    def _on_drag(self, event: QDropEvent) -> bool:
        files = _files(event.mimeData())
        if not files or self._takes_itself(event.position().toPoint()):
            self.sign.hide()
            return False
        event.setDropAction(Qt.DropAction.CopyAction)  # never move: the file stays where it is
        event.accept()
        if isinstance(event, QDragMoveEvent):
            words = _("Drop to bring in files: {count}").format(count=len(files))
            self.sign.show_over(words, self._frame)
            return True
        self.sign.hide()
        bring = getattr(self._frame.shelf.get(ARRIVALS), "bring", None)
        if bring is not None:
            bring(files)
        self._frame.open_page(ARRIVALS)
        return True

    def _takes_itself(self, place: QPoint) -> bool:
        """Tell whether a part below the pointer takes files itself."""
        part: QWidget | None = self._frame.window().childAt(place)
        while part is not None:
            if part.property(TAKES_FILES):
                return True
            part = part.parentWidget()
        return False


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
