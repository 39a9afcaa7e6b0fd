"""A desktop that locks its screen locks CaseDesk as well."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import pytest
from jeepney import DBusAddress, message_bus, new_signal
from jeepney.io.blocking import open_dbus_connection

SCREEN = DBusAddress("/x", None, "org.gnome.ScreenSaver")
LOGIN = DBusAddress("/org/freedesktop/login1", None, "org.freedesktop.login1.Manager")
LISTENS = """
from PySide6.QtCore import QCoreApplication, QTimer
from ui.workers.desktop_lock import DesktopLock

app = QCoreApplication([])
lock = DesktopLock()
lock.locked.connect(lambda: print("locked", flush=True))
lock.sleeps.connect(lambda: print("sleeps", flush=True))
QTimer.singleShot(20_000, app.quit)
QTimer.singleShot(0, lambda: print("listens", flush=True))
app.exec()
"""


@contextmanager
def running(*command: str, **env: str) -> Iterator[IO[str]]:
    """Run a program and give what it says; it is ended whatever happens."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, **env}
    ) as program:
        assert program.stdout is not None
        try:
            yield program.stdout
        finally:
            program.kill()


@pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="there is no bus to listen on")
def test_a_locked_screen_and_a_sleep_are_heard_and_their_end_is_not() -> None:
    with running("dbus-daemon", "--session", "--nofork", "--print-address") as bus:
        address = bus.readline().strip()
        says = open_dbus_connection(address)
        says.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"))
        buses = dict.fromkeys(("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS"), address)
        with running(sys.executable, "-c", LISTENS, **buses) as program:
            assert program.readline() == "listens\n"
            for begins in (False, True):
                says.send(new_signal(SCREEN, "ActiveChanged", "b", (begins,)))
            assert program.readline() == "locked\n"
            says.send(new_signal(LOGIN, "PrepareForSleep", "b", (True,)))
            assert program.readline() == "sleeps\n"
        says.close()
