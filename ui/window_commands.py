"""The commands that every page has: save, lock, undo, find, back, panes."""

from casedesk.i18n import _
from ui.action_registry import Command, MenuId


def window_commands() -> list[Command]:
    """Return the commands of the window itself; pages add theirs through their `PageEntry`."""
    return [
        Command("file.save", lambda: _("&Save"), MenuId.FILE, ("Ctrl+S", "Ctrl+Return")),
        Command("file.lock", lambda: _("&Lock"), MenuId.FILE, ("Ctrl+L",), "lock", section=8),
        Command(
            "file.quit",
            lambda: _("&Quit"),
            MenuId.FILE,
            ("Ctrl+Q",),
            "log-out",
            section=9,
            when_locked=True,
        ),
        Command("edit.undo", lambda: _("&Undo"), MenuId.EDIT, ("Ctrl+Z",), "undo-2"),
        Command(
            "edit.find",
            lambda: _("&Find on this page"),
            MenuId.EDIT,
            ("Ctrl+F",),
            "search",
            section=1,
        ),
        Command("go.back", lambda: _("&Back"), MenuId.GO, ("Alt+Left",), "arrow-left", section=1),
        Command(
            "go.forward", lambda: _("F&orward"), MenuId.GO, ("Alt+Right",), "arrow-right", section=1
        ),
        Command("go.next_pane", lambda: _("&Next pane"), MenuId.GO, ("F6",), section=2),
        Command("go.last_pane", lambda: _("&Pane before"), MenuId.GO, ("Shift+F6",), section=2),
    ]
