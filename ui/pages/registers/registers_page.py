"""The page "Reports and registers": what was told, lists that are kept, figures from elsewhere."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QWidget,
)

from casedesk.cases.case_list import case_rows
from casedesk.i18n import _, ngettext
from casedesk.incidents.service import all_reports, count_reports, reports_before
from casedesk.outside_figures.catalogue import series
from casedesk.outside_figures.service import count_figures, list_figures
from casedesk.registers.catalogue import registers
from casedesk.registers.model import EntryFilter
from casedesk.registers.service import count_entries, entries_before, list_entries
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.page import Navigator
from ui.pages.parts.form_parts import labelled
from ui.pages.parts.list_tab import ListTab, Tool
from ui.pages.parts.tabbed_page import TabbedPage
from ui.pages.registers.register_reading import whole_text
from ui.pages.registers.register_sheets import RegisterSheets
from ui.pages.registers.register_tab import AT_ONCE, PartTab
from ui.table_models.paged_table_model import TableColumn
from ui.table_models.register_table import (
    entry_columns,
    entry_rows,
    figure_columns,
    figure_rows,
    report_columns,
    report_rows,
)
from ui.text_format import number
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.notice_strip import Tone
from ui.widgets.showing import set_shown

TABS = ("reports", "entries", "figures")
READ = "read"
_BEFORE = {"reports": reports_before, "entries": entries_before}


class RegistersPage(TabbedPage):
    """Shows three tabs; a form opens in their place."""

    topics = frozenset({Topic.INCIDENTS, Topic.REGISTERS, Topic.FIGURES, Topic.CASES})
    kind = "registers"

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the tabs."""
        super().__init__(workspace, bus, navigator, RegisterSheets(workspace).sheet)
        self._opened: dict[str, Any] = {}
        self.parts = {name: self._part(name) for name in TABS}
        titles = (_("Reports"), _("Registers"), _("Outside figures"))
        tabs = zip(titles, self.parts.values(), strict=True)
        self.put_tabs(_("Parts of the page"), list(tabs))

    def title(self) -> str:
        return _("Reports and registers")

    def open_record(self, record: tuple[str, int]) -> None:
        """Show a report or an entry of a register in its list, and read it whole.

        Args:
            record: the tab, "reports" or "entries", and the id.
        """
        name, key = record
        part = self.parts[name]
        if part.narrowed is not None:
            part.narrowed.set_value("")  # it is not among what something else narrows
        part.start = _BEFORE[name](self.workspace, key) // AT_ONCE * AT_ONCE
        self.tabs.setCurrentIndex(TABS.index(name))
        self._fill()
        if part.rows.model.row_of(key) < 0:
            text = _("This record is no longer there. Look at the list again.")
            self.navigator.show_notice(text, tone=Tone.WARN)
            return
        part.rows.table.select_id(key)
        self._on_wanted(name, READ, key)

    def fill_tab(self, place: int) -> None:
        self._fill()

    def tab_part(self, place: int) -> QWidget:
        return self.parts[TABS[place]].rows.focus_part()

    # -- building --

    def _part(self, name: str) -> PartTab:
        title, columns, empty, tools = _shape(name)
        may_change = self.may(Permission.CHANGE_RECORDS)
        rows = ListTab(title, columns, empty, tools, READ, may_change=True)
        set_shown(rows.bar, may_change)
        rows.wanted.connect(partial(self._on_wanted, name))
        narrowed = None
        if name != "reports":
            narrowed = _choice(name)
        part = PartTab(title, rows, narrowed)
        part.turned.connect(self._fill)
        if narrowed is not None:
            narrowed.chosen.connect(part.begin_again)
            narrowed.chosen.connect(self._fill)
        return part

    @property
    def _name(self) -> str:
        return TABS[max(0, self.tabs.currentIndex())]

    # -- showing --

    @Slot()
    def _fill(self) -> None:
        part, name = self.parts[self._name], self._name
        chosen = part.narrowed.value() or None if part.narrowed is not None else None
        if name == "reports":
            count = count_reports(self.workspace)
            found = all_reports(self.workspace, AT_ONCE, part.at_count(count))
            ids = {one.case_id for one in found if one.case_id is not None}
            cases = {line.id: line.reference for line in case_rows(self.workspace, sorted(ids))}
            part.show_rows(report_rows(found, cases), count)
        elif name == "entries":
            which = EntryFilter(register_id=chosen)
            count = count_entries(self.workspace, which)
            start = part.at_count(count)
            entries = list_entries(self.workspace, which, limit=AT_ONCE, offset=start)
            part.show_rows(entry_rows(entries), count)
        else:
            count = count_figures(self.workspace, chosen)
            start = part.at_count(count)
            figures = list_figures(self.workspace, series_id=chosen, limit=AT_ONCE, offset=start)
            part.show_rows(figure_rows(figures), count)
        self._read_again(name)
        text = ngettext("{count} record", "{count} records", count)
        self.heading.set_subtitle(text.format(count=number(count)))

    def _read_again(self, name: str) -> None:
        """Show the record that is open as it is now, or nothing once it is gone."""
        record = self._opened.get(name)
        part = self.parts[name]
        if record is not None and part.rows.model.row_of(record) >= 0:
            part.read(whole_text(self.workspace, name, record, opening=False))
        else:
            part.read("")

    # -- acts --

    def _on_wanted(self, name: str, kind: str, record: Any) -> None:
        part = self.parts[name]
        if kind == READ:
            self._opened[name] = record
            part.read(whole_text(self.workspace, name, record))
            return
        if kind in {"add_entry", "add_figure"}:
            assert part.narrowed is not None
            record = part.narrowed.value() or None
            if kind == "add_entry" and record is None:
                self.navigator.show_notice(_("Choose the register first."))
                part.narrowed.setFocus()
                return
        self.open_form(kind, record)


def _choice(name: str) -> ChoiceBox:
    if name == "entries":
        return ChoiceBox(_("Register"), labelled(registers().values()), empty=_("All"))
    choices: list[Choice] = labelled(series().values())
    return ChoiceBox(_("Series"), choices, search=True, empty=_("All"))


def _shape(name: str) -> tuple[str, list[TableColumn], str, list[Tool]]:
    """Return title, columns, empty sentence and tools of a tab."""
    whole, correct = Tool(READ, _("Read it whole")), _("Correct")
    error = _("Recorded in error")
    if name == "reports":
        return (
            _("Reports"), report_columns(),
            _("No report yet. What somebody told of an incident stands here, with a case or not."),
            [Tool("add_report", _("New report"), for_row=False, icon="plus"), whole,
             Tool("correct_report", correct, icon="pencil"),
             Tool("attach_report", _("Put into a case")), Tool("report_error", error, rare=True)],
        )  # fmt: skip
    if name == "entries":
        return (
            _("Registers"), entry_columns(),
            _("No entry yet. Choose a register, such as guard cameras, and add the first."),
            [Tool("add_entry", _("New entry"), for_row=False, icon="plus"), whole,
             Tool("correct_entry", correct, icon="pencil"), Tool("end_entry", _("End it")),
             Tool("entry_error", error, rare=True)],
        )  # fmt: skip
    return (
        _("Outside figures"), figure_columns(),
        _("No figure yet. Numbers from elsewhere, such as recorded crime, stand here."),
        [Tool("add_figure", _("New figure"), for_row=False, icon="plus"), whole,
         Tool("correct_figure", correct, icon="pencil"), Tool("figure_error", error, rare=True)],
    )  # fmt: skip
