"""The one window: unlock page or frame, menus, theme and text size, locking and closing."""

from collections.abc import Callable, Sequence
from operator import methodcaller
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from casedesk.i18n import _
from casedesk.settings import Settings
from ui.look_change import LookChange
from ui.theme.icons import draw_waiting
from ui.theme.look import LARGEST_TEXT, SMALLEST_TEXT, palette
from ui.theme.theme import apply_theme, desktop_palette, dress

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from casedesk.workspace.workspace import Workspace
    from ui.change_bus import ChangeBus
    from ui.frame import Frame, Place
    from ui.page import PageEntry

LOOK_AGAIN_MS = 20  # whether work has ended
SMALLEST_SIZE, FIRST_SIZE = (1024, 640), (1280, 800)


class MainWindow(QMainWindow):
    """Shows a gate (first run, unlock) or, for an open file, the frame with its pages.

    Whoever puts the program together calls `show_gate(page)` and, once a file is open,
    `open_workspace(workspace, entries)`; on `lock_wanted` it calls `close_workspace`, locks the
    file and shows the gate again. `registry.add(Command(...), act)` makes further commands known;
    add them before `open_workspace`.
    """

    lock_wanted = Signal()  # by hand, from the rail, or because nobody touched anything
    closing = Signal()  # drafts are saved; the file is to be locked now
    closes_later = Signal()  # what is under way without an open file ends first
    settings_changed = Signal()
    completed = Signal()  # the first paint is over, and what could wait for it is made
    frame: "Frame | None" = None  # of the class: Qt tells of changes before and after `__init__`

    def __init__(
        self, app: QApplication, settings: Settings, keep: Callable[[Settings], None]
    ) -> None:
        """Build the empty window; `keep` stores changed settings."""
        super().__init__()
        dress(self)
        self._app, self.settings, self._keep = app, settings, keep
        self.bus: ChangeBus | None = None
        self._look = LookChange(self._take_look, self)
        self._layers = QStackedWidget()
        self.setCentralWidget(self._layers)
        self.setMinimumSize(*SMALLEST_SIZE)
        self.resize(*FIRST_SIZE)
        self.setWindowTitle("CaseDesk")
        self._warned = self._is_complete = self._may_lose = False
        self.may_close: Callable[[], bool] = lambda: True  # false: it is closed once that has ended

    def show_gate(self, gate: QWidget) -> None:
        """Show the unlock or first-run page; nothing else is in the window."""
        self._take_out_all()
        self._layers.addWidget(gate)
        self._layers.setCurrentWidget(gate)
        if self._is_complete:
            self._let_scroll(gate)
        gate.setFocus()  # each gate names its first field as proxy
        self.setWindowTitle("CaseDesk")

    def open_workspace(
        self, workspace: "Workspace", entries: "Sequence[PageEntry]", place: "Place | None" = None
    ) -> "Frame":
        """Show the frame of an open file with a page in it.

        Args:
            workspace: the open file.
            entries: the pages, as in `ui/navigation.py`; the first is opened.
            place: where the user was before locking.
        """
        from ui.frame import open_first_page  # noqa: PLC0415 - not before the first paint

        frame = self.show_frame(workspace, entries)
        open_first_page(frame, place)
        return frame

    def show_frame(self, workspace: "Workspace", entries: "Sequence[PageEntry]") -> "Frame":
        """Show the frame of an open file; `open_first_page` belongs into one of the next turns."""
        from ui.arrival_drop import ArrivalDrop  # noqa: PLC0415 - not before the first paint
        from ui.change_bus import ChangeBus  # noqa: PLC0415 - the same
        from ui.frame import Frame  # noqa: PLC0415 - the same
        from ui.search_palette import SearchOnDemand  # noqa: PLC0415 - the same
        from ui.window_commands import add_page_commands, add_tour  # noqa: PLC0415 - the same

        self.complete()
        self._take_out_all()
        self.bus = ChangeBus(workspace, self)
        self.frame = frame = Frame(workspace, self.bus, entries)
        frame.lock_wanted.connect(self.lock_wanted)
        frame.title_changed.connect(self._on_title_changed)
        frame.title_changed.connect(self._idle.stir)
        frame.shelf.rested.connect(self._give_back)
        frame.undo_changed.connect(self.registry.action("edit.undo").setEnabled)
        add_page_commands(self.registry, frame)
        add_tour(workspace, self.bus, self.registry, frame)
        SearchOnDemand(workspace, self.registry, frame)
        self._open = (workspace, entries)
        self.registry.permit(workspace.may)
        self.registry.action("edit.undo").setEnabled(False)
        self.registry.fill(self.menuBar())
        self.menuBar().show()
        self._layers.addWidget(frame)
        self._layers.setCurrentWidget(frame)
        ArrivalDrop(frame)  # it stands in the window now
        missed = workspace.file.file_id in self.settings.missed_backups
        frame.show_backup(self.settings.last_backups.get(workspace.file.file_id, ""), missed=missed)
        self._idle.start()
        return frame

    def close_workspace(self) -> "Place | None":
        """End all work, save drafts, take everything of the file out; say where the user was."""
        from ui.workers.background_task import stop_all_work  # noqa: PLC0415 - the store is open

        if self.frame is None:
            return None
        stop_all_work()  # an import that is stopped leaves no trace
        self._idle.stop()
        self._look.end()
        self.frame.shelf.stop()
        self.frame.save_drafts()
        place = self.frame.place()
        for entry in self.frame.entries.values():
            self.registry.remove(f"page.{entry.id}")
        for command_id in ("go.search", "help.tour"):
            self.registry.remove(command_id)
        self.registry.permit(None)
        self.menuBar().hide()
        self._take_out_all()
        self.frame, self.bus = None, None
        self.setWindowTitle("CaseDesk")
        return place

    def choose(self, name: str, value: str | int) -> None:
        """Apply a setting at once, and offer to take it back."""
        from ui.setting_choice import choose  # noqa: PLC0415 - after the first paint

        choose(self, name, value)

    def set_theme(self, theme: str) -> None:
        """Show another theme from now on."""
        self.settings.theme = theme
        self.registry.action(f"view.{theme}").setChecked(True)
        self._apply_look()

    def set_locking(self, *, minutes: int, when_minimised: bool) -> None:
        """Lock after this time without a touch, and with the window minimised or not."""
        self.settings.lock_after_minutes = minutes
        self.settings.lock_when_minimised = when_minimised
        self._idle.set_limit(minutes)
        self._keep_settings()

    def show_again(self) -> None:
        """Draw menus and pages anew, as in another language; what is half typed stays.

        So does the focus, where the page still has that part; else it is where the page begins.
        """
        from ui.same_part import part_at, place_of  # noqa: PLC0415 - after the first paint

        self._keep_settings()
        self.registry.name_again()
        focused = self.focusWidget()
        page = self.frame.page if self.frame is not None else None
        where = None
        if page is not None and focused is not None and page.isAncestorOf(focused):
            where = place_of(page, focused)
        place = self.close_workspace()
        if place is None:
            return
        page = self.open_workspace(*self._open, place).page
        part = None if page is None or where is None else part_at(page, where)
        if part is not None:
            part.setFocus()

    def set_text_percent(self, percent: int) -> None:
        """Show text in another size from now on, 100 to 200."""
        self.settings.text_percent = max(SMALLEST_TEXT, min(LARGEST_TEXT, percent))
        self._apply_look()

    def change_text_size(self, step: int | None) -> None:
        """Make text larger or smaller by a step in per cent; None: as at first."""
        self.set_text_percent(100 if step is None else self.settings.text_percent + step)

    def ask_frame(self, act: "Callable[[Frame], object]") -> None:
        """Let the frame do something, if a file is open."""
        if self.frame is not None:
            act(self.frame)

    def lock(self) -> None:
        """Ask for the lock, as Ctrl+L and the rail do."""
        self.lock_wanted.emit()

    def undo(self) -> None:
        """Take back the last change, if it can be."""
        self.ask_frame(methodcaller("undo"))

    def save(self) -> None:
        """Save what the page in sight is for; at least its draft."""
        page = self.frame.page if self.frame else None
        if self.frame is not None and (page is None or not page.save()):
            self.frame.save_drafts()

    def paintEvent(self, event: "QPaintEvent") -> None:
        super().paintEvent(event)
        if not self._is_complete:
            QTimer.singleShot(0, self.complete)

    def changeEvent(self, event: "QEvent") -> None:
        super().changeEvent(event)
        # Not asked which change: a file that is opened while the window is minimised names it.
        # Nor locked here: Qt is in the middle of telling all its widgets.
        if self.frame is not None and self.settings.lock_when_minimised and self.isMinimized():
            QTimer.singleShot(1, self, self._lock_minimised)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Take Tab as one reads, wherever a part was made last; see `reading_order`."""
        from ui.widgets.reading_order import go_on, scroll_to_focus  # noqa: PLC0415 - when needed

        here, focused = self._layers.currentWidget(), self.focusWidget()
        # Qt asks also while what has the focus is deleted; half of a part may be gone then.
        if here is None or focused is None or not focused.isVisible():
            return super().focusNextPrevChild(forward)
        moved = go_on(here, focused, forward=forward) or super().focusNextPrevChild(forward)
        scroll_to_focus()
        return moved

    def closeEvent(self, event: "QCloseEvent") -> None:
        from ui.widgets.clear_away import stop_clocks  # noqa: PLC0415 - after the first paint
        from ui.workers.background_task import (  # noqa: PLC0415 - the same
            cancel_all_work,
            stop_all_work,
            work_is_running,
        )

        if self.frame is None and not self.may_close():
            event.ignore()
            return
        if self.frame is None and work_is_running():
            event.ignore()  # a file that is opened or made meanwhile is to be locked as well
            cancel_all_work()
            if self._layers.isEnabled():
                self._layers.setEnabled(False)
                self.closes_later.emit()
            QTimer.singleShot(LOOK_AGAIN_MS, self, self.close)
            return
        if self.frame is not None:
            self._layers.setEnabled(True)  # it opened meanwhile, and may ask to stay open
            if work_is_running(to_wait_for=True):
                event.ignore()
                self.frame.say_work_goes_on()
                return
            if not self.frame.save_drafts() and not self._may_lose:
                event.ignore()
                self.frame.say_drafts_would_be_lost(self._close_and_lose)
                return
            stop_all_work()  # what is merely counted or shown may be dropped
            if not self.may_close():
                event.ignore()
                return
            self.frame.shelf.stop()
            stop_clocks(self.frame)  # what they begin asks the store, which is locked now
            self._idle.stop()
        self.closing.emit()
        event.accept()

    def _let_scroll(self, gate: QWidget) -> None:
        """Let a low window with large text reach all of a gate; its focus stays."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 - not before the first paint
        from PySide6.QtWidgets import QFrame, QScrollArea  # noqa: PLC0415 - the same

        focused = self.focusWidget()
        area = QScrollArea()
        area.setViewport(QWidget())  # for one that Qt made, PySide6 makes all kinds of widgets
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        gate.setObjectName("scrolled")
        self._layers.addWidget(area)
        area.setWidget(gate)
        self._layers.setCurrentWidget(area)
        inside = focused is not None and gate.isAncestorOf(focused)
        (focused if inside and focused is not None else gate).setFocus()

    @Slot()
    def _lock_minimised(self) -> None:
        if self.frame is not None and self.isMinimized():
            self.lock_wanted.emit()

    def _close_and_lose(self) -> None:
        self._may_lose = True
        self.close()

    def _take_out_all(self) -> None:
        while (widget := self._layers.currentWidget()) is not None:
            from ui.widgets.clear_away import clear_away  # noqa: PLC0415 - after the first paint

            self._layers.removeWidget(widget)
            pages = [*self.frame.shelf] if widget is self.frame and self.frame else []
            clear_away(widget, pages, self)

    @Slot()
    def complete(self) -> None:
        """Make what the first paint does not need: icons, menus, focus ring, idle clock."""
        if self._is_complete:
            return
        from ui.action_registry import ActionRegistry  # noqa: PLC0415 - after the first paint
        from ui.second_click import SecondClick  # noqa: PLC0415 - the same
        from ui.widgets.focus_ring import FocusRing  # noqa: PLC0415 - the same
        from ui.window_commands import add_window_commands  # noqa: PLC0415 - the same
        from ui.workers.idle_clock import IdleClock  # noqa: PLC0415 - the same

        self._is_complete = True
        draw_waiting()
        gate = self._layers.currentWidget()
        if gate is not None:
            self._let_scroll(gate)
        self.menuBar().setNativeMenuBar(False)
        self.menuBar().hide()
        self._app.styleHints().colorSchemeChanged.connect(self._on_desktop_changed)
        self._app.screenRemoved.connect(self._on_screen_removed)
        self.registry = ActionRegistry(self)
        self._ring = FocusRing(self)
        SecondClick(self._app, self)
        self._idle = IdleClock(self._app, self.settings.lock_after_minutes, self)
        self._idle.over.connect(self.lock_wanted)
        self._idle.minutes_left.connect(self._on_minutes_left)
        self._idle.warned.connect(self._on_idle_warned)
        self._idle.touched_again.connect(self._on_touched_again)
        self._idle.rested.connect(self._on_rested)
        add_window_commands(self.registry, self)
        if self.settings.theme == "system" and desktop_palette(self._app) != palette():
            self._on_desktop_changed()
        self.completed.emit()

    def _apply_look(self) -> None:
        self._look.begin(self.frame)
        self._keep_settings()

    def _take_look(self) -> None:
        apply_theme(self._app, self.settings.theme, self.settings.text_percent)

    def _keep_settings(self) -> None:
        self._keep(self.settings)
        self.settings_changed.emit()

    @Slot(str)
    def _on_title_changed(self, title: str) -> None:
        self.setWindowTitle(_("{page} – CaseDesk").format(page=title))

    @Slot()
    def _on_desktop_changed(self) -> None:
        if self.settings.theme == "system":
            self._look.begin(self.frame)

    @Slot()
    def _on_screen_removed(self) -> None:
        from ui.window_place import bring_onto_a_screen  # noqa: PLC0415 - seldom needed

        bring_onto_a_screen(self)

    @Slot(int)
    def _on_minutes_left(self, minutes: int) -> None:
        if self.frame is not None:
            self.frame.status.show_minutes_left(minutes)

    @Slot(int)
    def _on_idle_warned(self, _seconds: int) -> None:
        if not self._warned and self.frame is not None:
            self._warned = True
            self.frame.say_it_locks_soon(self._idle.touch, self._idle.touched_again)

    @Slot()
    def _on_rested(self) -> None:
        if self.frame is not None:
            self.frame.shelf.rest()

    @Slot()
    def _give_back(self) -> None:
        from ui.workers.spare_memory import give_back_memory  # noqa: PLC0415 - when needed

        self._open[0].let_pages_go()
        give_back_memory()

    @Slot()
    def _on_touched_again(self) -> None:
        self._warned = False
