"""The sheet of keyboard shortcuts (Ctrl+/): those of the commands, and of single pages."""

from PySide6.QtGui import QKeySequence

from casedesk.i18n import _, with_commas
from ui.action_registry import ActionRegistry, MenuId, menu_title
from ui.frame import Frame
from ui.help_panel import HelpPanel
from ui.table_models.paged_table_model import (
    Cell,
    FixedRows,
    PagedTableModel,
    TableColumn,
    TableRow,
)
from ui.widgets.form_field import plain
from ui.widgets.paged_table import PagedTable

SIZE = (600, 640)


class ShortcutSheet(HelpPanel):
    """Lists what the user can do by key, menu by menu."""

    def __init__(self, registry: ActionRegistry, parent: Frame) -> None:
        """Build it hidden, over `parent`."""
        super().__init__(_("Keyboard shortcuts"), SIZE, parent)
        self._registry = registry
        columns = [TableColumn(_("Menu"), 88), TableColumn(_("Command")),
                   TableColumn(_("Keys"), 200)]  # fmt: skip
        self.model = PagedTableModel(columns, FixedRows())
        self.table = PagedTable(_("Keyboard shortcuts"), self.model)
        self.add_full(self.table)

    def open(self) -> None:
        """Show it with the commands that can be carried out now."""
        self.model.set_source(FixedRows(shortcut_rows(self._registry)))
        self.come(self.table)


def shortcut_rows(registry: ActionRegistry) -> list[TableRow]:
    """Return a row for each command that has keys; the first of a menu names the menu."""
    rows: list[TableRow] = []
    for menu in (*MenuId, None):
        title = _("Other") if menu is None else plain(menu_title(menu))
        inside = [pair for pair in registry.commands()
                  if pair[0].menu is menu and pair[1].shortcuts()]  # fmt: skip
        inside.sort(key=lambda pair: pair[0].section)
        for place, (command, action) in enumerate(inside):
            native = QKeySequence.SequenceFormat.NativeText
            keys = with_commas(*(one.toString(native) for one in action.shortcuts()))
            cells = (Cell("" if place else title, strong=True), Cell(plain(action.text())),
                     Cell(keys))  # fmt: skip
            rows.append(TableRow(command.id, cells))
    return rows + _rows_of_pages()


def _rows_of_pages() -> list[TableRow]:
    """Return a row for each key that only some pages know; they add theirs themselves."""
    known = {
        _("Meeting"): (
            (_("Who is present"), "F4"),
            (_("Agenda"), "F5"),
            (_("Minutes"), "F7"),
            (_("Action line"), "F8"),
            (_("Back to the case before"), "Ctrl+Shift+Return"),
            (_("Move the case on the agenda"), "Ctrl+Up, Ctrl+Down"),
        ),
        _("Lists"): (
            (_("Open the line"), "Return"),
            (_("Tick the line"), "Space"),
            (_("To the matches below the box"), "Alt+Down"),
            (_("Move a card of the board"), "Ctrl+Left, Ctrl+Right"),
            (_("Leave matches, search or help"), "Esc"),
        ),
    }
    native = QKeySequence.SequenceFormat.NativeText
    rows = []
    for where, keys in known.items():
        for place, (what, key) in enumerate(keys):
            shown = with_commas(*(QKeySequence(one).toString(native) for one in key.split(", ")))
            cells = (Cell("" if place else where, strong=True), Cell(what), Cell(shown))
            rows.append(TableRow(f"{where} {key}", cells))
    return rows


def show_shortcuts(registry: ActionRegistry, over: Frame) -> None:
    """Open the sheet over the pages; it is built when it is first wanted."""
    sheet = over.findChild(ShortcutSheet) or ShortcutSheet(registry, over)
    sheet.open()
