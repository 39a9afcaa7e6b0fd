"""The pages of an open file: each is made once and kept until the file is locked."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QStackedWidget

from ui.page import Page, PageEntry

BETWEEN_STEPS_MS = 30  # the window answers in between


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

    def __iter__(self) -> Iterator[Page]:
        """Go through the pages made so far."""
        return iter(self._pages.values())

    def get(self, page_id: str) -> Page:
        """Return a page, made and on the stack."""
        page = self._made(page_id)
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        return page

    def make_ahead(self) -> None:
        """Begin to make the large pages that are not there yet."""
        self._ahead.start()

    def stop(self) -> None:
        """Make nothing ahead any more: the file is about to be locked."""
        self._ahead.stop()

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
            if entry.is_large and page_id not in self._pages:
                self._made(page_id)
                return
        self._ahead.stop()
