"""The focus stays on the page in sight: keys never go to where nobody looks."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid


class FocusInSight(QObject):
    """Gives the focus back when a page that was left takes it.

    What a page began may end, or fail, when another page is in sight. Qt lets a hidden box take
    the focus all the same: what is typed would go there, and Enter would press its button.
    """

    def __init__(self, stack: QStackedWidget) -> None:
        """Watch over the pages on `stack`."""
        super().__init__(stack)
        self._stack = stack
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        page = self._stack.currentWidget()
        if now is None or page is None or not self._stack.isAncestorOf(now):
            return
        if now is page or page.isAncestorOf(now):
            return
        had_it = before is not None and isValid(before) and before.isVisible()
        (before if had_it and before is not None else page).setFocus()
