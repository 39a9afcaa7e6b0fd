"""The way of Tab as one reads: down a column, along a row, whenever a part was made.

Qt leads Tab in the order in which parts were made. A form that opens in the middle of a page, or
a button that a page adds to its heading last, would come after everything else.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from ui.theme.units import px

_AROUND = 40  # pixels as at 100 % text: a field's label comes into sight with it


def go_on(whole: QWidget, focused: QWidget, *, forward: bool) -> bool:
    """Give the focus to what comes next in `whole`, in the order of its layouts.

    Qt's own chain is left as it is: changed part by part, it fell apart into separate rings, and
    Tab then went round in one of them.

    Returns:
        False if `focused` is none of the stops, as in a panel over the page.
    """
    resting = focused if focused.focusPolicy() == Qt.FocusPolicy.NoFocus else None  # a heading
    there = _that_can(_stops(whole, resting))
    if focused not in there:
        return False
    step = 1 if forward else -1
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    there[(there.index(focused) + step) % len(there)].setFocus(reason)
    return True


def stops(whole: QWidget) -> list[QWidget]:
    """Return what Tab stops at in `whole`, in the order of its layouts."""
    return _that_can(_stops(whole))


def _that_can(parts: Iterator[QWidget]) -> list[QWidget]:
    return [one for one in parts if one.isEnabled() and one.isVisible()]


def scroll_to_focus() -> None:
    """Scroll all that holds the focus until it is seen, as when Tab leads into a form."""
    focused = QApplication.focusWidget()
    above = focused.parentWidget() if focused is not None else None
    while focused is not None and above is not None:
        inside = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and inside is not None and inside.isAncestorOf(focused):
            _bring(focused, above, inside)
        above = above.parentWidget()


def _bring(focused: QWidget, area: QScrollArea, inside: QWidget) -> None:
    """Scroll no further than what is worked on asks for: of a list that is its chosen row.

    To have all of a long list in sight would scroll away what stands above it, such as the tabs
    of a case. Of what is higher than the area the beginning is shown.
    """
    place, around = focused.rect(), _AROUND
    if isinstance(focused, QAbstractItemView):
        row = focused.visualRect(focused.currentIndex())
        row = row.intersected(focused.viewport().rect())
        if row.isEmpty():
            row = QRect(0, 0, 1, 1)
        place, around = row.translated(focused.viewport().pos()), 0
    for y in (place.bottom(), place.top()):
        point = focused.mapTo(inside, QPoint(place.left(), y))
        area.ensureVisible(point.x(), point.y(), 0, px(around))


def _stops(part: QWidget | None, resting: QWidget | None = None) -> Iterator[QWidget]:
    """Go through what Tab stops at; `resting` has the focus although Tab never stops there."""
    if part is None or part.isHidden():
        return
    takes = part.focusPolicy() & Qt.FocusPolicy.TabFocus
    if (takes and part.focusProxy() is None) or part is resting:
        yield part
    if isinstance(part, QScrollArea):
        yield from _stops(part.widget(), resting)
    elif isinstance(part, QStackedWidget):
        yield from _stops(part.currentWidget(), resting)
    elif isinstance(part, QSplitter):
        for place in range(part.count()):
            yield from _stops(part.widget(place), resting)
    elif not isinstance(part, QAbstractScrollArea):
        yield from _inside(part, resting)


def _inside(part: QWidget, resting: QWidget | None) -> Iterator[QWidget]:
    """Go through a layout, and then through what stands in none."""
    layout = part.layout()
    laid: list[QWidget] = [] if layout is None else list(_widgets(layout))
    seen = {id(one) for one in laid}
    for one in laid:
        yield from _stops(one, resting)
    for child in part.children():
        if isinstance(child, QWidget) and id(child) not in seen and not child.isWindow():
            yield from _stops(child, resting)


def _widgets(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: tuple(layout.getItemPosition(place))[:2])  # type: ignore[arg-type]
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _widgets(inner)
