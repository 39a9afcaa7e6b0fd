"""Contrast of what was really painted: words 4.5 to 1 on their ground, edges 3 to 1 (WCAG 2.2)."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from tests.ui.every_page.walk import in_sight
from ui.theme.palette import contrast

TEXT, EDGE = 4.5, 3.0
LEAST_PIXELS = 3  # of one colour that count as a stroke


def colours(image: QImage, box: QRect) -> Counter[str]:
    """Return how often each colour stands in a part of a picture."""
    part = image.copy(box.intersected(image.rect()))
    part = part.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(part.constBits()).cast("B").cast("I")
    found = Counter(pixels.tolist())
    return Counter({f"#{pixel & 0xFFFFFF:06x}": times for pixel, times in found.items()})


def faint(window: QWidget) -> Iterator[str]:
    """Give each text and each edge in sight that is too faint on its ground."""
    image = window.grab().toImage()
    for part in in_sight(window, QLabel, QAbstractButton):
        box = seen(part, window)
        if part.isEnabled() and part.text().strip() and box.height() >= part.height() - 2:
            yield from _words(part, colours(image, box))
    for part in in_sight(window, QLineEdit, QComboBox, QPlainTextEdit):
        inside = isinstance(part.parentWidget(), QComboBox)
        if part.isEnabled() and not inside and seen(part, window).size() == part.size():
            yield from _edge(part, image, seen(part, window))


def seen(part: QWidget, window: QWidget) -> QRect:
    """Return the part of a widget that no scroll area cuts off, in the window's pixels."""
    box = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
    above = part.parentWidget()
    while above is not None and above is not window:
        box = box.intersected(QRect(above.mapTo(window, QPoint(0, 0)), above.size()))
        above = above.parentWidget()
    return box


def _words(part: QLabel | QAbstractButton, found: Counter[str]) -> Iterator[str]:
    inner = found.most_common(1)
    if not inner:
        return
    ground = inner[0][0]
    ratios = [contrast(one, ground) for one, times in found.items() if times >= LEAST_PIXELS]
    best = max(ratios, default=1.0)
    if best < TEXT and not isinstance(part, QCheckBox | QRadioButton):
        yield f"{part.text()[:40]!r} on {ground}: {best:.2f}"


def _edge(part: QWidget, image: QImage, box: QRect) -> Iterator[str]:
    """Compare the middle of the left edge with what is just outside and just inside."""
    row = box.center().y()
    line = [f"#{image.pixel(x, row) & 0xFFFFFF:06x}" for x in range(box.left(), box.left() + 3)]
    outside = f"#{image.pixel(max(box.left() - 6, 0), row) & 0xFFFFFF:06x}"
    best = max(contrast(one, outside) for one in line)
    if best < EDGE:
        yield f"edge of {part.accessibleName()} on {outside}: {best:.2f}"
