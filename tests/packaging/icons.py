"""Draws the program's icon in the sizes that desktops ask for."""

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).parents[2] / "resources/packaging/casedesk.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def draw_icon(target: Path, size: int) -> Path:
    """Write the icon as a square PNG of `size` dots and return where."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(target)):
        raise OSError(f"{target.name} could not be written")
    return target
