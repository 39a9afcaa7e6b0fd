"""What nobody foresaw: kept in the log by type and place, told in the window in one sentence.

Python's own hooks would print a traceback with the error's text, which may hold case data.
"""

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from types import TracebackType

SAME_AGAIN_S = 5.0  # a mistake in painting comes back with each paint; one notice is enough


class Unforeseen(QObject):
    """Takes over Python's hooks for errors that nobody caught."""

    _happened = Signal(object)  # emitted on any thread, heard on the window's

    def __init__(self, tell: Callable[[str], None]) -> None:
        """Wait for `install`; `tell` shows a sentence in the window."""
        super().__init__()
        self._tell = tell
        self._told_at = -SAME_AGAIN_S
        self._sentence = ""
        self._happened.connect(self._on_happened)

    def install(self) -> None:
        """Take over: from now on no error is printed with its text."""
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread_error
        sys.unraisablehook = self._on_unraisable

    def _on_error(
        self,
        _kind: type[BaseException],
        error: BaseException,
        _trace: "TracebackType | None" = None,
    ) -> None:
        with suppress(Exception):  # or Python would print both, with their texts
            _print_type(error)
            self._happened.emit(error)

    def _on_thread_error(self, given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None:
            self._on_error(given.exc_type, given.exc_value)

    @staticmethod
    def _on_unraisable(given: "sys.UnraisableHookArgs") -> None:
        """Keep it in the log only: it happens in clearing up, and nobody's act failed."""
        with suppress(Exception):
            from casedesk.log import note_unforeseen  # noqa: PLC0415 - seldom needed

            if given.exc_value is not None:
                note_unforeseen(given.exc_value)

    @Slot(object)
    def _on_happened(self, error: BaseException) -> None:
        from ui.error_display import error_text  # noqa: PLC0415 - seldom needed

        with suppress(Exception):
            self._sentence = error_text(error)
            if time.monotonic() - self._told_at >= SAME_AGAIN_S:
                self._told_at = time.monotonic()
                QTimer.singleShot(0, self._show)  # not in the middle of a paint

    @Slot()
    def _show(self) -> None:
        with suppress(Exception):
            self._tell(self._sentence)


def _print_type(error: BaseException) -> None:
    if sys.stderr is not None:  # a packaged window has none
        sys.stderr.write(f"casedesk: {type(error).__name__}, see the log\n")
