"""The page "Reports and registers": what was told, lists that are kept, figures from elsewhere."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from casedesk.cases.case_list import case_rows
from casedesk.i18n import _, ngettext
from casedesk.incidents.service import all_reports, count_reports
from casedesk.outside_figures.catalogue import series
from casedesk.outside_figures.service import count_figures, list_figures
from casedesk.registers.catalogue import registers
from casedesk.registers.model import EntryFilter
from casedesk.registers.service import count_entries, list_entries
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.action_registry import MenuId
from ui.change_bus import ChangeBus
from ui.error_display import say_done
from ui.page import Navigator, Page, PageEntry
from ui.pages.case_forms import labelled
from ui.pages.case_lists import ListTab, Tool
from ui.pages.draft_keeper import DraftKeeper
from ui.pages.plain_form import Done, FormHost
from ui.pages.register_reading import whole_text
from ui.pages.register_sheets import RegisterSheets
from ui.table_models.paged_table_model import TableColumn, TableRow
from ui.table_models.register_table import (
    entry_columns,
    entry_rows,
    figure_columns,
    figure_rows,
    report_columns,
    report_rows,
)
from ui.text_format import number
from ui.theme.units import at_least, at_most, space
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.buttons import button
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.page_tabs import PageTabs
from ui.widgets.showing import focus_back, set_shown

TABS = ("reports", "entries", "figures")
READ = "read"
AT_ONCE = 200  # rows of a list


class PartTab(QWidget):
    """A list with its buttons; above it what narrows it, below it the record that was opened."""

    turned = Signal()  # other rows are wanted: those from `start`

    def __init__(self, name: str, rows: ListTab, narrowed: ChoiceBox | None) -> None:
        """Put the parts one below the other."""
        super().__init__()
        self.rows, self.narrowed, self.count, self.start = rows, narrowed, 0, 0
        self.paging = self._build_paging()
        self.whole = QPlainTextEdit()
        self.whole.setReadOnly(True)
        self.whole.setTabChangesFocus(True)
        self.whole.setAccessibleName(_("Read whole: {what}").format(what=name))
        at_least(self.whole, height=132)
        at_most(self.whole, height=220)
        column = QVBoxLayout(self)
        space(column, gap=12)
        if narrowed is not None:
            field = FormField(narrowed.accessibleName(), narrowed)
            at_most(field, width=360)
            column.addWidget(field)
        for part in (self.paging, rows, self.whole):
            column.addWidget(part, 1 if part is rows else 0)
        set_shown(self.whole, False)

    def _build_paging(self) -> QWidget:
        paging = QWidget()
        row = QHBoxLayout(paging)
        space(row, (0, 0, 0, 0), 8)
        self.more = label("", "quiet", wrap=True)
        self.newer, self.older = button(_("Newer records")), button(_("Older records"))
        self.newer.clicked.connect(partial(self._turn, -AT_ONCE))
        self.older.clicked.connect(partial(self._turn, AT_ONCE))
        row.addWidget(self.more, 1)
        row.addWidget(self.newer)
        row.addWidget(self.older)
        return paging

    def _turn(self, by: int, _checked: bool = False) -> None:
        self.start = max(0, self.start + by)
        self.turned.emit()
        self.rows.focus_part().setFocus()

    @Slot()
    def begin_again(self) -> None:
        """Go back to the latest rows, as when something else narrows the list."""
        self.start = 0

    def at_count(self, count: int) -> int:
        """Return where the rows begin that are shown of so many; the last may be gone by now."""
        if self.start >= count:
            self.start = max(0, count - 1) // AT_ONCE * AT_ONCE
        return self.start

    def show_rows(self, rows: Sequence[TableRow], count: int) -> None:
        """Show the rows; say which they are where there are more."""
        self.count = count
        self.rows.show_rows(rows)
        text = _("Records {first} to {last} of {count}, the latest first.")
        first, last = number(self.start + 1), number(self.start + len(rows))
        self.more.setText(text.format(first=first, last=last, count=number(count)))
        self.newer.setEnabled(self.start > 0)
        self.older.setEnabled(self.start + len(rows) < count)
        set_shown(self.paging, count > len(rows))

    def read(self, text: str) -> None:
        """Show a record whole."""
        self.whole.setPlainText(text)
        set_shown(self.whole, bool(text))


class RegistersPage(Page):
    """Shows three tabs; a form opens in their place."""

    topics = frozenset({Topic.INCIDENTS, Topic.REGISTERS, Topic.FIGURES, Topic.CASES})

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the tabs."""
        super().__init__(workspace, bus, navigator)
        self._before: QWidget | None = None
        self._opened: dict[str, Any] = {}
        self._fresh = True
        self.host = FormHost(RegisterSheets(workspace).sheet, navigator)
        self._autosave = AutosaveForm({"form": self.host}, self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, "registers")
        self.heading.add_right(self._drafts.state)
        self.tabs = PageTabs(
            _("Parts of the page"), [_("Reports"), _("Registers"), _("Outside figures")]
        )
        self.parts = {name: self._part(name) for name in TABS}
        self.stack = QStackedWidget()
        for part in (*self.parts.values(), self.host):
            self.stack.addWidget(part)
        space(self.body, (0, 0, 0, 0), 12)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._on_tab)
        self.host.opened.connect(self._on_form_opened)
        self.host.closed.connect(self._on_form_closed)

    def title(self) -> str:
        return _("Reports and registers")

    def refresh(self) -> None:
        self._fill()
        if self._fresh:
            self._fresh = False
            self._drafts.bring_back(self._autosave.restore)

    def draft(self) -> AutosaveForm:
        return self._autosave

    def first_focus(self) -> QWidget:
        return self._drafts.focused() or self._main_part()

    def panes(self) -> list[QWidget]:
        return [self.tabs, self._main_part()]

    def save(self) -> bool:
        """Save the open form."""
        if self.host.form is None:
            return False
        self.host.form.save()
        return True

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

    def _main_part(self) -> QWidget:
        if self.host.form is not None:
            return self.host.form.first_control()
        return self.parts[self._name].rows.focus_part()

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

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        if place >= 0 and self.host.form is None:
            self.stack.setCurrentIndex(place)
            self._fill()

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
        self._before = QApplication.focusWidget()
        self.host.open_form(kind, record)

    @Slot()
    def _on_form_opened(self) -> None:
        self.stack.setCurrentWidget(self.host)
        self.tabs.setEnabled(False)

    @Slot(object)
    def _on_form_closed(self, done: Done | None) -> None:
        self.tabs.setEnabled(True)
        self.stack.setCurrentIndex(self.tabs.currentIndex())
        before, self._before = self._before, None
        focus_back(before, self._main_part())
        self._drafts.discard()
        if done is not None:
            say_done(self.navigator, *done)


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


def register_pages() -> list[PageEntry]:
    """Return the page: a command of the menu Case."""
    return [
        PageEntry(
            "registers",
            lambda: _("&Reports and registers"),
            RegistersPage,
            permission=Permission.READ_RECORDS,
            on_rail=False,
            under="cases",
            menu=MenuId.CASE,
        )
    ]
