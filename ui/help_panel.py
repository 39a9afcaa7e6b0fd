"""A panel of help over the page: Esc leaves it, and the focus goes back where it was."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from casedesk.i18n import _
from ui.frame import Frame
from ui.theme.units import px
from ui.widgets.buttons import button
from ui.widgets.card import Card

TOP, SIDE, FOOT = 8, 24, 16  # from the edges of the page: buttons of its head are covered whole


class HelpPanel(Card):
    """Stands at the right of its parent, as wide and high as asked but never larger than it.

    The parent is the frame of an open file, or what stands before one.
    """

    def __init__(self, title: str, size: tuple[float, float], parent: QWidget) -> None:
        """Build it hidden, over `parent`; `size` is in pixels as at 100 % text."""
        super().__init__(title, parent)
        self._size = size
        self._before: QWidget | None = None
        self._over, self._frame = parent, parent if isinstance(parent, Frame) else None
        self._page = self._page_in_sight()
        self.close_button = button(_("Close"), "x")
        self.close_button.clicked.connect(self.leave)
        self.add_tool(self.close_button)
        parent.installEventFilter(self)
        if self._frame is not None:
            self._frame.title_changed.connect(self._on_title)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self.hide()

    def come(self, first: QWidget) -> None:
        """Show it; `first` gets the focus, and gives it back when the panel is left."""
        if not self.isVisible():
            self._before, self._page = QApplication.focusWidget(), self._page_in_sight()
        self._place()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def leave(self) -> None:
        """Hide it and give the focus back."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self.parent():
            self._place()
        return False

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Go when the user goes on elsewhere; another window in front is no leaving."""
        if self.isVisible() and new is not None and not self.isAncestorOf(new):
            self._before = None
            self.hide()

    @Slot()
    def _on_title(self) -> None:
        """Go when another page is opened, though its first field may not be there yet."""
        if self.isVisible() and self._page_in_sight() is not self._page:
            self.leave()

    def _page_in_sight(self) -> QWidget | None:
        return None if self._frame is None else self._frame.page

    def _place(self) -> None:
        pages = self._over.rect() if self._frame is None else self._frame.stack.geometry()
        width = min(px(self._size[0]), pages.width() - 2 * px(SIDE))
        height = min(px(self._size[1]), pages.height() - px(TOP) - px(FOOT))
        left = pages.right() + 1 - width - px(SIDE)
        self.setGeometry(left, pages.top() + px(TOP), width, height)
