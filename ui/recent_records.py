"""The records looked at last, for the search palette; kept in memory until the file is locked.

Only which records they were is kept, and the titles of their pages. Titles stand in the bar of the
window, for whoever passes and for other programs, and therefore name nobody. In the palette three
people would all be "Person": it asks who they are when it is opened, and shows name and birth date
inside the window to whoever may read records. A name that was corrected, joined or recorded in
error meanwhile is then shown as it is now, or not at all.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from ui.frame import Frame, Place

MOST = 12


class Seen(NamedTuple):
    """A record that was looked at: its page, which record, what its page is called."""

    page_id: str
    record: Any
    title: str


class RecentRecords(QObject):
    """Notes every record that comes in sight, by its page's title: a reference, never a name."""

    def __init__(self, frame: "Frame") -> None:
        """Watch a frame, and end with it."""
        super().__init__(frame)
        self._frame = frame
        self._seen: dict[Place, str] = {}
        frame.title_changed.connect(self._note)

    def seen(self) -> list[Seen]:
        """Return the records, the latest first; not the one in sight."""
        here = self._frame.place()
        return [
            Seen(place.page_id, place.record, title)
            for place, title in reversed(self._seen.items())
            if place != here
        ]

    @Slot(str)
    def _note(self, title: str) -> None:
        place = self._frame.place()
        if place is None or not place.record:
            return
        self._seen.pop(place, None)
        self._seen[place] = title
        while len(self._seen) > MOST:
            self._seen.pop(next(iter(self._seen)))
