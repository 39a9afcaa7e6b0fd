"""Shows and hides parts without ever making a stray window."""

from PySide6 import QtCore
from PySide6.QtWidgets import QWidget


def set_shown(widget: QWidget, shown: bool) -> None:
    """Show or hide a part of a page, also before it stands on one.

    `setVisible(True)` on a widget that has no parent yet opens it as a window of its own, which
    flickers and takes the focus; such a widget is shown with the page it is put on instead.
    """
    if shown and widget.parentWidget() is None:
        widget.setAttribute(QtCore.Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(shown)
