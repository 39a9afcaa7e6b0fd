"""The pages of an open file: each is made once and kept until the file is locked."""

import time
from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QStackedWidget

from ui.page import Page, PageEntry
from ui.theme.theme import put_aside, take_look
from ui.widgets.clear_away import stop_clocks

BETWEEN_STEPS_MS = 30  # the window answers in between
LONGEST_STEP_S = 0.03


class PageShelf(QObject):
    """Makes a page when it is wanted, or ahead, while nothing else is to be done.

    A long form takes half of the time in which a person takes an answer for immediate. Made
    ahead, step by step, its first opening is as quick as the next. The others wait until they are
    wanted: a page holds 1 to 7 MB.
    """

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
        self._ahead = QTimer(self, interval=BETWEEN_STEPS_MS)
        self._ahead.timeout.connect(self._make_one)
        self._makes_ahead = False

    def __iter__(self) -> Iterator[Page]:
        """Go through the pages made so far."""
        return iter(self._pages.values())

    def get(self, page_id: str) -> Page:
        """Return a page, made and on the stack."""
        page = self._made(page_id)
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
            take_look(page)
        return page

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
        self._ahead.start()

    def make_ahead(self) -> None:
        """Begin to make the large pages that are not there yet."""
        self._makes_ahead = True
        self._ahead.start()

    def stop(self) -> None:
        """Make nothing ahead and let no page ask any more: the file is about to be locked."""
        self._ahead.stop()
        for page in self._pages.values():  # those on no stack as well
            stop_clocks(page)

    def _made(self, page_id: str) -> Page:
        if page_id not in self._pages:
            self._pages[page_id] = self._make(self._entries[page_id])
        return self._pages[page_id]

    @Slot()
    def _make_one(self) -> None:
        """Take the next step: put a page on the stack, or make one."""
        for page_id, page in self._pages.items():
            if self._stack.indexOf(page) < 0:
                self.get(page_id)
                return
        for page_id, entry in self._entries.items():
            if self._makes_ahead and entry.is_large and page_id not in self._pages:
                self._made(page_id)
                return
        self._ahead.stop()
