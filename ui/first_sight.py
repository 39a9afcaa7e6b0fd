"""What is seen of a page that was just opened: its beginning, and what has the focus.

With large text the list that a page is about may stand below what the window can show. Brought
into sight, it would take the heading out of it, and nobody could tell where they are. Where nothing
that takes the focus can be seen together with the heading, the heading has it; Tab goes on below.
"""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from ui.page import HOLDS_FORM, Page
from ui.theme.units import px
from ui.widgets.reading_order import scroll_to_focus, stops

SETTLED_MS = (40, 200)  # columns find their places in a few turns; a busy computer takes longer
_ENOUGH = 32  # of something high that is in sight, as at 100 % text
_RING = 4  # what shows the focus stands around it


def show_from_the_top(page: Page, first: QWidget) -> None:
    """Show a page from its top once its parts stand as they will; `first` was given the focus."""
    QTimer.singleShot(SETTLED_MS[0], page, partial(_look, page, first, None))


def _look(page: Page, first: QWidget, left: list[int] | None) -> None:
    """Scroll to the top unless somebody went on; what is out of sight leaves the focus to another.

    A field of a form that is being filled in keeps it, and comes into sight instead. `left` is
    where the look before left all that scrolls: elsewhere, somebody has scrolled it.
    """
    if not isValid(first) or first is not QApplication.focusWidget() or not first.isVisible():
        return
    if left is not None and _places(first) != left:
        return
    page.scroll_area.verticalScrollBar().setValue(0)
    if not is_in_sight(first):
        may_move = isinstance(first, QAbstractItemView) or not _is_filled_in(page, first)
        if may_move and any(_places(first)):  # an area on the page, which somebody has scrolled
            return
        head = next(_in_sight(page, first), None) if may_move else None
        if head is None and not _scroll_under_heading(page, first):
            if may_move:
                head = page.heading.title_label
            else:
                scroll_to_focus()
        if head is not None:
            head.setFocus(Qt.FocusReason.OtherFocusReason)
    if left is None:
        QTimer.singleShot(SETTLED_MS[1], page, partial(_look, page, first, _places(first)))


def _scroll_under_heading(page: Page, first: QWidget) -> bool:
    """Scroll no further than `first` asks for; False, and nothing scrolled, without the title."""
    title, area, inside = page.heading.title_label, page.scroll_area, page.scroll_area.widget()
    if inside is None or not inside.isAncestorOf(title):  # the heading stands above what scrolls
        scroll_to_focus()
        return True
    end = first.mapTo(inside, QPoint(0, _wanted(first).bottom() + px(_RING))).y()
    if end - area.viewport().height() > title.mapTo(inside, QPoint(0, 0)).y():
        return False
    area.verticalScrollBar().setValue(end - area.viewport().height())
    return True


def _places(part: QWidget) -> list[int]:
    """Return how far each area around a part is scrolled."""
    found, above = [], part.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            found.append(above.verticalScrollBar().value())
        above = above.parentWidget()
    return found


def _is_filled_in(page: Page, field: QWidget) -> bool:
    """Tell whether a field is of a form: of the page that is one, or of one that is open on it."""
    above: QWidget | None = field
    while above is not None and above is not page and not above.property(HOLDS_FORM):
        above = above.parentWidget()
    return above is not page or (page.is_form and page.draft() is not None)


def _in_sight(page: Page, first: QWidget) -> Iterator[QWidget]:
    """Give what could have the focus instead: a pane, or else what comes first."""
    for one in [*page.panes(), *stops(page)]:
        takes = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isEnabled()
        if one is not first and takes and is_in_sight(one):
            yield one


def is_in_sight(part: QWidget) -> bool:
    """Tell whether enough of a part is seen: of a list its chosen row, of what is high its top."""
    view = part.viewport() if isinstance(part, QAbstractItemView) else part
    seen, wanted = view.visibleRegion().boundingRect(), _wanted(part)
    return part.isVisible() and seen.top() <= wanted.top() and seen.bottom() >= wanted.bottom()


def _wanted(part: QWidget) -> QRect:
    """Return what of a part is to be seen."""
    if isinstance(part, QAbstractItemView):
        row = part.visualRect(part.currentIndex()).intersected(part.viewport().rect())
        return row if row.isValid() else QRect(0, 0, 1, 1)
    return QRect(0, 0, part.width(), min(part.height(), px(_ENOUGH)))
