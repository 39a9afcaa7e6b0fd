"""The records looked at last, for the search palette; kept in memory until the file is locked."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from ui.frame import Frame, Place

MOST = 12


class RecentRecords(QObject):
    """Notes every record that comes in sight, by its page's title: a reference, never a name."""

    def __init__(self, frame: "Frame") -> None:
        """Watch a frame, and end with it."""
        super().__init__(frame)
        self._frame = frame
        self._seen: dict[Place, str] = {}
        frame.title_changed.connect(self._note)

    def lines(self) -> list[tuple[str, Callable[[], object]]]:
        """Return titles, the latest first, each with what opens it; not the one in sight."""
        here, open_page = self._frame.place(), self._frame.open_page
        seen = [(place, title) for place, title in reversed(self._seen.items()) if place != here]
        return [(title, partial(open_page, p.page_id, p.record)) for p, title in seen]

    @Slot(str)
    def _note(self, title: str) -> None:
        place = self._frame.place()
        if place is None or not place.record:
            return
        self._seen.pop(place, None)
        self._seen[place] = title
        while len(self._seen) > MOST:
            self._seen.pop(next(iter(self._seen)))
