"""Finds a part of a page again after the page was built anew, perhaps with other parts.

What a part says is in another language by then, so it is known by what its page calls it
(`page.discussion.box`); only what is inside a part that has a name is known by its place there.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class PartPlace(NamedTuple):
    """Where a part is: the names that lead to it or to what it is in, and its place inside that.

    `among` is how many of its kind there were; `at` is -1 for what has a name itself.
    """

    way: tuple[Any, ...]
    kind: type[QWidget]
    at: int
    among: int


def place_of(page: QWidget, part: QWidget) -> PartPlace:
    """Return where a part of `page` is."""
    ways = _ways(page)
    kind, holder = type(part), part
    while holder is not page and id(holder) not in ways:
        above = holder.parentWidget()
        holder = page if above is None else above
    way = ways.get(id(holder), ())
    if holder is part:
        return PartPlace(way, kind, -1, 1)
    alike = _alike(holder, kind)
    return PartPlace(way, kind, alike.index(part) if part in alike else -1, len(alike))


def part_at(page: QWidget, place: PartPlace) -> QWidget | None:
    """Return the part in that place, if the page still has it and it can have the focus."""
    found: Any = page
    for step in place.way:
        found = dict(_held(page, found)).get(step)
        if found is None:
            return None
    if place.at >= 0:
        alike = _alike(found, place.kind)
        found = alike[place.at] if len(alike) == place.among else None
    if not isinstance(found, place.kind) or found is page:
        return None
    return found if found.isVisibleTo(page) and found.isEnabled() else None


def _alike(holder: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [one for one in holder.findChildren(kind) if type(one) is kind]


def _ways(page: QWidget) -> dict[int, tuple[Any, ...]]:
    """Return by which names each part is reached, the shortest way, by the id of the part."""
    ways: dict[int, tuple[Any, ...]] = {id(page): ()}
    waiting = deque[Any]([page])
    while waiting:
        one = waiting.popleft()
        for name, value in _held(page, one):
            if id(value) not in ways:
                ways[id(value)] = (*ways[id(one)], name)
                waiting.append(value)
    return ways


def _held(page: QWidget, one: Any) -> Iterator[tuple[Any, Any]]:
    """Give what an object of a page holds by name, or a list or dictionary by place or key."""
    if isinstance(one, dict):
        named = list(one.items())
    elif isinstance(one, list | tuple):
        named = list(enumerate(one))
    else:
        named = list(getattr(one, "__dict__", {}).items())
    for name, value in named:
        if isinstance(value, QWidget):
            if isValid(value) and page.isAncestorOf(value):
                yield name, value
        elif isinstance(value, list | tuple | dict) or type(value).__module__.startswith("ui."):
            yield name, value
