"""The pages of an open file: made when first wanted, and kept while somebody may miss them.

While nobody touches the program, pages that were not looked at lately are forgotten, unless
something would go with them: a form half filled in, a place in a list, a filter, an undo. Each is
made anew, as it was, in 20 to 90 ms.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QStackedWidget

from ui.page import Page, PageEntry
from ui.page_state import is_at_its_head, parts_of, what_is_set
from ui.theme.theme import put_aside, take_look
from ui.widgets.clear_away import clear_away, stop_clocks
from ui.workers.background_task import work_is_running

BETWEEN_STEPS_MS = 30  # the window answers in between
LONGEST_STEP_S = 0.03
KEPT = 4  # pages looked at last, the one in sight among them


class PageShelf(QObject):
    """Makes a page when it is wanted, never before: a page holds 1 to 7 MB."""

    forgotten = Signal(str, object)  # id, page: it is about to be deleted
    rested = Signal()  # all that nobody will miss is gone

    def __init__(
        self,
        entries: Mapping[str, PageEntry],
        make: Callable[[PageEntry], Page],
        stack: QStackedWidget,
    ) -> None:
        """Start with an empty shelf; `make` builds and connects a page, `stack` shows it."""
        super().__init__(stack)
        self._entries, self._make, self._stack = entries, make, stack
        self._pages: dict[str, Page] = {}
        self._steps = QTimer(self, interval=BETWEEN_STEPS_MS)
        self._steps.timeout.connect(self._put_one_back)
        self._resting = QTimer(self, interval=BETWEEN_STEPS_MS)
        self._resting.timeout.connect(self._forget_one)
        self._first: dict[str, tuple[object, ...]] = {}  # what was set when a page was first shown
        self._records: dict[str, Any] = {}  # what a page was last opened for
        self._gone: dict[str, Any] = {}  # the same, of those forgotten
        self._needed: set[str] = set()  # by what can still be undone

    def __iter__(self) -> Iterator[Page]:
        """Go through the pages made so far."""
        return iter(self._pages.values())

    def get(self, page_id: str) -> Page:
        """Return a page, made and on the stack."""
        if page_id not in self._pages:
            self._pages[page_id] = self._make(self._entries[page_id])
        page = self._pages[page_id]
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
            take_look(page)
        return page

    def record_of(self, page_id: str, record: Any) -> Any:
        """Return what a page is to be opened for: None opens a forgotten one as it was left."""
        before = self._gone.pop(page_id, None)
        return before if record is None else record

    def shown(self, page_id: str, record: Any) -> None:
        """Note that a page has just been shown, for this record."""
        self._resting.stop()
        page = self._pages.pop(page_id)
        self._pages[page_id] = page  # the last in order
        if record is not None:
            self._records[page_id] = record
        if page_id not in self._first and page.may_be_forgotten:
            self._first[page_id] = what_is_set(page)

    def needed_by(self, undo: Callable[[], None] | None) -> None:
        """Keep the pages that an undo may need, until there is another or none."""
        parts = parts_of(undo)
        self._needed = {
            page_id
            for page_id, page in self._pages.items()
            if any(part is page or page.isAncestorOf(part) for part in parts)
        }
        if undo is not None:
            self._needed.update([*self._pages][-KEPT:])

    def rest(self) -> None:
        """Begin to forget what nobody will miss: the program is not being used just now."""
        self._resting.start()

    def put_aside(self) -> bool:
        """Put pages out of sight aside for a short time; tell whether none is left.

        They are on the stack again when they are wanted, or one by one when nothing else is to be
        done.
        """
        end = time.perf_counter() + LONGEST_STEP_S
        shown = self._stack.currentWidget()
        for page in self._pages.values():
            if page is not shown and self._stack.indexOf(page) >= 0:
                if time.perf_counter() > end:
                    return False
                self._stack.removeWidget(page)
                put_aside(page)
        return True

    def put_back(self) -> None:
        """Begin to put back what was put aside."""
        self._steps.start()

    def stop(self) -> None:
        """Put nothing back and let no page ask any more: the file is about to be locked."""
        self._steps.stop()
        self._resting.stop()
        for page in self._pages.values():  # those on no stack as well
            stop_clocks(page)

    @Slot()
    def _put_one_back(self) -> None:
        """Take the next step: put a page back on the stack."""
        for page_id, page in self._pages.items():
            if self._stack.indexOf(page) < 0:
                self.get(page_id)
                return
        self._steps.stop()

    @Slot()
    def _forget_one(self) -> None:
        """Forget the page that was not looked at for longest; one a turn, nobody waits."""
        if work_is_running():
            return
        for page_id in [*self._pages][:-KEPT]:
            page = self._pages[page_id]
            if self._nobody_misses(page_id, page):
                self.forgotten.emit(page_id, page)
                del self._pages[page_id], self._first[page_id]
                self._gone[page_id] = self._records.pop(page_id, None)
                self._stack.removeWidget(page)
                clear_away(page, (), self)
                return
        self._resting.stop()
        self.rested.emit()

    def _nobody_misses(self, page_id: str, page: Page) -> bool:
        form = page.draft()
        return (
            page_id not in self._needed
            and page.may_be_forgotten
            and page_id in self._first
            and self._stack.indexOf(page) >= 0  # not put aside
            and page is not self._stack.currentWidget()
            and not (form is not None and form.is_dirty)
            and is_at_its_head(page)
            and self._first[page_id] == what_is_set(page)
        )
