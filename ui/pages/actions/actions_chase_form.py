"""The messages of a chase: which are to be saved, what each says, and as what files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from casedesk.actions.chase import usual_text
from casedesk.actions.model import ChaseMessage, ChaseWanted
from casedesk.i18n import _
from casedesk.workspace.workspace import Workspace
from ui.file_choice import ask_folder
from ui.table_models.paged_table_model import (
    Cell,
    FixedRows,
    PagedTableModel,
    TableColumn,
    TableRow,
)
from ui.text_format import number
from ui.theme.units import at_least, space
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.list_pane import ListPane
from ui.widgets.segmented import Segmented
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State
from ui.widgets.tick_table import TickTable

MAIL, TEXT = "eml", "txt"


class ChaseForm(QWidget):
    """A table of messages, the text of the one chosen, and how they are saved."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        """Build without messages."""
        super().__init__()
        self._workspace = workspace
        self._messages: dict[str, ChaseMessage] = {}
        self._edits: dict[str, list[str]] = {}  # key -> the text, and the usual one it came from
        self._left_out: set[str] = set()
        self._problems: dict[str, str] = {}
        self._key, self._showing = "", False
        left = QWidget()
        column = QVBoxLayout(left)
        space(column, gap=16)
        column.addWidget(self._table_card(), 1)
        column.addWidget(self._files_card())
        whole = QVBoxLayout(self)
        space(whole, gap=0)
        whole.addWidget(Columns([(left, 4), (self._text_card(), 5)], narrow_below=760))
        self.with_tasks.toggled.connect(self._on_tasks)
        self.all_open.toggled.connect(self.changed)
        for signal in (self.kind.changed, self.for_agencies.toggled, self.folder.textChanged):
            signal.connect(self.changed)

    # -- what the page asks --

    def show_messages(self, messages: Sequence[ChaseMessage]) -> None:
        """Show other messages; what was edited stays edited."""
        self._messages = {one.key: one for one in messages}
        self._show_rows()
        if self._key not in self._messages:
            self.table.select_id(next(iter(self._messages), None))
        self._show_text()

    def ticked(self) -> list[ChaseMessage]:
        """Return the messages that are to be saved."""
        return [one for key, one in self._messages.items() if key not in self._left_out]

    def wanted(self) -> ChaseWanted:
        """Return what is to be saved, as it stands here."""
        return ChaseWanted(
            tuple((one, self._text_of(one)) for one in self.ticked()),
            as_mail=self.kind.value() == MAIL,
            for_agencies=self.for_agencies.isChecked(),
            with_tasks=self.with_tasks.isChecked(),
        )

    def where(self) -> Path | None:
        """Return the folder typed; None for none."""
        typed = self.folder.text().strip()
        return Path(typed).expanduser() if typed else None

    def show_problems(self, problems: dict[str, str]) -> None:
        """Say what stops the saving, at the folder or at the first message it is about."""
        self._problems = {key: text for key, text in problems.items() if key in self._messages}
        self.folder_field.show_problem(problems.get("folder", ""))
        self._show_rows()
        if self._problems:
            self.table.select_id(next(iter(self._problems)))
            self._show_text()
            self.text.setFocus()
        elif "folder" in problems:
            self.folder.setFocus()

    def clear(self) -> None:
        """Forget what was edited, left out or wrong."""
        self._edits, self._left_out, self._problems = {}, set(), {}
        self.folder_field.show_problem("")
        self._show_rows()
        self._show_text()

    def draft(self) -> dict[str, Any]:
        """Return what somebody chose and typed."""
        return {
            "edits": self._edits,
            "left_out": sorted(self._left_out),
            "with_tasks": self.with_tasks.isChecked(),
            "all_open": self.all_open.isChecked(),
            "kind": self.kind.value(),
            "for_agencies": self.for_agencies.isChecked(),
            "folder": self.folder.text(),
        }

    def restore(self, draft: dict[str, Any], /) -> None:
        """Put back what `draft` gave."""
        self._edits = {key: list(pair) for key, pair in draft["edits"].items()}
        self._left_out = set(draft["left_out"])
        self.with_tasks.setChecked(draft["with_tasks"])
        self.all_open.setChecked(draft.get("all_open", False))
        self.kind.set_value(draft["kind"])
        self.for_agencies.setChecked(draft["for_agencies"])
        self.folder.setText(draft["folder"])
        self._show_rows()
        self._show_text()

    # -- building --

    def _table_card(self) -> Card:
        columns = [
            TableColumn(_("Save"), 56, tip=_("Space ticks the message, Ctrl+A all messages")),
            TableColumn(_("To")),
            TableColumn(_("Actions"), 104, right=True),
            TableColumn(_("Text"), 104),
        ]
        self.model = PagedTableModel(columns, FixedRows(), self, two_lines=True)
        self.table = TickTable(_("Messages"), self.model)
        self.table.toggled.connect(self._on_toggled)
        self.table.all_wanted.connect(self._on_all)
        self.table.selected.connect(self._show_text)
        self.table.opened.connect(self._go_to_text)
        card = Card(_("One message to each owner"))
        empty = EmptyState(
            _("Nobody is to be chased: nothing is overdue, or what was chosen is closed.")
        )
        card.add_full(ListPane(self.table, empty))
        return card

    def _files_card(self) -> Card:
        card = Card(_("Files"))
        self.all_open = QCheckBox(_("Also those not overdue &yet"))
        self.with_tasks = QCheckBox(_("Say &what is to be done"))
        self.warning = label(
            _(
                "● Action texts may hold names. A text with a name of a person of its case is "
                "left out; read the others before you save."
            ),
            "warn",
            wrap=True,
        )
        set_shown(self.warning, False)
        self.for_agencies = QCheckBox(_("Also one &list for each agency"))
        self.for_agencies.setChecked(True)
        kinds = [(MAIL, _("Email drafts (.eml)")), (TEXT, _("Plain text (.txt)"))]
        self.kind = Segmented(_("Kind of file"), kinds)
        kind_row = QHBoxLayout()
        space(kind_row)
        kind_row.addWidget(self.kind)
        kind_row.addStretch(1)
        self.folder = QLineEdit()
        hint = _("CaseDesk sends nothing. It puts the files into a new folder there.")
        self.folder_field = FormField(_("Fol&der"), self.folder, hint=hint)
        browse = button(_("B&rowse…"), "folder-open")
        browse.clicked.connect(self._on_browse)
        row = QHBoxLayout()
        space(row, gap=8)
        row.addWidget(self.folder_field, 1)
        row.addWidget(browse, 0, Qt.AlignmentFlag.AlignBottom)
        boxes = (self.all_open, self.with_tasks, self.warning, self.for_agencies)
        for part in (*boxes, kind_row, row):
            card.add(part)
        return card

    def _text_card(self) -> Card:
        self.text_card = Card(_("Message"))
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        at_least(self.text, height=240)
        self.text.textChanged.connect(self._on_typed)
        self.text_field = FormField(_("Te&xt"), self.text)
        self.text_field.give_height()
        self.usual_button = link_button(_("Back to the usual text"), "undo-2", at_edge=True)
        self.usual_button.clicked.connect(self._on_usual)
        self.stale = label(
            _("● The actions have changed since this text was edited. Look it through."),
            "warn",
            wrap=True,
        )
        self.text_card.add(self.stale)
        self.text_card.add(self.text_field, 1)
        foot = QHBoxLayout()
        space(foot)
        foot.addWidget(self.usual_button)
        foot.addStretch(1)
        self.text_card.add(foot)
        return self.text_card

    # -- showing --

    def _show_rows(self) -> None:
        self.model.set_source(FixedRows([self._row(one) for one in self._messages.values()]))

    def _row(self, one: ChaseMessage) -> TableRow:
        word = Cell(_("edited")) if one.key in self._edits else Cell("")
        if one.key in self._problems:
            word = Cell(_("name in it"), State.STOP)
        to = Cell(one.owner or _("Nobody named"), note=one.agency, strong=bool(one.owner))
        ticked = Cell("", tick=one.key not in self._left_out)
        today = self._workspace.today()
        late = sum(line.is_overdue(today) for line in one.lines)
        said = _("{count} overdue").format(count=number(late))
        count = Cell(number(len(one.lines)), note=said if late < len(one.lines) else "")
        return TableRow(one.key, (ticked, to, count, word))

    @Slot()
    def _show_text(self) -> None:
        self._key = self.table.current_id() or ""
        message = self._messages.get(self._key)
        self._showing = True
        set_shown(self.text_card, message is not None)
        if message is not None:
            to = _("To {owner}, {agency}") if message.owner else _("To {agency}")
            title = to.format(owner=message.owner, agency=message.agency)
            self.text_card.set_title(title)
            self.text.setAccessibleName(title)
            text = self._text_of(message)
            if self.text.toPlainText() != text:
                self.text.setPlainText(text)
        self._showing = False
        self._show_marks()

    def _show_marks(self) -> None:
        message, edit = self._messages.get(self._key), self._edits.get(self._key)
        set_shown(self.usual_button, edit is not None)
        stale = edit is not None and message is not None and edit[1] != self._base(message)
        set_shown(self.stale, stale)
        self.text_field.show_problem(self._problems.get(self._key, ""))

    def _text_of(self, message: ChaseMessage) -> str:
        edit = self._edits.get(message.key)
        return edit[0] if edit is not None else self._usual(message)

    def _usual(self, message: ChaseMessage) -> str:
        tasks = self.with_tasks.isChecked()
        return usual_text(self._workspace, message, with_tasks=tasks)

    def _base(self, message: ChaseMessage) -> str:
        return usual_text(self._workspace, message, with_tasks=False)

    # -- acts --

    @Slot()
    def _on_typed(self) -> None:
        message = self._messages.get(self._key)
        if self._showing or message is None:
            return
        text, was = self.text.toPlainText(), self._key in self._edits
        if text == self._usual(message):
            self._edits.pop(self._key, None)
        else:
            self._edits[self._key] = [text, self._base(message)]
        if was != (self._key in self._edits) or self._key in self._problems:
            self._problems.pop(self._key, None)
            self._show_rows()
        self._show_marks()
        self.changed.emit()

    @Slot()
    def _on_usual(self) -> None:
        self._edits.pop(self._key, None)
        self._problems.pop(self._key, None)
        self._show_rows()
        self._show_text()
        self.text.setFocus()  # the button is gone
        self.changed.emit()

    @Slot(bool)
    def _on_tasks(self, on: bool) -> None:
        set_shown(self.warning, on)
        self._show_text()
        self.changed.emit()

    @Slot(object)
    def _on_toggled(self, key: str) -> None:
        self._left_out ^= {key}
        self._show_rows()
        self.changed.emit()

    @Slot()
    def _on_all(self) -> None:
        self._left_out.clear()
        self._show_rows()
        self.changed.emit()

    @Slot(object)
    def _go_to_text(self, _key: str) -> None:
        self.text.setFocus()

    @Slot()
    def _on_browse(self) -> None:
        chosen = ask_folder(self, _("Folder for the messages"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
