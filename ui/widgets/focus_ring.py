"""The ring that shows where typing goes: 3 px in text colour, 1 px clear of the control.

One ring for each window, drawn above everything and outside the control, so that no style sheet
and no error edge can hide it. Views that show their own current row (rail, tables, lists) have
the property `own_focus` and draw it themselves.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QMenuBar,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from ui.theme import look
from ui.theme.units import px

WIDTH, CLEAR = 3, 1
_MOVES = {
    QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show,
    QEvent.Type.ParentChange, QEvent.Type.LayoutRequest,
}  # fmt: skip


class FocusRing(QWidget):
    """Follows the focus inside one window."""

    def __init__(self, window: QWidget) -> None:
        """Lie over `window`; let every click and key through."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("")
        self.hide()
        self._window = window
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._clip = QRect()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)
            # Made after the first paint: the first field has had the focus for a while by then.
            self._on_focus_changed(None, application.focusWidget())

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):  # a page taken out on locking is gone by now
                widget.removeEventFilter(self)
        self._watched = []
        if self._target is not None and isValid(self._target):
            # Or the end of a page left behind would take the ring from the page in sight.
            self._target.destroyed.disconnect(self._on_destroyed)
        self._target = _ringed(new) if new is not None and new.window() is self._window else None
        above = self._target
        while above is not None and above is not self._window:
            above.installEventFilter(self)
            self._watched.append(above)
            above = above.parentWidget()
        if self._target is not None:
            self._target.destroyed.connect(self._on_destroyed)
        self._place()

    @Slot()
    def _on_destroyed(self) -> None:
        self._target, self._watched = None, []
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        target = self._target
        if target is None or not target.isVisible():
            self.hide()
            return
        around = px(WIDTH) + CLEAR
        box = QRect(target.mapTo(self._window, QPoint(0, 0)), target.size())
        self.setGeometry(box.adjusted(-around, -around, around, around))
        self._clip = self._seen(target, around)
        self.show()
        self.raise_()
        self.update()

    def _seen(self, target: QWidget, around: int) -> QRect:
        """Return what no scroll area cuts off, in this widget's own place."""
        seen, box = self.geometry(), self.geometry().adjusted(around, around, -around, -around)
        above = target.parentWidget()
        while above is not None and above is not self._window:
            if isinstance(above.parentWidget(), QScrollArea):
                corner = above.mapTo(self._window, QPoint(0, 0))
                view = QRect(corner, above.size())
                # What stands at the very edge has its whole ring; what is scrolled out has not.
                over = around if view.top() <= box.top() else 0
                under = around if box.bottom() <= view.bottom() else 0
                seen = seen.intersected(view.adjusted(-around, -over, around, under))
            above = above.parentWidget()
        return seen.translated(-self.pos())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._clip)
        width = px(WIDTH)
        painter.setPen(QPen(look.colour("text"), width))
        half = width / 2
        radius = px(4) + CLEAR + half
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(box, radius, radius)


def _ringed(widget: QWidget) -> QWidget | None:
    """Return what the ring goes around when `widget` has the focus, if anything."""
    if widget.property("own_focus") or isinstance(widget, QMenuBar):
        return None
    if isinstance(widget, QScrollArea) and not widget.accessibleName():
        return None  # it merely holds a page; a text to be read is named
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return None
    parent = widget.parentWidget()
    boxed = isinstance(parent, QComboBox | QAbstractSpinBox) and parent.focusProxy() is widget
    return parent if boxed else widget
