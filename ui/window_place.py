"""Keeps the window where it can be seen: on a screen that is there."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_LEAST = 120  # pixels of the window's upper edge that a hand needs to take hold of it


def bring_onto_a_screen(window: QWidget) -> None:
    """Move a window that stands on no screen, as after one was unplugged, onto the first."""
    screens = [one.availableGeometry() for one in QGuiApplication.screens()]
    frame = window.frameGeometry()
    edge = QRect(frame.x(), frame.y(), frame.width(), _LEAST)
    if not screens or any(_is_seen(edge, room) for room in screens):
        return
    room = QGuiApplication.primaryScreen().availableGeometry()
    size = window.size().boundedTo(room.size()).expandedTo(window.minimumSize())
    window.resize(size)
    window.move(room.topLeft())


def _is_seen(edge: QRect, room: QRect) -> bool:
    shared = edge.intersected(room)
    return shared.width() >= _LEAST and shared.height() >= _LEAST // 4
