"""Changes the look while a file is open, without making anybody wait for pages out of sight."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from ui.frame import Frame


class LookChange(QObject):
    """Puts the pages out of sight aside, step by step, then changes the look of the rest.

    With few pages that is one step: the look has changed when `begin` returns.
    """

    def __init__(self, apply: Callable[[], None], parent: QObject) -> None:
        """Call `apply` for each change of the look."""
        super().__init__(parent)
        self._apply = apply
        self._frame: Frame | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    def begin(self, frame: "Frame | None") -> None:
        """Change the look of the window, in which `frame` stands, or no file is open."""
        self._frame = frame
        self._timer.start()
        self._go_on()

    def end(self) -> None:
        """Change it at once: the file is being left."""
        if self._timer.isActive():
            self._frame = None
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        if self._frame is not None and not self._frame.shelf.put_aside():
            return
        self._timer.stop()
        self._apply()
        if self._frame is not None:
            self._frame.shelf.put_back()
