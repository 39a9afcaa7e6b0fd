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
    """Makes a page when it is wanted, never before: a page holds 1 to 7 MB."""

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
