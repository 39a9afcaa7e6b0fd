"""F6 and Shift+F6: the rail, the panes of the page in sight, the tour, and round again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.reading_order import scroll_to_focus

if TYPE_CHECKING:
    from ui.frame import Frame


TOUR = "tour"  # name of the panel of practice data, where there is one


def walk_panes(step: int, frame: "Frame") -> None:
    """Put the focus `step` panes further: the rail, the page's panes, the panel of the tour."""
    page = frame.page
    panes: list[QWidget] = [frame.rail, *(page.panes() if page is not None else [])]
    panes += frame.findChildren(QWidget, TOUR, Qt.FindChildOption.FindDirectChildrenOnly)
    panes = [pane for pane in panes if pane.isVisible() and pane.isEnabled()]
    focused = QApplication.focusWidget()
    now = next(
        (
            place
            for place, pane in reversed(list(enumerate(panes)))
            if focused is not None and (pane is focused or pane.isAncestorOf(focused))
        ),
        -1,
    )
    _focus_into(panes[(now + step) % len(panes)])
    QTimer.singleShot(1, frame, scroll_to_focus)


def _focus_into(pane: QWidget) -> None:
    """Put the focus on a pane, or on the first part of it that takes it."""
    if pane.focusPolicy() != Qt.FocusPolicy.NoFocus:
        pane.setFocus(Qt.FocusReason.TabFocusReason)
        return
    for part in pane.findChildren(QWidget):
        takes = part.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and part.isVisible() and part.isEnabled():
            part.setFocus(Qt.FocusReason.TabFocusReason)
            return
