"""Hears from the desktop that its screen was locked, or that the computer goes to sleep.

Only desktops with D-Bus tell it; elsewhere, and where there is no bus, nothing is heard, and
`IdleClock` notices after a sleep that time has gone by.
"""

import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

_LOGIN = "org.freedesktop.login1"
_SCREEN_LOCKS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


class DesktopLock(QObject):
    """Tells that nobody sits there any more: the desktop itself has said so."""

    locked = Signal()
    sleeps = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Listen from now on."""
        super().__init__(parent)
        if sys.platform != "linux":
            return
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - once a file is open

        # PySide6 takes the text of SLOT and refuses bytes, which its annotations want.
        slot: Any = SLOT("on_begins(bool)")
        session = QDBusConnection.sessionBus()
        for name in _SCREEN_LOCKS:
            session.connect("", "", name, "ActiveChanged", self, slot)
        system = QDBusConnection.systemBus()
        place = (_LOGIN, "/org/freedesktop/login1", f"{_LOGIN}.Manager", "PrepareForSleep")
        sleep: Any = SLOT("on_sleeps(bool)")
        system.connect(*place, self, sleep)

    @Slot(bool)
    def on_begins(self, begins: bool) -> None:
        """Hear that a lock begins or, with False, ends."""
        if begins:
            self.locked.emit()

    @Slot(bool)
    def on_sleeps(self, begins: bool) -> None:
        """Hear that the computer is about to sleep or, with False, is awake again."""
        if begins:
            self.sleeps.emit()
