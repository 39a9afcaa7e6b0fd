"""Drags files over the window as the desktop does: through the window, not to a widget."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

_COPY, _LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier
_CARRIED: list[QMimeData] = []  # events name it without holding it


def carried(paths: Sequence[Path]) -> QMimeData:
    """Return what a file manager carries."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    _CARRIED.append(data)
    return data


def drag_over(target: QWidget, data: QMimeData) -> bool:
    """Come in and move over the middle of a widget; tell whether it would be taken."""
    place, window = _middle(target), target.window().windowHandle()
    enter = QDragEnterEvent(place, _COPY, data, _LEFT, _NONE)
    enter.ignore()
    QCoreApplication.sendEvent(window, enter)
    move = QDragMoveEvent(place, _COPY, data, _LEFT, _NONE)
    move.setAccepted(enter.isAccepted())  # as Qt itself does
    QCoreApplication.sendEvent(window, move)
    return enter.isAccepted() and move.isAccepted()


def drag_away(target: QWidget) -> None:
    """Leave the window without dropping."""
    QCoreApplication.sendEvent(target.window().windowHandle(), QDragLeaveEvent())


def drop(target: QWidget, paths: Sequence[Path]) -> bool:
    """Drop files on the middle of a widget; tell whether they were taken."""
    data = carried(paths)
    if not drag_over(target, data):
        return False
    event = QDropEvent(QPointF(_middle(target)), _COPY, data, _LEFT, _NONE)
    event.ignore()
    QCoreApplication.sendEvent(target.window().windowHandle(), event)
    return event.isAccepted()


def _middle(target: QWidget) -> QPoint:
    return target.mapTo(target.window(), target.rect().center())
