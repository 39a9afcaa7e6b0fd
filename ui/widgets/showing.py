"""Shows and hides parts without ever making a stray window."""

from PySide6 import QtCore
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid


def set_shown(widget: QWidget, shown: bool) -> None:
    """Show or hide a part of a page, also before it stands on one.

    `setVisible(True)` on a widget that has no parent yet opens it as a window of its own, which
    flickers and takes the focus; such a widget is shown with the page it is put on instead.
    """
    if shown and widget.parentWidget() is None:
        widget.setAttribute(QtCore.Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(shown)


def bring_into_sight(part: QWidget, around: int = 0) -> None:
    """Scroll a form so that `part` is seen, and above all what has the focus, which stays there."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    focused = QApplication.focusWidget()
    if isinstance(above, QScrollArea) and focused is not None and above.isAncestorOf(focused):
        above.ensureWidgetVisible(part, 0, around)
        above.ensureWidgetVisible(focused, 0, around)


def focus_back(before: QWidget | None, otherwise: QWidget) -> None:
    """Give the focus to what had it before a form, where that can still take it."""
    fits = before is not None and isValid(before) and before.isVisible() and before.isEnabled()
    (before if fits and before is not None else otherwise).setFocus()
