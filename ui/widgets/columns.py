"""Parts side by side that go one below the other where the page is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.theme.units import px, space
from ui.widgets.box_grid import BoxGrid

NARROW_BELOW = 760


class Columns(QWidget):
    """Shares its width between parts, each with a weight; at 200 % text they become one column."""

    def __init__(
        self,
        parts: Sequence[tuple[QWidget, int]],
        *,
        gap: float = 16,
        narrow_below: float = NARROW_BELOW,
        whole: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Place `parts`.

        Args:
            parts: each with its share of the width; 0 takes no more than it needs.
            gap: between them, in pixels as at 100 % text.
            narrow_below: the width, as at 100 % text, below which they go one below the other.
            whole: they do so as well where a part would be cut.
            parent: the widget it stands on.
        """
        super().__init__(parent)
        self._narrow_below, self._gap = narrow_below, gap
        self._parts = list(parts) if whole else []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        space(self._row, (0, 0, 0, 0), gap)
        for part, share in parts:
            self._row.addWidget(part, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < max(px(self._narrow_below), self.width_in_a_row())
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != way:
            self._row.setDirection(way)

    def width_in_a_row(self) -> int:
        """Return the width in pixels below which a part would be cut; 0 where that may be."""
        gaps = px(self._gap) * max(0, len(self._parts) - 1)
        shares = sum(share for _part, share in self._parts)
        needed = sum(part.minimumSizeHint().width() for part, _share in self._parts)
        for part, share in self._parts:
            if isinstance(part, Columns | BoxGrid) and share:  # it is given its share and no more
                needed = max(needed, part.width_in_a_row() * shares // share)
        return needed + gaps

    def minimumSizeHint(self) -> QSize:
        """Let the page grow narrower than the row is, so that it can turn."""
        hint = super().minimumSizeHint()
        if self._row.direction() is QBoxLayout.Direction.LeftToRight:
            hint.setWidth(min(hint.width(), px(200)))
        return hint
