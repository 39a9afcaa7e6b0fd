"""The frame around the pages of one open partnership file, and the way between them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from casedesk.dates import LONDON
from casedesk.i18n import _
from casedesk.workspace.marking import page_marking
from casedesk.workspace.model import Topic
from ui.change_bus import ChangeBus
from ui.first_sight import show_from_the_top
from ui.focus_in_sight import FocusInSight
from ui.page import Page, PageEntry
from ui.page_shelf import PageShelf
from ui.text_format import ago, clock_time
from ui.theme.units import px, space
from ui.widgets.announce import announce
from ui.widgets.marking_banner import MarkingBanner
from ui.widgets.notice_strip import (
    STAYS_MS,
    UNDO_STAYS_MS,
    Act,
    NoticeArea,
    NoticeStrip,
    Tone,
)
from ui.widgets.rail import Rail, RailItem, RailWords
from ui.widgets.status_strip import StatusStrip

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace

LOCK = "lock"
TIGHT_BELOW, NARROW_BELOW = 960, 800  # as at 100 % text: the rail has words on two lines, or none


class Place(Struct, frozen=True):
    """Where the user is: a page, and perhaps a record on it."""

    page_id: str
    record: Any = None


class Frame(QWidget):
    """Marking banner, rail, page stack and status bar; is the pages' `Navigator`.

    Pages are made when they are first opened, and kept until the file is locked.
    """

    lock_wanted = Signal()
    title_changed = Signal(str)
    undo_changed = Signal(bool)  # whether there is something to undo

    def __init__(
        self,
        workspace: "Workspace",
        bus: ChangeBus,
        entries: Sequence[PageEntry],
        parent: QWidget | None = None,
    ) -> None:
        """Build the frame; `open_page` shows the first page."""
        super().__init__(parent)
        self._workspace, self._bus = workspace, bus
        self.entries = {one.id: one for one in entries if _may(workspace, one)}
        self._asked: set[str] = set()  # pages that have asked the services once
        self._history: list[Place] = []
        self._here = -1
        self._shown: Place | None = None
        # Where the focus was when a place was left; the kind and number of a part of a page that
        # was forgotten.
        self._focused: dict[Place, QWidget | tuple[type[QWidget], int]] = {}
        self._undo: Callable[[], None] | None = None
        self._said_unwritten = False  # that views wait to be written into the trail
        self._undo_strip: NoticeStrip | None = None
        self._lasts = False  # the Undo of that strip, while what is typed saves itself
        self._undo_goes = QTimer(self, singleShot=True, interval=1)
        self._undo_goes.timeout.connect(partial(self._set_undo, None))
        self._build()
        self._fill_rail()
        bus.changed.connect(self._on_changed)

    # -- what pages ask (Navigator) --

    def open_page(self, page_id: str, record: Any = None) -> None:
        """Go to a page; unknown or not permitted, nothing happens."""
        entry = self.entries.get(page_id)
        if entry is None:
            return
        place = Place(page_id, 0 if record is None and entry.record_of else record)
        if self._here < 0 or self._history[self._here] != place:
            del self._history[self._here + 1 :]
            self._history.append(place)
            self._here += 1
        self._show(place)

    def open_command(self, page_id: str) -> None:
        """Go to a page by its command; a form takes over the record in sight (see `PageEntry`)."""
        entry, here = self.entries.get(page_id), self.place()
        pages = [] if entry is None else entry.record_of.split()
        if here is None or here.page_id not in pages:
            self.open_page(page_id)
        else:
            self.open_page(page_id, here.record if len(pages) == 1 else (here.page_id, here.record))

    def back(self) -> None:
        """Go one step back in the history."""
        if self._here > 0:
            self._here -= 1
            self._show(self._history[self._here], returning=True)

    def forward(self) -> None:
        """Go one step forward in the history."""
        if self._here + 1 < len(self._history):
            self._here += 1
            self._show(self._history[self._here], returning=True)

    def show_notice(
        self,
        text: str,
        *,
        detail: str = "",
        tone: Tone = Tone.INFO,
        undo: Callable[[], None] | None = None,
        lasts: bool = False,
        acts: tuple[Act, ...] = (),
        goes: bool = False,
    ) -> None:
        """Show a strip below the heading of the page in sight."""
        if undo is not None:  # else the last change can still be taken back
            self._set_undo(undo)
            acts = (*acts, (_("Undo"), self.undo))
        strip = NoticeStrip(text, detail=detail, tone=tone, acts=acts)
        if undo is not None:
            self._undo_strip, self._lasts = strip, lasts
        stays = UNDO_STAYS_MS if undo or goes else STAYS_MS
        asks = tone in {Tone.WARN, Tone.STOP} or (acts and undo is None and not goes)
        self.notices.show_strip(strip, 0 if asks else stays)

    def show_saved(self, undo: Callable[[], None] | None = None, *, typed: bool = False) -> None:
        """Say in the status bar that something was saved just now; Edit > Undo takes it back."""
        if typed and self._undo_goes.isActive():
            self._undo_goes.stop()  # what saved itself leaves it on offer
        elif undo is not None:
            self._set_undo(undo)
        self.status.show_saved(clock_time(self._workspace.clock(), seconds=True))

    # -- what the window asks --

    @property
    def page(self) -> Page | None:
        """Return the page in sight."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def place(self) -> Place | None:
        """Return where the user is, to come back to after unlocking."""
        return self._history[self._here] if self._here >= 0 else None

    def undo(self) -> None:
        """Take back the last change, if it can be."""
        undo = self._undo
        self._set_undo(None)
        if undo is not None:
            self.save_drafts()  # what is half typed counts as changed since
            undo()

    def save_drafts(self) -> bool:
        """Save what is half typed on every page; tell whether all of it could be."""
        forms = [form for page in self.shelf if (form := page.draft()) is not None]
        for form in forms:
            form.save_now()
        return not any(form.is_dirty for form in forms)

    def say_work_goes_on(self) -> None:
        """Say why the window does not close, or its language stays."""
        text = _("CaseDesk is still at work. Wait until it has ended, or cancel it first.")
        self.show_notice(text, tone=Tone.WARN)

    def say_drafts_would_be_lost(self, close: Callable[[], None]) -> None:
        """Say why the window does not close; `close` is what the button does."""
        self.show_notice(
            _("What is half typed could not be saved. Free some space and close again."),
            tone=Tone.STOP,
            acts=((_("Close and lose it"), close),),
        )

    def say_it_locks_soon(self, stay: Callable[[], None], over: SignalInstance) -> None:
        """Warn a minute before locking; `stay` is what the button does.

        Once `over` is emitted, somebody is there again and the warning goes: not at once, for the
        hand may be on its way to the button.
        """
        text = _("CaseDesk locks itself in less than a minute. Nothing typed is lost.")
        strip = NoticeStrip(text, tone=Tone.WARN, acts=((_("Stay unlocked"), stay),))
        over.connect(strip.go_soon)
        self.notices.show_strip(strip, 0)

    def show_backup(self, last: str, *, missed: bool = False) -> None:
        """Say in the status bar when the last backup was made on this computer, if ever.

        `last` is a moment in ISO form, as the settings hold it, or empty; `missed`: there was to
        be one since.
        """
        when = ""
        if last:
            day = datetime.fromisoformat(last).astimezone(LONDON).date()
            when = ago(day, self._workspace.today())
        self.status.show_backup(when, missed=missed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = RailWords.TIGHT if self.width() < px(TIGHT_BELOW) else RailWords.WHOLE
        self.rail.set_words(RailWords.NONE if self.width() < px(NARROW_BELOW) else words)

    def _build(self) -> None:
        self.setObjectName("frame")
        self.banner = MarkingBanner()
        self.rail = Rail()
        self.rail.chosen.connect(self._on_rail)
        self.stack = QStackedWidget()
        FocusInSight(self.stack)
        self.shelf = PageShelf(self.entries, self._make, self.stack)
        self.shelf.forgotten.connect(self._on_forgotten)
        self.notices = NoticeArea()
        self.status = StatusStrip()
        self._show_names()
        middle = QHBoxLayout()
        space(middle, gap=0)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        space(column, gap=0)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        column.addWidget(self.status)

    def _show_names(self) -> None:
        """Say how this file is marked, whose it is and who is at work; each may change."""
        file, user = self._workspace.file, self._workspace.user
        marking = page_marking(self._workspace).text
        self.banner.show_marking(marking, file.organisation, practice=file.is_practice)
        self.status.show_user(user.name, user.role_title)

    def _fill_rail(self) -> None:
        on_rail = [one for one in self.entries.values() if one.on_rail]
        above = [RailItem(one.id, one.title(), one.icon) for one in on_rail if not one.below_line]
        below = [RailItem(one.id, one.title(), one.icon) for one in on_rail if one.below_line]
        lock = RailItem(LOCK, _("Lock"), "lock")
        self.rail.show_items([*above, RailItem(""), *below, lock])
        self._to_count = on_rail  # one in each turn: nobody waits for all before the first page
        self._counting = QTimer(self, interval=1)
        self._counting.timeout.connect(self._count_next)
        self._counting.start()

    @Slot()
    def _count_next(self) -> None:
        if self._to_count:
            self._count(self._to_count.pop(0))
        else:
            self._counting.stop()

    def _count(self, entry: PageEntry) -> None:
        if entry.count is not None:
            count = entry.count(self._workspace)
            shown = (count.count, count.spoken) if count is not None else (0, "")
            self.rail.items.set_count(entry.id, *shown)

    def _show(self, place: Place, *, returning: bool = False) -> None:
        """Show a place; `returning` puts the focus where it was when the place was left."""
        before = self.page
        self._note_focus(before)
        self._shown = place
        form = before.draft() if before is not None else None
        if form is not None:
            form.save_now()
        entry = self.entries[place.page_id]
        page = self.shelf.get(entry.id)
        record = self.shelf.record_of(entry.id, place.record)
        if record is not None:
            page.open_record(record)
        if entry.id not in self._asked:
            self._asked.add(entry.id)
            page.refresh()
            page.is_up_to_date()
        page.notice_slot.addWidget(self.notices)
        self.stack.setCurrentWidget(page)
        self.rail.mark(entry.under or entry.id)
        self._on_title_changed()
        first = (self._left_at(place) if returning else None) or page.first_focus()
        if first is not None:
            if not returning and (page is not before or first is not QApplication.focusWidget()):
                show_from_the_top(page, first)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(page, page.heading.spoken())
        self.shelf.shown(entry.id, record)
        self._say_views_wait()

    def _say_views_wait(self) -> None:
        """Warn once that what is opened cannot be written into the audit trail just now."""
        wait = bool(self._workspace.unwritten_views)
        if wait and not self._said_unwritten:
            self.show_notice(
                _("The disk is full: you can go on reading, but nothing can be saved."),
                detail=_(
                    "What you open is noted and goes into the audit trail once there is room. "
                    "Free some space before you lock or close CaseDesk."
                ),
                tone=Tone.WARN,
            )
        self._said_unwritten = wait

    def _note_focus(self, page: Page | None) -> None:
        """Remember what has the focus on the page that is left."""
        focused = QApplication.focusWidget()
        if self._shown is not None and page is not None and focused is not None:
            if page.isAncestorOf(focused):
                self._focused[self._shown] = focused
            else:
                self._focused.pop(self._shown, None)

    def _left_at(self, place: Place) -> QWidget | None:
        """Return what had the focus when a place was left, if it can still take it."""
        focused = self._focused.get(place)
        if isinstance(focused, tuple) and self.page is not None:
            kind, number = focused
            focused = next(iter(self.page.findChildren(kind)[number:]), None)
        if not isinstance(focused, QWidget) or not isValid(focused):
            return None
        fits = focused.isVisible() and focused.isEnabled()
        return focused if fits and self.isAncestorOf(focused) else None

    def _make(self, entry: PageEntry) -> Page:
        page = entry.build(self._workspace, self._bus, self)
        page.title_changed.connect(self._on_title_changed)
        return page

    def _set_undo(self, undo: Callable[[], None] | None) -> None:
        self._undo_goes.stop()
        strip, self._undo_strip = self._undo_strip, None
        if strip is not None and isValid(strip):
            strip.dismiss()  # its Undo would take back another change by now
        self._undo = undo
        self.shelf.needed_by(undo)
        self.undo_changed.emit(undo is not None)

    @Slot(str, object)
    def _on_forgotten(self, page_id: str, page: Page) -> None:
        self._asked.discard(page_id)
        for place, focused in self._focused.items():
            if isinstance(focused, QWidget) and isValid(focused) and page.isAncestorOf(focused):
                kind = type(focused)
                self._focused[place] = kind, page.findChildren(kind).index(focused)

    @Slot(str)
    def _on_rail(self, item_id: str) -> None:
        if item_id == LOCK:
            self.lock_wanted.emit()
        else:
            self.open_page(item_id)

    @Slot()
    def _on_title_changed(self) -> None:
        page = self.page
        if page is not None:
            self.title_changed.emit(page.title())

    @Slot(frozenset)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        strip = self._undo_strip
        if self._lasts and strip is not None and isValid(strip) and not strip.isHidden():
            self._undo_goes.start()  # whoever saved says in this turn what it was
        else:
            self._set_undo(None)  # only the last change can be taken back
        self.show_saved()
        if Topic.FILE in topics:
            self._show_names()
        for entry in self.entries.values():
            if entry.on_rail and entry.count_topics & topics:
                self._count(entry)


def open_first_page(frame: Frame, place: Place | None) -> None:
    """Open the place where the user was before locking; else, or if it is gone, the first page."""
    if place is None or place.page_id not in frame.entries:  # the role may be another now
        place = Place(next(iter(frame.entries), ""))
    frame.open_page(place.page_id, place.record)


def _may(workspace: "Workspace", entry: PageEntry) -> bool:
    return entry.permission is None or workspace.may(entry.permission)
