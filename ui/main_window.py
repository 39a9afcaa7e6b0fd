"""The one window: unlock page or frame, menus, theme and text size, locking and closing."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QActionGroup, QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from casedesk.dates import LONDON
from casedesk.i18n import _
from casedesk.settings import Settings
from ui.action_registry import ActionRegistry, Command, MenuId
from ui.change_bus import ChangeBus
from ui.frame import Frame, Place
from ui.page import PageEntry
from ui.theme.look import LARGEST_TEXT, SMALLEST_TEXT
from ui.theme.theme import THEMES, apply_theme
from ui.widgets.focus_ring import FocusRing
from ui.widgets.notice_strip import Tone
from ui.window_commands import window_commands
from ui.workers.background_task import work_is_running
from ui.workers.idle_clock import IdleClock

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace

TEXT_STEP = 25
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

    def __init__(
        self, app: QApplication, settings: Settings, keep: Callable[[Settings], None]
    ) -> None:
        """Build the empty window; `keep` stores changed settings."""
        super().__init__()
        self._app, self._settings, self._keep = app, settings, keep
        self.registry = ActionRegistry(self)
        self.frame: Frame | None = None
        self.bus: ChangeBus | None = None
        self._layers = QStackedWidget()
        self.setCentralWidget(self._layers)
        self.setMinimumSize(*SMALLEST_SIZE)
        self.resize(*FIRST_SIZE)
        self.setWindowTitle("CaseDesk")
        self.menuBar().setNativeMenuBar(False)
        self.menuBar().hide()
        self._ring = FocusRing(self)
        self._idle = IdleClock(app, settings.lock_after_minutes, self)
        self._idle.over.connect(self.lock_wanted)
        self._idle.minutes_left.connect(self._on_minutes_left)
        self._idle.warned.connect(self._on_idle_warned)
        self._warned = False
        self._idle.touched_again.connect(self._on_touched_again)
        self._add_commands()
        app.styleHints().colorSchemeChanged.connect(self._on_desktop_changed)

    def show_gate(self, gate: QWidget) -> None:
        """Show the unlock or first-run page; nothing else is in the window."""
        self._take_out_all()
        self._layers.addWidget(gate)
        self._layers.setCurrentWidget(gate)
        self.setWindowTitle("CaseDesk")

    def open_workspace(
        self, workspace: "Workspace", entries: Sequence[PageEntry], place: Place | None = None
    ) -> Frame:
        """Show the frame of an open file.

        Args:
            workspace: the open file.
            entries: the pages, as in `ui/navigation.py`; the first is opened.
            place: where the user was before locking.
        """
        self._take_out_all()
        self.bus = ChangeBus(workspace, self)
        self.frame = frame = Frame(workspace, self.bus, entries)
        frame.lock_wanted.connect(self.lock_wanted)
        frame.title_changed.connect(self._on_title_changed)
        frame.undo_changed.connect(self.registry.action("edit.undo").setEnabled)
        self._add_pages(frame)
        self.registry.permit(workspace.may)
        self.registry.action("edit.undo").setEnabled(False)
        self.registry.fill(self.menuBar())
        self.menuBar().show()
        self._layers.addWidget(frame)
        self._layers.setCurrentWidget(frame)
        frame.show_backup(self._last_backup(workspace.file.file_id))
        first = next(iter(frame.entries), "")
        frame.open_page(place.page_id if place else first, place.record if place else None)
        self._idle.start()
        return frame

    def close_workspace(self) -> Place | None:
        """Save drafts, take everything of the file out of the window; say where the user was."""
        if self.frame is None:
            return None
        self._idle.stop()
        self.frame.save_drafts()
        place = self.frame.place()
        for entry in self.frame.entries.values():
            self.registry.remove(f"page.{entry.id}")
        self.registry.permit(None)
        self.menuBar().hide()
        self._take_out_all()
        self.frame, self.bus = None, None
        self.setWindowTitle("CaseDesk")
        return place

    def set_theme(self, theme: str) -> None:
        """Show another theme from now on."""
        self._settings.theme = theme
        self._apply_look()

    def set_text_percent(self, percent: int) -> None:
        """Show text in another size from now on, 100 to 200."""
        self._settings.text_percent = max(SMALLEST_TEXT, min(LARGEST_TEXT, percent))
        self._apply_look()

    def note_backup(self, file_id: str, moment: datetime) -> None:
        """Remember that a backup was made now, and say so in the status bar."""
        self._settings.last_backups[file_id] = moment.isoformat()
        self._keep(self._settings)
        if self.frame is not None:
            self.frame.show_backup(self._last_backup(file_id))

    def closeEvent(self, event: QCloseEvent) -> None:
        if work_is_running() and self.frame is not None:
            event.ignore()
            text = _("CaseDesk is still at work. Wait until it has ended, or cancel it first.")
            self.frame.show_notice(text, tone=Tone.WARN)
            return
        if self.frame is not None:
            self.frame.save_drafts()
        self.closing.emit()
        event.accept()

    def _take_out_all(self) -> None:
        while (widget := self._layers.currentWidget()) is not None:
            self._layers.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _add_commands(self) -> None:
        acts: dict[str, Callable[[], None]] = {
            "file.save": self._on_save,
            "file.lock": self.lock_wanted.emit,
            "file.quit": self._on_quit,
            "edit.undo": self._on_undo,
            "edit.find": self._on_find,
            "go.back": partial(self._ask_frame, Frame.back),
            "go.forward": partial(self._ask_frame, Frame.forward),
            "go.next_pane": partial(self._ask_frame, Frame.next_pane),
            "go.last_pane": partial(self._ask_frame, Frame.last_pane),
        }
        for command in window_commands():
            self.registry.add(command, acts[command.id])
        self._add_look_commands()

    def _add_look_commands(self) -> None:
        names = {
            "system": lambda: _("Theme of the &desktop"),
            "light": lambda: _("&Light theme"),
            "dark": lambda: _("Dar&k theme"),
            "high_contrast": lambda: _("&High contrast"),
        }
        group = QActionGroup(self)
        for theme in THEMES:
            command = Command(f"view.{theme}", names[theme], MenuId.VIEW, checkable=True)
            action = self.registry.add(command, partial(self.set_theme, theme))
            action.setChecked(theme == self._settings.theme)
            group.addAction(action)
        sizes = (
            ("view.larger", lambda: _("Text la&rger"), ("Ctrl+=", "Ctrl++"), TEXT_STEP),
            ("view.smaller", lambda: _("Text &smaller"), ("Ctrl+-",), -TEXT_STEP),
            ("view.normal", lambda: _("Text &normal"), ("Ctrl+0",), None),
        )
        for command_id, text, keys, step in sizes:
            self.registry.add(
                Command(command_id, text, MenuId.VIEW, keys, section=1, when_locked=True),
                partial(self._change_text_size, step),
            )

    def _change_text_size(self, step: int | None) -> None:
        self.set_text_percent(100 if step is None else self._settings.text_percent + step)

    def _add_pages(self, frame: Frame) -> None:
        for entry in frame.entries.values():
            menu = entry.menu or (MenuId.GO if entry.on_rail else None)
            if menu is None and not entry.shortcut:
                continue
            keys = (entry.shortcut,) if entry.shortcut else ()
            command = Command(f"page.{entry.id}", entry.title, menu, keys, entry.icon)
            self.registry.add(command, partial(frame.open_page, entry.id))

    def _apply_look(self) -> None:
        apply_theme(self._app, self._settings.theme, self._settings.text_percent)
        self._keep(self._settings)

    def _last_backup(self, file_id: str) -> date | None:
        stored = self._settings.last_backups.get(file_id)
        return datetime.fromisoformat(stored).astimezone(LONDON).date() if stored else None

    def _ask_frame(self, act: Callable[[Frame], None]) -> None:
        if self.frame is not None:
            act(self.frame)

    def _on_undo(self) -> None:
        self._ask_frame(Frame.undo)

    def _on_find(self) -> None:
        page = self.frame.page if self.frame else None
        box = page.search_box() if page is not None else None
        if box is not None:
            box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_save(self) -> None:
        page = self.frame.page if self.frame else None
        if self.frame is not None and (page is None or not page.save()):
            self.frame.save_drafts()

    def _on_quit(self) -> None:
        self.close()

    @Slot(str)
    def _on_title_changed(self, title: str) -> None:
        self.setWindowTitle(_("{page} – CaseDesk").format(page=title))

    @Slot()
    def _on_desktop_changed(self) -> None:
        if self._settings.theme == "system":
            apply_theme(self._app, "system", self._settings.text_percent)

    @Slot(int)
    def _on_minutes_left(self, minutes: int) -> None:
        if self.frame is not None:
            self.frame.status.show_minutes_left(minutes)

    @Slot(int)
    def _on_idle_warned(self, _seconds: int) -> None:
        if not self._warned and self.frame is not None:
            self._warned = True
            self.frame.show_notice(
                _("CaseDesk locks itself in less than a minute. Nothing typed is lost."),
                tone=Tone.WARN,
                acts=((_("Stay unlocked"), self._idle.touch),),
            )

    @Slot()
    def _on_touched_again(self) -> None:
        self._warned = False
