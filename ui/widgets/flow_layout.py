"""A row that breaks into further rows where the width ends."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Places its parts from left to right, then below; used for chips and radio buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        # Qt asks for both many times before a first paint.
        self._heights: dict[int, int] = {}
        self._sizes: list[tuple[QLayoutItem, QSize]] | None = None

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        self._sizes = None
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        sizes = [size for _item, size in self._shown()]
        gaps = max(0, len(sizes) - 1) * self.spacing()
        width = sum(size.width() for size in sizes) + gaps
        height = max((size.height() for size in sizes), default=0)
        return self._with_margins(QSize(width, height))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item, _size in self._shown():
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _shown(self) -> list[tuple[QLayoutItem, QSize]]:
        """Return the parts that are shown, each with the size it would like."""
        if self._sizes is None:
            shown = [item for item in self._items if not item.isEmpty()]
            sizes = [(item, item.sizeHint()) for item in shown]
            self._sizes = [(item, size) for item, size in sizes if size.width() > 0]
        return self._sizes

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        """Return the height the parts need; with `place` put them there, centred in their row."""
        margins = self.contentsMargins()
        inside = rect.marginsRemoved(margins)
        rows = self._rows(inside.width())
        top = inside.y()
        if place and len(rows) == 1:  # a single row stands in the middle, as in a plain row
            spare = inside.height() - max(size.height() for _item, size in rows[0])
            top += max(0, spare // 2)
        for row in rows:
            height = max(size.height() for _item, size in row)
            left = inside.x()
            for item, size in row:
                width = min(size.width(), inside.width())
                if place:
                    middle = top + (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(left, middle), QSize(width, size.height())))
                left += width + self.spacing()
            top += height + self.spacing()
        return max(0, top - self.spacing() - rect.y()) + margins.bottom()

    def _rows(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        taken = 0
        for item, size in self._shown():
            if not rows or taken + self.spacing() + size.width() > room:
                rows.append([(item, size)])
                taken = size.width()
            else:
                rows[-1].append((item, size))
                taken += self.spacing() + size.width()
        return rows


def let_wrap(holder: QWidget, across: QSizePolicy.Policy = QSizePolicy.Policy.Preferred) -> None:
    """Let what holds such a row be as high as its parts need at its width."""
    wraps = QSizePolicy(across, QSizePolicy.Policy.Preferred)
    wraps.setHeightForWidth(True)
    holder.setSizePolicy(wraps)
