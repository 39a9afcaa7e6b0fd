"""Puts the look on the program: type, palette, style sheet and icons, in that order.

`apply_theme(app, "dark", 125)` may be called at any time; widgets that paint for themselves ask
`ui.theme.look` while they paint and so need nothing else.

A look costs a tenth of a millisecond for each widget: with all pages made, the window could not
answer for most of a second. So pages out of sight are put aside first, out of their window
(`put_aside`), and take the look when they are put back (`take_look`).
"""

from PySide6 import QtCore
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from casedesk.resource_files import resource_path
from ui.theme import icons, look, units
from ui.theme.palette import DARK, HIGH_CONTRAST, LIGHT, PALETTES, Palette
from ui.theme.style_sheet import style_sheet

MIDDLE = 128  # lightness, 0 to 255
THEMES = ("system", "light", "dark", "high_contrast")
_FUSION = "casedesk_fusion"
_DRESSED = "casedesk_dressed"
_ASIDE = "casedesk_aside"
_FONT_FILES = ("NotoSans-Regular.ttf", "NotoSans-SemiBold.ttf")


def new_application(program: str) -> QApplication:
    """Start Qt in the Fusion style.

    Asked for by argument, because `setStyle` and `style` hand out a QStyle, and its enumerations
    cost a tenth of the time until the first paint.
    """
    QApplication.setDesktopFileName("casedesk")  # a desktop then knows whose window it is
    app = QApplication([program, "-style", "fusion"])
    app.setProperty(_FUSION, True)
    return app


def apply_theme(app: QApplication, name: str = "system", percent: int = 100) -> None:
    """Show the whole program in one theme and text size.

    Args:
        app: the application.
        name: one of `THEMES`; `system` follows the desktop.
        percent: text size, 100 to 200.
    """
    _apply(app, name, percent)
    # After the palette: widgets with a style sheet miss its changes otherwise.
    dressed = [window for window in app.topLevelWidgets() if window.property(_DRESSED)]
    for window in dressed:
        window.setStyleSheet(style_sheet())
    app.setStyleSheet("" if dressed else style_sheet())
    _measure_and_draw([one for one in app.topLevelWidgets() if not one.property(_ASIDE)])


def put_aside(part: QWidget) -> None:
    """Take a part out of its window; it does not take part in changes of the look there."""
    part.setParent(None)
    part.setProperty(_ASIDE, True)


def take_look(part: QWidget) -> None:
    """Give a part that is back in its window the measures and icons of the look in use."""
    if part.property(_ASIDE):
        part.setProperty(_ASIDE, False)
        _measure_and_draw([part])


def _measure_and_draw(parts: list[QWidget]) -> None:
    """Give parts and all that stands in them their measures and their icons again."""
    from PySide6.QtGui import QAction  # noqa: PLC0415 - not before the first paint

    inside = {id(one): one for part in parts for one in (part, *part.findChildren(QWidget))}
    units.rescale(inside.values())
    icons.repaint(
        [*inside.values(), *(one for part in parts for one in part.findChildren(QAction))]
    )


def dress(window: QWidget) -> None:
    """Let a window carry the style sheet, and the application none.

    A sheet of the application is given again to everything below a part each time the part is put
    into another: a form of 460 widgets then took 110 ms to build, and takes 33 ms without.
    """
    app = QApplication.instance()
    if isinstance(app, QApplication) and app.styleSheet():
        app.setStyleSheet("")
    window.setProperty(_DRESSED, True)
    window.setStyleSheet(style_sheet())


def _apply(app: QApplication, name: str, percent: int) -> None:
    look.use(PALETTES.get(name) or desktop_palette(app), percent)
    load_fonts(app)
    if not app.property(_FUSION):
        app.setStyle("Fusion")
        app.setProperty(_FUSION, True)
    app.setFont(look.font())
    units.set_scale(app.font())
    app.setPalette(_qt_palette(look.palette()))


def load_fonts(app: QApplication) -> None:
    """Make the bundled font known, once; the same letters on every computer."""
    if app.property("casedesk_fonts"):
        return
    for file in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource_path("fonts", file)))
    app.setProperty("casedesk_fonts", True)


def desktop_palette(app: QApplication) -> Palette:
    """Return the palette nearest to what the desktop asks for."""
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() is QtCore.Qt.ContrastPreference.HighContrast:
        return HIGH_CONTRAST
    return DARK if hints.colorScheme() is QtCore.Qt.ColorScheme.Dark else LIGHT


def start_theme(app: QApplication, name: str = "system", percent: int = 100) -> None:
    """Show a theme before the first paint, without the cost of asking the desktop in full.

    There are no widgets yet: the window gets its style sheet by `dress`, and icons wait for
    `icons.draw_waiting`. For `system` the desktop's own palette tells dark from light; the window
    calls `apply_theme` after its first paint if the desktop wants something else, such as high
    contrast.
    """
    if name == "system":
        window = app.palette().color(QPalette.ColorRole.Window)
        name = DARK.id if window.lightness() < MIDDLE else LIGHT.id
    _apply(app, name, percent)
    icons.draw_later()


def _qt_palette(colours: Palette) -> QPalette:
    role = QPalette.ColorRole
    given = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.panel,
        role.AlternateBase: colours.window,
        role.Text: colours.text,
        role.PlaceholderText: colours.quiet,
        role.Button: colours.panel,
        role.ButtonText: colours.text,
        role.ToolTipBase: colours.panel,
        role.ToolTipText: colours.text,
        role.Highlight: colours.selected,
        role.HighlightedText: colours.text,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Accent: colours.accent,
        role.Light: colours.panel,
        role.Midlight: colours.hover,
        role.Mid: colours.separator,
        role.Dark: colours.quiet,
        role.Shadow: colours.quiet,
        role.BrightText: colours.stop,
    }
    made = QPalette()
    for which, value in given.items():
        made.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.quiet))
    return made
