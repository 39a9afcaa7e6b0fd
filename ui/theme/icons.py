"""Icons: Lucide drawings in the colours of the theme, sharp at every scale.

`dress(button, "printer")` gives a button its icon and gives it again, recoloured, whenever the
theme or the text size changes. Delegates that paint for themselves ask `pixmap`.

To load what draws takes 7 ms, a fifteenth of what a bare window takes to appear. So at the start of
the program buttons only keep room for their icon, and get it after the first paint.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QApplication

from casedesk.resource_files import resource_path
from ui.theme import look
from ui.theme.units import px

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAction, QIcon, QPixmap

STROKE = "1.7"
_PROGRAM_SIZES = (16, 24, 32, 48, 128)
BUTTON_SIZE, RAIL_SIZE, GAP = 16, 20, 4
_CLEAR = QColor(0, 0, 0, 0)
_ICON = "casedesk_icon"
_WAITS = "icon_waits"  # the style sheet keeps the room
_waiting: "list[QAbstractButton | QAction] | None" = None  # a list: until the first paint
_SHARPEST = 3.0  # device pixels a pixel; enough for every screen sold


@lru_cache(maxsize=400)
def _pixmap(name: str, colour: str, size: int, ratio: float) -> "QPixmap":
    from PySide6.QtCore import QByteArray, QRectF  # noqa: PLC0415 - not before the first paint
    from PySide6.QtGui import QPainter  # noqa: PLC0415 - the same
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - the same

    drawing = resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", colour)
    drawing = drawing.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    pixmap = _clear(size * ratio, size * ratio)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(
        painter, QRectF(0, 0, size * ratio, size * ratio)
    )
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def program_icon() -> "QIcon":
    """Draw the icon of the window, in the sizes that desktops ask for."""
    from PySide6.QtCore import QRectF  # noqa: PLC0415 - not before the first paint
    from PySide6.QtGui import QIcon, QPainter  # noqa: PLC0415 - the same
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - the same

    drawing, icon = QSvgRenderer(str(resource_path("packaging", "casedesk.svg"))), QIcon()
    for size in _PROGRAM_SIZES:
        drawn = _clear(size, size)
        painter = QPainter(drawn)
        drawing.render(painter, QRectF(0, 0, size, size))
        painter.end()
        icon.addPixmap(drawn)
    return icon


def _clear(width: float, height: float) -> "QPixmap":
    from PySide6.QtGui import QPixmap  # noqa: PLC0415 - not before the first paint

    made = QPixmap(int(width), int(height))
    made.fill(_CLEAR)
    return made


def pixmap(name: str, role: str = "text", size: float = BUTTON_SIZE) -> "QPixmap":
    """Return a drawing for painting.

    Args:
        name: file name in `resources/icons` without its ending.
        role: a colour of the palette, by its name.
        size: pixels as at 100 % text.
    """
    application = QApplication.instance()
    ratio = application.devicePixelRatio() if isinstance(application, QApplication) else 1.0
    return _pixmap(name, getattr(look.palette(), role), px(size), min(ratio, _SHARPEST))


def icon(name: str, role: str = "text", size: float = BUTTON_SIZE, gap: float = 0) -> "QIcon":
    """Return an icon in the colours of the present theme; Qt greys it where it is disabled.

    Style sheets leave a button's text 4 pixels from its icon; `gap` adds room at the right.
    """
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - not before the first paint

    made = QIcon(_with_gap(pixmap(name, role, size), px(gap)))
    if role == "on_accent":  # white turns to a grey that is not seen on the ground of the disabled
        grey = _with_gap(pixmap(name, "quiet", size), px(gap))
        made.addPixmap(grey, QIcon.Mode.Disabled)
    return made


def _with_gap(drawing: "QPixmap", gap: int) -> "QPixmap":
    if not gap:
        return drawing
    from PySide6.QtGui import QPainter  # noqa: PLC0415 - not before the first paint

    ratio = drawing.devicePixelRatio()
    wide = _clear(drawing.width() + round(gap * ratio), drawing.height())
    wide.setDevicePixelRatio(ratio)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, drawing)
    painter.end()
    return wide


def dress(
    part: "QAbstractButton | QAction", name: str, role: str = "text", size: float = BUTTON_SIZE
) -> None:
    """Give a button or action an icon that follows the theme."""
    part.setProperty(_ICON, [name, role, size])
    if _waiting is None:
        _draw(part)
        return
    _waiting.append(part)
    part.setProperty(_WAITS, "true")


def refit(part: QAbstractButton) -> None:
    """Draw the icon of a button again that has words now, or none any more."""
    if _waiting is None:
        _draw(part)


def draw_later() -> None:
    """Keep room for the icons given from now on, until `draw_waiting` draws them."""
    global _waiting  # noqa: PLW0603 - one first paint of the whole program
    _waiting = []


def draw_waiting() -> None:
    """Draw the icons that waited for the first paint, and all further ones at once."""
    global _waiting
    parts, _waiting = _waiting or [], None
    for part in parts:
        part.setProperty(_WAITS, "")
        _draw(part)
        if isinstance(part, QAbstractButton):
            part.setStyleSheet("")  # asks the sheet again; `style` would make its enumerations


def repaint(parts: "Iterable[QObject]") -> None:
    """Draw every icon given by `dress` to one of these again, as after a change of the look."""
    from PySide6.QtGui import QAction  # noqa: PLC0415 - not before the first paint

    for part in parts:
        if isinstance(part, QAbstractButton | QAction):
            _draw(part)


def _draw(part: "QAbstractButton | QAction") -> None:
    wanted = part.property(_ICON)
    if not wanted:
        return
    name, role, size = wanted
    if not isinstance(part, QAbstractButton):
        part.setIcon(icon(name, role, size))
        return
    part.setIcon(icon(name, role, size, _gap(part)))
    part.setIconSize(_room(part, size))


def _room(button: QAbstractButton, size: float) -> QSize:
    return QSize(px(size) + px(_gap(button)), px(size))


def _gap(button: QAbstractButton) -> int:
    return GAP if button.text() else 0
