"""Every command of the window, in one list: menus and the shortcut sheet are drawn from it."""

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget
from shiboken6 import isValid

from casedesk.i18n import _
from ui.theme.icons import dress

if TYPE_CHECKING:
    from casedesk.security.roles import Permission


class MenuId(StrEnum):
    """The menus, in their order."""

    FILE = "file"
    EDIT = "edit"
    VIEW = "view"
    GO = "go"
    CASE = "case"
    HELP = "help"


def menu_title(menu: MenuId) -> str:
    """Return a menu's title with its Alt letter."""
    return {
        MenuId.FILE: _("&File"),
        MenuId.EDIT: _("&Edit"),
        MenuId.VIEW: _("&View"),
        MenuId.GO: _("&Go"),
        MenuId.CASE: _("&Case"),
        MenuId.HELP: _("&Help"),
    }[menu]


class Command(NamedTuple):
    """One command.

    Attributes:
        id: such as "file.lock".
        text: gives the text in the language in use; "…" at its end if more is asked.
        menu: where it stands; None for a command by key alone.
        shortcuts: such as ("Ctrl+L",); the first is shown.
        icon: name of a drawing in `resources/icons`.
        permission: who may; None for everybody.
        section: commands of one section stand together, with a line between sections.
        checkable: it is switched on and off.
        when_locked: it can be used while no partnership file is open.
    """

    id: str
    text: Callable[[], str]
    menu: MenuId | None
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    permission: "Permission | None" = None
    section: int = 0
    checkable: bool = False
    when_locked: bool = False


class ActionRegistry(QObject):
    """Holds the commands and their actions."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self._menus: list[QMenu] = []
        self._open = False
        self._may: Callable[[Permission], bool] = lambda _permission: False

    def add(self, command: Command, act: Callable[[], object]) -> QAction:
        """Make a command known, in place of an earlier one of its id; `act` carries it out."""
        action = QAction(command.text(), self)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(keys) for keys in command.shortcuts])
        action.setCheckable(command.checkable)
        if command.icon:
            dress(action, command.icon)
        action.triggered.connect(lambda _checked=False: act())
        window = self.parent()
        if command.when_locked and isinstance(window, QWidget):
            window.addAction(action)  # its keys work where no menu is seen
        old = self._actions.get(command.id)
        if old is not None:
            old.deleteLater()
        self._commands[command.id] = command
        self._actions[command.id] = action
        self._permit(command)
        return action

    def remove(self, command_id: str) -> None:
        """Forget a command."""
        self._commands.pop(command_id, None)
        action = self._actions.pop(command_id, None)
        if action is not None:
            action.deleteLater()

    def name_again(self) -> None:
        """Give every command its text in the language in use."""
        for command in self._commands.values():
            self._actions[command.id].setText(command.text())

    def action(self, command_id: str) -> QAction:
        """Return the action of a command."""
        return self._actions[command_id]

    def commands(self) -> list[tuple[Command, QAction]]:
        """Return all commands the user may carry out now, in the order they were added."""
        pairs = [(one, self._actions[one.id]) for one in self._commands.values()]
        return [(command, action) for command, action in pairs if action.isVisible()]

    def permit(self, may: "Callable[[Permission], bool] | None") -> None:
        """Show what the user may do; None while no partnership file is open."""
        self._open = may is not None
        self._may = may if may is not None else (lambda _permission: False)
        for command in self._commands.values():
            self._permit(command)

    def fill(self, bar: QMenuBar) -> None:
        """Draw the menus; a menu with nothing in it is left out."""
        bar.clear()
        for menu in self._menus:
            if isValid(menu):  # PySide may have let it go with the bar's own list
                menu.deleteLater()
        self._menus = []
        for menu_id in MenuId:
            inside = [
                (command, self._actions[command.id])
                for command in self._commands.values()
                if command.menu is menu_id and self._actions[command.id].isVisible()
            ]
            if inside:
                made = bar.addMenu(menu_title(menu_id))
                self._menus.append(made)
                _fill_menu(made, inside)

    def _permit(self, command: Command) -> None:
        permitted = command.permission is None or self._may(command.permission)
        usable = (self._open and permitted) or command.when_locked
        action = self._actions[command.id]
        action.setVisible(usable)
        action.setEnabled(usable)


def _fill_menu(menu: QMenu, inside: list[tuple[Command, QAction]]) -> None:
    inside.sort(key=lambda pair: pair[0].section)  # stable: within a section as added
    section = inside[0][0].section
    for command, action in inside:
        if command.section != section:
            menu.addSeparator()
            section = command.section
        menu.addAction(action)
