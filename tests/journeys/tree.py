"""What a screen reader can know of a program: parts with role, name, states and text."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

from jeepney import DBusAddress, MatchRule
from jeepney.low_level import HeaderFields
from msgspec import Struct, field

from tests.journeys.bus import REGISTRY, Bus, CallError, a_part, daemon

ROOT = "/org/a11y/atspi/accessible/root"
A11Y = "org.a11y.atspi."
MOST_CHILDREN = 300  # of one table; the first are enough to read what stands in it
PASSWORD_TEXT = 40  # AtspiRole
STARTS, PAUSE = 20, 0.1  # seconds
# Numbers of AtspiStateType.
STATES = {
    4: "checked", 7: "editable", 8: "enabled", 9: "expandable", 10: "expanded", 11: "focusable",
    12: "focused", 16: "modal", 23: "selected", 25: "showing", 43: "read only",
}  # fmt: skip

Place = tuple[str, str]  # name on the bus, path of the object


class Part(Struct):
    """One control, text or area; what a screen reader says when it comes to it."""

    place: Place
    role: str
    name: str
    description: str
    states: frozenset[str]
    inside: list["Part"] = field(default_factory=list)

    def walk(self) -> Iterator["Part"]:
        """Yield this part and all inside it, in the order of reading."""
        yield self
        for one in self.inside:
            yield from one.walk()

    def __str__(self) -> str:
        """Return one line for a report."""
        states = " ".join(sorted(self.states - {"enabled", "showing", "focusable"}))
        told = f" ({self.description})" if self.description else ""
        return f"{self.role} {self.name!r}{told} {states}"


class Tree:
    """Looks at one program through the accessibility bus, and hears what it announces."""

    def __init__(self, address: str) -> None:
        """Connect as a screen reader does, and say that announcements are wanted."""
        self.bus = Bus(address)
        registry = a_part(REGISTRY, "/org/a11y/atspi/registry", f"{A11Y}Registry")
        for event, member in (
            ("object:announcement", "Announcement"),
            ("object:state-changed:focused", "StateChanged"),
        ):
            self._ask_patiently(registry, "RegisterEvent", "sass", event, [], "")
            rule = MatchRule(type="signal", interface=f"{A11Y}Event.Object", member=member)
            if member == "StateChanged":
                rule.add_arg_condition(0, "focused")
            self.bus.call(daemon(), "AddMatch", "s", rule.serialise())
        self.program = ""
        self._said: list[str] = []
        self._focus: Place | None = None

    def find_program(self, process: int) -> bool:
        """Look for the program of this process; tell whether it is there."""
        for name, _path in self._children([(REGISTRY, ROOT)])[0]:
            try:
                pid = self.bus.call(daemon(), "GetConnectionUnixProcessID", "s", name)
            except CallError:  # it is only just coming, or going
                continue
            if pid == process:
                self.program = name
                return True
        return False

    def look(self) -> list[Part]:
        """Return everything that is in sight, in the order of reading."""
        for _turn in range(20):
            try:
                return self._look()
            except CallError:  # something went away while it was looked at
                continue
        return self._look()

    def announced(self) -> list[str]:
        """Return all that was announced since the program was started, the oldest first."""
        self._hear()
        return list(self._said)

    def focus(self) -> Part | None:
        """Return the part that said last that it has the focus; None if it has it no more."""
        self._hear()
        part = self.again(self._focus) if self._focus is not None else None
        return part if part is not None and "focused" in part.states else None

    def again(self, place: Place) -> Part | None:
        """Look at a part once more; None if it is gone."""
        try:
            return self._parts([place])[0]
        except CallError:
            return None

    def label(self, part: Part) -> str:
        """Return the name of what labels a part; Qt names a drop-down list by its value alone."""
        labels = [to for kind, to in self._ask(part, "Accessible", "GetRelationSet") if kind == 2]
        places = [place for found in labels for place in found]
        return " ".join(one.name for one in self._parts(places))

    def text(self, part: Part) -> str:
        """Return what stands in a text box."""
        return str(self._ask(part, "Text", "GetText", "ii", 0, -1))

    def value(self, part: Part) -> float:
        """Return where a bar or a spin box stands."""
        properties = a_part(*part.place, "org.freedesktop.DBus.Properties")
        answer = self.bus.call(properties, "Get", "ss", f"{A11Y}Value", "CurrentValue")
        return float(answer[1])

    def press(self, part: Part) -> None:
        """Do the first thing that can be done with a part: press, toggle, open its menu."""
        names = [one[0] for one in self._ask(part, "Action", "GetActions")]
        acts = [number for number, name in enumerate(names) if name != "SetFocus"]
        assert acts, f"nothing can be done with {part}"
        assert self._ask(part, "Action", "DoAction", "i", acts[0])

    def grab(self, part: Part) -> None:
        """Put the focus on a part."""
        assert self._ask(part, "Component", "GrabFocus"), f"no focus for {part}"

    def close(self) -> None:
        """Stop looking."""
        self.bus.close()

    def _hear(self) -> None:
        """Take in what was said unasked: announcements, and where the focus went."""
        self.bus.listen()
        while self.bus.signals:
            signal = self.bus.signals.popleft()
            fields = signal.header.fields
            member = fields.get(HeaderFields.member)
            if member == "Announcement":
                self._said.append(str(signal.body[3][1]))
            elif (member, *signal.body[:2]) == ("StateChanged", "focused", 1):
                self._focus = (fields[HeaderFields.sender], fields[HeaderFields.path])

    def _ask_patiently(self, to: DBusAddress, method: str, signature: str, *given: Any) -> None:
        """Ask again of what is only just starting: it may go away and come back once."""
        for _turn in range(STARTS):
            try:
                self.bus.call(to, method, signature, *given)
            except CallError:
                time.sleep(PAUSE)
            else:
                return
        self.bus.call(to, method, signature, *given)

    def _ask(
        self, part: Part, interface: str, method: str, signature: str = "", *given: Any
    ) -> Any:
        return self.bus.call(_of(part.place, interface), method, signature, *given)

    def _look(self) -> list[Part]:
        """Go down level by level, past what is not in sight."""
        windows = self._showing(self._children([(self.program, ROOT)])[0])
        seen = level = self._parts(windows)
        while level:
            inside = self._children([part.place for part in level])
            kept = [places[:MOST_CHILDREN] for places in inside]
            showing = set(self._showing([place for places in kept for place in places]))
            found = {one.place: one for one in self._parts(list(showing))}
            for part, places in zip(level, kept, strict=True):
                part.inside = [found[place] for place in places if place in found]
            level = list(found.values())
        return [part for window in seen for part in window.walk()]

    def _showing(self, places: Sequence[Place]) -> list[Place]:
        states = self.bus.call_all([(_of(p, "Accessible"), "GetState", "", ()) for p in places])
        known = zip(places, states, strict=True)
        return [place for place, words in known if "showing" in _states(words)]

    def _children(self, places: Sequence[Place]) -> list[list[Place]]:
        return self.bus.call_all([(_of(p, "Accessible"), "GetChildren", "", ()) for p in places])

    def _parts(self, places: Sequence[Place]) -> list[Part]:
        calls: list[tuple[DBusAddress, str, str, Sequence[object]]] = []
        for place in places:
            about = _of(place, "Accessible")
            properties = a_part(*place, "org.freedesktop.DBus.Properties")
            calls += [
                (about, "GetRole", "", ()),
                (about, "GetRoleName", "", ()),
                (about, "GetState", "", ()),
                (properties, "Get", "ss", (about.interface, "Name")),
                (properties, "Get", "ss", (about.interface, "Description")),
            ]
        answers = self.bus.call_all(calls)
        return [
            Part(place, _role(number, role), name[1], told[1], _states(bits))
            for place, number, role, bits, name, told in zip(
                places, *(answers[start::5] for start in range(5)), strict=True
            )
        ]


def _of(place: Place, interface: str) -> DBusAddress:
    return a_part(*place, f"{A11Y}{interface}")


def _role(number: int, name: str) -> str:
    """Return what kind of part it is; Qt names a box for a passphrase like any other."""
    return "password text" if number == PASSWORD_TEXT else name


def _states(words: Sequence[int]) -> frozenset[str]:
    low, high = words
    bits = low | high << 32
    return frozenset(name for number, name in STATES.items() if bits >> number & 1)
