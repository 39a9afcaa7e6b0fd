"""Boxes beside each other that go into further rows, evenly, where there is no room for all."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme.units import px, space


class BoxGrid(QWidget):
    """As many in a row as are whole there.

    One below the other, five filters would take the room of the list that they narrow.
    """

    def __init__(self, parts: Sequence[tuple[QWidget, int]], gap: float = 8) -> None:
        """Place `parts`, each with its share of the width; 0 takes no more than it needs."""
        super().__init__()
        self._parts, self._gap, self._in_a_row = list(parts), gap, 0
        self._grid = QGridLayout(self)
        space(self._grid, (0, 0, 0, 0), gap)
        self._place(len(self._parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        counts = range(len(self._parts), 1, -1)
        self._place(next((one for one in counts if self._width_of(one) <= self.width()), 1))

    def width_in_a_row(self) -> int:
        """Return the width in pixels below which not all stand in one row."""
        return self._width_of(len(self._parts))

    def minimumSizeHint(self) -> QSize:
        """Let the page grow narrower than the row is, so that it can be broken."""
        hint = super().minimumSizeHint()
        hint.setWidth(min(hint.width(), self._width_of(1)))
        return hint

    def _width_of(self, in_a_row: int) -> int:
        wide = [part.minimumSizeHint().width() for part, _share in self._parts]
        columns = [max(wide[first::in_a_row]) for first in range(in_a_row)]
        return sum(columns) + px(self._gap) * (in_a_row - 1)

    def _place(self, in_a_row: int) -> None:
        """Put `in_a_row` into each row; the last is filled up to the same columns."""
        if in_a_row == self._in_a_row:
            return
        for column in range(self._in_a_row):
            self._grid.setColumnStretch(column, 0)
        self._in_a_row = in_a_row
        for place, (part, share) in enumerate(self._parts):
            self._grid.addWidget(part, place // in_a_row, place % in_a_row)
            if place < in_a_row:
                self._grid.setColumnStretch(place, share)
        self.updateGeometry()
