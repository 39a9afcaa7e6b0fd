"""Icons: Lucide drawings in the colours of the theme, sharp at every scale.

`dress(button, "printer")` gives a button its icon and gives it again, recoloured, whenever the
theme or the text size changes. Delegates that paint for themselves ask `pixmap`.
"""

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from casedesk.resource_files import resource_path
from ui.theme import look
from ui.theme.units import px

STROKE = "1.7"
BUTTON_SIZE, RAIL_SIZE, GAP = 16, 20, 4
_CLEAR = QColor(0, 0, 0, 0)
_ICON = "casedesk_icon"
_SHARPEST = 3.0  # device pixels a pixel; enough for every screen sold


@lru_cache(maxsize=400)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    drawing = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", colour)
    drawing = drawing.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.fill(_CLEAR)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(
        painter, QRectF(0, 0, size * ratio, size * ratio)
    )
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, role: str = "text", size: float = BUTTON_SIZE) -> QPixmap:
    """Return a drawing for painting.

    Args:
        name: file name in `resources/icons` without its ending.
        role: a colour of the palette, by its name.
        size: pixels as at 100 % text.
    """
    application = QApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QApplication) else 1.0
    return _pixmap(name, getattr(look.palette(), role), px(size), min(ratio, _SHARPEST))


def icon(name: str, role: str = "text", size: float = BUTTON_SIZE, gap: float = 0) -> QIcon:
    """Return an icon in the colours of the present theme; Qt greys it where it is disabled.

    Style sheets leave a button's text 4 pixels from its icon; `gap` adds room at the right.
    """
    return QIcon(_with_gap(pixmap(name, role, size), px(gap)))


def _with_gap(drawing: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return drawing
    ratio = drawing.devicePixelRatio()
    wide = QPixmap(drawing.width() + round(gap * ratio), drawing.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(_CLEAR)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, drawing)
    painter.end()
    return wide


def dress(
    part: QAbstractButton | QAction, name: str, role: str = "text", size: float = BUTTON_SIZE
) -> None:
    """Give a button or action an icon that follows the theme."""
    part.setProperty(_ICON, [name, role, size])
    _draw(part)


def repaint_all(app: QApplication) -> None:
    """Draw every icon given by `dress` again; the theme calls this after a change."""
    parts: list[Any] = [*app.allWidgets()]
    for window in app.topLevelWidgets():
        parts += window.findChildren(QAction)
    for part in parts:
        if isinstance(part, QAbstractButton | QAction):
            _draw(part)


def _draw(part: QAbstractButton | QAction) -> None:
    wanted = part.property(_ICON)
    if not wanted:
        return
    name, role, size = wanted
    if isinstance(part, QAction):
        part.setIcon(icon(name, role, size))
        return
    gap = GAP if part.text() else 0
    part.setIcon(icon(name, role, size, gap))
    part.setIconSize(QSize(px(size) + px(gap), px(size)))
