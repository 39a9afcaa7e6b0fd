"""The commands of the window itself, and one for each page that has a menu or a shortcut."""

from collections.abc import Callable
from functools import partial
from operator import methodcaller
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QActionGroup

from casedesk.i18n import _
from casedesk.settings import Settings
from ui.action_registry import ActionRegistry, Command, MenuId
from ui.pane_walk import walk_panes
from ui.theme.theme import THEMES

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace
    from ui.change_bus import ChangeBus
    from ui.frame import Frame  # 6 MB that the unlock page can do without

TEXT_STEP = 25  # per cent


class Window(Protocol):
    """What the commands ask of the window."""

    settings: Settings
    frame: "Frame | None"

    def save(self) -> None:
        """Save what the page in sight is for."""

    def lock(self) -> None:
        """Ask for the lock."""

    def close(self) -> bool:
        """Close the window."""

    def undo(self) -> None:
        """Take back the last change."""

    def ask_frame(self, act: "Callable[[Frame], object]") -> None:
        """Let the frame do something, if a file is open."""

    def set_theme(self, theme: str) -> None:
        """Show another theme."""

    def change_text_size(self, step: int | None) -> None:
        """Make text larger or smaller by per cent; None: as at first."""


def add_window_commands(registry: ActionRegistry, window: Window) -> None:
    """Make save, lock, quit, undo, find, back, panes, theme and text size known."""
    file, edit, go = MenuId.FILE, MenuId.EDIT, MenuId.GO
    add = registry.add
    add(Command("file.save", lambda: _("&Save"), file, ("Ctrl+S",)), window.save)
    done = Command("file.finish", lambda: _("Save or go &on"), file, ("Ctrl+Return",))
    add(done, partial(window.ask_frame, _finish))
    leave = Command("file.export", lambda: _("E&xport…"), file, ("Ctrl+E",), "download")
    add(leave, partial(window.ask_frame, _export))
    lock = Command("file.lock", lambda: _("&Lock"), file, ("Ctrl+L",), "lock", section=8)
    add(lock, window.lock)
    leave = Command("file.quit", lambda: _("&Quit"), file, ("Ctrl+Q",), "log-out", section=9)
    add(leave._replace(when_locked=True), window.close)
    add(Command("edit.undo", lambda: _("&Undo"), edit, ("Ctrl+Z",), "undo-2"), window.undo)
    find = "edit.find"
    seek = Command(find, lambda: _("&Find on this page"), edit, ("Ctrl+F",), "search", section=1)
    add(seek, partial(window.ask_frame, _find))
    ways = (
        ("back", lambda: _("&Back"), "Alt+Left", "arrow-left", 1),
        ("forward", lambda: _("F&orward"), "Alt+Right", "arrow-right", 1),
    )
    for name, text, keys, icon, section in ways:
        command = Command(f"go.{name}", text, go, (keys,), icon, section=section)
        add(command, partial(window.ask_frame, methodcaller(name)))
    panes = (
        ("go.next_pane", lambda: _("&Next pane"), "F6", 1),
        ("go.last_pane", lambda: _("&Pane before"), "Shift+F6", -1),
    )
    for name, text, keys, step in panes:
        command = Command(name, text, go, (keys,), section=2)
        add(command, partial(window.ask_frame, partial(walk_panes, step)))
    _add_look_commands(registry, window)
    _add_help_commands(registry, window)


def add_page_commands(registry: ActionRegistry, frame: "Frame") -> None:
    """Make the pages of an open file known: those of the rail in Go, others as they say."""
    for entry in frame.entries.values():
        menu = entry.menu or (MenuId.GO if entry.on_rail else None)
        if menu is not None or entry.shortcut:
            keys = (entry.shortcut,) if entry.shortcut else ()
            command = Command(f"page.{entry.id}", entry.title, menu, keys, entry.icon)
            registry.add(command, partial(frame.open_command, entry.id))


def add_tour(
    workspace: "Workspace", bus: "ChangeBus", registry: ActionRegistry, frame: "Frame"
) -> None:
    """Offer the tour of practice data, to whose role has one; a file of real records has none."""
    if workspace.file.is_practice:
        from casedesk.tour.service import tour  # noqa: PLC0415 - practice data alone
        from ui.tour_panel import TourGuide  # noqa: PLC0415 - the same

        if tour(workspace) is not None:
            TourGuide(workspace, bus, registry, frame)


def _add_help_commands(registry: ActionRegistry, window: Window) -> None:
    def sheet(frame: "Frame") -> None:
        from ui.shortcut_sheet import show_shortcuts  # noqa: PLC0415 - when it is wanted

        show_shortcuts(registry, frame)

    def field() -> None:
        from ui.field_help import show_field_help, show_gate_help  # noqa: PLC0415 - when wanted

        if window.frame is None:
            show_gate_help()
        else:
            show_field_help(window.frame)

    add, icon = registry.add, "circle-question-mark"
    help_here = Command("help.field", lambda: _("Help on this &field"), MenuId.HELP, ("F1",), icon)
    add(help_here._replace(when_locked=True), field)
    keys = Command(
        "help.keys", lambda: _("&Keyboard shortcuts"), MenuId.HELP, ("Ctrl+/",), section=1
    )
    add(keys, partial(window.ask_frame, sheet))
    words = Command("help.glossary", lambda: _("Gl&ossary"), MenuId.HELP, section=1)
    add(words, partial(window.ask_frame, methodcaller("open_page", "help", "glossary")))
    about = Command("help.about", lambda: _("&About CaseDesk"), MenuId.HELP, section=2)
    add(about, partial(window.ask_frame, methodcaller("open_page", "help", "about")))


def _finish(frame: "Frame") -> None:
    page = frame.page
    if page is None or not page.go_on():
        frame.save_drafts()


def _find(frame: "Frame") -> None:
    box = frame.page.search_box() if frame.page is not None else None
    if box is not None:
        box.setFocus()


def _export(frame: "Frame") -> None:
    page = frame.page
    if page is None or not page.export():
        frame.show_notice(
            _("Nothing on this page is exported."),
            detail=_("Measures and the audit trail are; documents are made with Ctrl+P."),
        )


def _add_look_commands(registry: ActionRegistry, window: Window) -> None:
    names = {
        "system": lambda: _("Theme of the &desktop"),
        "light": lambda: _("&Light theme"),
        "dark": lambda: _("Dar&k theme"),
        "high_contrast": lambda: _("&High contrast"),
    }
    group = QActionGroup(registry)
    for theme in THEMES:
        command = Command(f"view.{theme}", names[theme], MenuId.VIEW, checkable=True)
        action = registry.add(command, partial(window.set_theme, theme))
        action.setChecked(theme == window.settings.theme)
        group.addAction(action)
    sizes = (
        ("view.larger", lambda: _("Text la&rger"), ("Ctrl+=", "Ctrl++"), TEXT_STEP),
        ("view.smaller", lambda: _("Text &smaller"), ("Ctrl+-",), -TEXT_STEP),
        ("view.normal", lambda: _("Text &normal"), ("Ctrl+0",), None),
    )
    for command_id, text, keys, step in sizes:
        command = Command(command_id, text, MenuId.VIEW, keys, section=1, when_locked=True)
        registry.add(command, partial(window.change_text_size, step))
