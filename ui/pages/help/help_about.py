"""About CaseDesk: its version, where its logs are, and whose work is in it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from casedesk.help.about import parts, version
from casedesk.i18n import _
from casedesk.log import log_folder
from ui.table_models.paged_table_model import (
    Cell,
    FixedRows,
    PagedTableModel,
    TableColumn,
    TableRow,
)
from ui.widgets.card import Card
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.paged_table import PagedTable


class AboutCard(Card):
    """Nothing here tells of any case: it can be read out to whoever helps with the computer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask the packages that are installed."""
        super().__init__(_("About CaseDesk"), parent)
        self.logs = QLineEdit(str(log_folder()))
        self.logs.setReadOnly(True)
        self.logs.setCursorPosition(0)
        hint = _("Logs say what went wrong and where in the program; they hold no case data.")
        self.add_block(
            label(_("Version {version}").format(version=version()), "strong"),
            label(
                _("CaseDesk works without a network and sends nothing by itself. MIT licence."),
                wrap=True,
            ),
            FormField(_("Where &logs are"), self.logs, hint=hint),
            label(_("It is built with the work of others:"), wrap=True),
            margins=(12, 4, 12, 8),
        )
        columns = [TableColumn(_("Part")), TableColumn(_("Version"), 96),
                   TableColumn(_("Licence"), 320)]  # fmt: skip
        unnamed = _("not named by its makers")
        rows = [
            TableRow(one.name, (Cell(one.name), Cell(one.version),
                                Cell(one.licence or unnamed, tip=one.licence)))
            for one in parts()
        ]  # fmt: skip
        model = PagedTableModel(columns, FixedRows(rows))
        self.table = PagedTable(_("Libraries, fonts and icons"), model)
        model.refresh()
        self.add_full(self.table)
