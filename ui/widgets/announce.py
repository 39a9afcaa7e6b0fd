"""Speaks a sentence through the screen reader without moving the focus."""

from PySide6 import QtGui
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say `text`, politely; nothing happens where none is running.

    `QAccessible` is named only here: its enumerations cost 8 ms, and forms are shown before any
    sentence is said.
    """
    if text and QtGui.QAccessible.isActive():
        QtGui.QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(widget, text))
