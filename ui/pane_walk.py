"""F6 and Shift+F6: from the rail through the panes of the page in sight and round again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from ui.frame import Frame


def walk_panes(step: int, frame: "Frame") -> None:
    """Put the focus `step` panes further: the rail, then the page's panes."""
    page = frame.page
    panes: list[QWidget] = [frame.rail, *(page.panes() if page is not None else [])]
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
