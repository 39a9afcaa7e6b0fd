"""A screen, a session bus and an accessibility bus of the tests' own; nothing is shown anywhere."""

import os
import signal
import subprocess
from pathlib import Path
from types import TracebackType

from tests.journeys.bus import Bus, a_part

SIZE = "1280x800x24"


class Screen:
    """Runs Xvfb and two buses until it is closed; `env` is what programs on it are started with."""

    def __init__(self, folder: Path) -> None:
        """Note where the programs find their settings: in `folder`, not in the user's home."""
        self._folder = folder
        self._running: list[subprocess.Popen[str]] = []
        self.env: dict[str, str] = {}
        self.bus_address = ""

    def __enter__(self) -> "Screen":
        """Start all of it."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        runtime = self._folder / "runtime"
        runtime.mkdir(mode=0o700, parents=True)
        home = self._folder / "home"
        home.mkdir()
        self.env = {
            **kept,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_XCB_GL_INTEGRATION": "none",
            "TZ": "Europe/London",
        }
        try:
            self.env["DISPLAY"] = self._start_screen()
            self.env["DBUS_SESSION_BUS_ADDRESS"] = self._start_bus()
            self.bus_address = self._find_accessibility_bus()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """End all of it."""
        self.close()

    def x(self, *words: str) -> str:
        """Move the mouse, press keys or ask after windows: `xdotool` on this screen."""
        command = ["xdotool", *words]
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)
        return done.stdout

    def close(self) -> None:
        """End what was started, the last first; the accessibility bus goes with the session's."""
        for one in reversed(self._running):
            os.killpg(one.pid, signal.SIGTERM)
            one.wait(timeout=10)
            if one.stdout is not None:
                one.stdout.close()
        self._running.clear()

    def _start(self, *command: str, writes_to: int = -1) -> subprocess.Popen[str]:
        keeps = (writes_to,) if writes_to >= 0 else ()
        one = subprocess.Popen(
            command,
            env=self.env,
            pass_fds=keeps,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._running.append(one)
        return one

    def _start_screen(self) -> str:
        """Let the server choose a free number and say which."""
        said, say = os.pipe()
        self._start(
            *("Xvfb", "-displayfd", str(say), "-screen", "0", SIZE, "-nolisten", "tcp"),
            writes_to=say,
        )
        os.close(say)
        with os.fdopen(said) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        return f":{number}"

    def _start_bus(self) -> str:
        started = self._start("dbus-daemon", "--session", "--nofork", "--print-address")
        assert started.stdout is not None
        address = started.stdout.readline().strip()
        assert address, "dbus-daemon did not start"
        return address

    def _find_accessibility_bus(self) -> str:
        """Ask for it, which starts it."""
        session = Bus(self.env["DBUS_SESSION_BUS_ADDRESS"])
        address = session.call(
            a_part("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus"), "GetAddress"
        )
        session.close()
        return str(address)
