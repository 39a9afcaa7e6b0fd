"""Measures that grow with the text: everything is given in pixels as at 100 %.

`px(8)` is 8 pixels at 100 % text and 16 at 200 %. Widgets and layouts that keep a measure get it
through `space`, `fix` or `at_least`, so that `rescale` can give it again when the text size
changes: no page has to be built anew.
"""

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QLayout, QWidget

_LINE_AT_100 = 19.068  # height of a line of Noto Sans at 14 pixels
_MEASURES = "casedesk_measures"

_scale = 1.0


def px(at_100: float) -> int:
    """Return `at_100` pixels (as at 100 % text) as pixels now, at least 1 for what is not 0."""
    return max(1, round(at_100 * _scale)) if at_100 else 0


def set_scale(font: QFont) -> None:
    """Take the measure from the height of the base font."""
    global _scale  # noqa: PLW0603 - one text size for the whole program
    # To the nearest twentieth: fonts come in whole pixels, and 0.999 would thin every line.
    _scale = round(QFontMetricsF(font).height() / _LINE_AT_100 * 20) / 20


def space(layout: QLayout, margins: Iterable[float] = (0, 0, 0, 0), gap: float = 8) -> None:
    """Give a layout its margins (left, top, right, bottom) and the gap between its parts."""
    layout.setProperty(_MEASURES, {"margins": list(margins), "gap": gap})
    _apply(layout)


def fix(widget: QWidget, width: float | None = None, height: float | None = None) -> None:
    """Fix a widget's width, height or both."""
    _remember(widget, {"fix_width": width, "fix_height": height})


def at_least(widget: QWidget, width: float | None = None, height: float | None = None) -> None:
    """Give a widget a smallest width, height or both."""
    _remember(widget, {"min_width": width, "min_height": height})


def at_most(widget: QWidget, width: float | None = None, height: float | None = None) -> None:
    """Give a widget a greatest width, height or both."""
    _remember(widget, {"max_width": width, "max_height": height})


def rescale(widgets: Iterable[QWidget]) -> None:
    """Give these widgets every measure again after the text size has changed."""
    for widget in widgets:
        _apply(widget)
        layout = widget.layout()
        if layout is not None:
            for part in (layout, *layout.findChildren(QLayout)):
                _apply(part)


def _remember(widget: QWidget, measures: dict[str, float | None]) -> None:
    known = dict(widget.property(_MEASURES) or {})
    known.update({name: value for name, value in measures.items() if value is not None})
    widget.setProperty(_MEASURES, known)
    _apply(widget)


def _apply(item: QObject) -> None:
    measures = item.property(_MEASURES)
    if not measures:
        return
    if isinstance(item, QLayout):
        item.setContentsMargins(*(px(side) for side in measures["margins"]))
        item.setSpacing(px(measures["gap"]))
    elif isinstance(item, QWidget):
        setters = {
            "fix_width": item.setFixedWidth,
            "fix_height": item.setFixedHeight,
            "min_width": item.setMinimumWidth,
            "min_height": item.setMinimumHeight,
            "max_width": item.setMaximumWidth,
            "max_height": item.setMaximumHeight,
        }
        for name, value in measures.items():
            setters[name](px(value))
