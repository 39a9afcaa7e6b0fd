"""A D-Bus connection that asks many things at once and keeps the signals that come between."""

import time
from collections import deque
from collections.abc import Sequence
from typing import Any

from jeepney import DBusAddress, Message, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import HeaderFields

REGISTRY = "org.a11y.atspi.Registry"
PATIENCE = 60.0  # seconds; the machine of the tests may be busy
QUIET = 0.005  # seconds without a word, after which there is nothing more to hear


class CallError(Exception):
    """Another program answered with an error, such as: this control is gone."""


class Bus:
    """Calls methods of other programs; `signals` holds what they said unasked."""

    def __init__(self, address: str) -> None:
        """Connect to the bus at an address."""
        self._connection: DBusConnection = open_dbus_connection(address)
        self.signals: deque[Message] = deque()

    def call(self, address: DBusAddress, method: str, signature: str = "", *given: Any) -> Any:
        """Ask one thing and return the first value of the answer."""
        return self.call_all([(address, method, signature, given)])[0]

    def call_all(self, calls: Sequence[tuple[DBusAddress, str, str, Sequence[Any]]]) -> list[Any]:
        """Ask many things and return the first value of each answer, in order.

        Raises:
            CallError: one of them was refused.
        """
        waiting: dict[int, int] = {}
        for place, (address, method, signature, given) in enumerate(calls):
            message = new_method_call(address, method, signature or None, tuple(given))
            serial = next(self._connection.outgoing_serial)
            self._connection.send(message, serial=serial)
            waiting[serial] = place
        answers: list[Any] = [None] * len(calls)
        refused = ""
        while waiting:
            answer = self._connection.receive(timeout=PATIENCE)
            place = waiting.pop(answer.header.fields.get(HeaderFields.reply_serial, 0), -1)
            if place < 0:
                self.signals.append(answer)
            elif answer.header.message_type is MessageType.error:
                refused = str(answer.body)
            elif answer.body:
                answers[place] = answer.body[0]
        if refused:
            raise CallError(refused)
        return answers

    def listen(self) -> None:
        """Take in all that was said unasked until now."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.signals.append(self._connection.receive(timeout=QUIET))
            except TimeoutError:
                return

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()


def a_part(name: str, path: str, interface: str) -> DBusAddress:
    """Return the address of one interface of an object."""
    return DBusAddress(path, bus_name=name, interface=interface)


def daemon(interface: str = "org.freedesktop.DBus") -> DBusAddress:
    """Return the address of the bus itself."""
    return a_part("org.freedesktop.DBus", "/org/freedesktop/DBus", interface)
