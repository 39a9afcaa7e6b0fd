"""The way of Tab: as one reads, to every control, with the focus always seen."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QRadioButton, QScrollArea, QTabBar, QWidget

from tests.ui.every_page.names import can_have_focus, spoken
from tests.ui.every_page.walk import in_sight
from ui.main_window import MainWindow
from ui.page import Page
from ui.widgets.focus_ring import FocusRing

MOST_STOPS = 400


def box_of(part: QWidget, page: QWidget) -> QRect:
    """Return where a part stands on its page, as if nothing were scrolled."""
    place, above = part.mapTo(page, QPoint(0, 0)), part.parentWidget()
    while above is not None and above is not page:
        if isinstance(above, QScrollArea):
            place += QPoint(0, above.verticalScrollBar().value())
        above = above.parentWidget()
    return QRect(place, part.size())


def walk(window: MainWindow, page: Page) -> tuple[list[QWidget], list[str]]:
    """Press Tab all the way round; return the stops on the page in order, and those not seen."""
    ring = window.findChild(FocusRing)
    assert ring is not None
    assert window.frame is not None
    window.frame.rail.setFocus()
    found: list[QWidget] = []
    dark: list[str] = []
    for _turn in range(MOST_STOPS):
        focused = QApplication.focusWidget()
        if focused is None:
            break
        focused.focusNextChild()
        focused = QApplication.focusWidget()
        if focused is None or focused in found:
            break
        if page.isAncestorOf(focused):
            found.append(focused)
            dark += _unseen(focused, ring)
    return found, dark


def out_of_order(page: Page, found: list[QWidget]) -> Iterator[str]:
    """Give each step of Tab that leads up or back, and each control it never reaches."""
    for one, following in pairwise(found):
        here, there = box_of(one, page), box_of(following, page)
        shared = min(here.bottom(), there.bottom()) - max(here.top(), there.top())
        same_row = shared > min(here.height(), there.height()) / 2
        is_left = there.left() < here.left() and there.right() <= here.right()
        is_above = there.bottom() <= here.top() and there.left() < here.right()
        if ((same_row and is_left) or is_above) and not _holds(one, following):
            yield f"Tab leads from {_told(one)} back to {_told(following)}"
    reached = set(found)
    for part in in_sight(page, QWidget):
        if can_have_focus(part) and part not in reached and not _by_arrows(part):
            yield f"Tab does not lead to {_told(part)}"


def _unseen(part: QWidget, ring: FocusRing) -> Iterator[str]:
    if part.property("own_focus"):
        yield from _own(part)
        return
    if not ring.isVisible() or ring._clip.isEmpty():
        QApplication.processEvents()  # the page may still scroll
    if not ring.isVisible() or ring._clip.isEmpty():
        yield f"{_told(part)}: no ring"


def _own(part: QWidget) -> Iterator[str]:
    """What shows its own focus looks otherwise without it."""
    QApplication.processEvents()
    with_focus = part.grab().toImage()
    part.clearFocus()
    QApplication.processEvents()
    same = part.grab().toImage() == with_focus
    part.setFocus()
    if same:
        yield f"{_told(part)}: looks the same without the focus"


def _by_arrows(part: QWidget) -> bool:
    return isinstance(part, QRadioButton | QTabBar)


def _holds(one: QWidget, other: QWidget) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def _told(part: QWidget) -> str:
    return f"{type(part).__name__} “{spoken(part)[:40]}”"
