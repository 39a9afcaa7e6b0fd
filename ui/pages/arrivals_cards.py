"""The cards of the page "Files that arrived"."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from casedesk.arrivals.model import BroughtIn, WaitingDraft
from casedesk.i18n import _
from ui.file_choice import ask_files
from ui.table_models.arrival_table import (
    result_columns,
    result_rows,
    waiting_columns,
    waiting_rows,
)
from ui.text_format import number
from ui.theme.units import space
from ui.widgets.announce import announce
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.columns import Columns
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.list_card import ListCard

_ROWS = 14


class ArrivalChoice(QWidget):
    """Says what can be brought in and asks for the files; beside it, the form to send out."""

    chosen = Signal(object)  # list of Path
    form_wanted = Signal(str)  # id of a forum

    def __init__(self, forums: list[Choice], parent: QWidget | None = None) -> None:
        """Build both cards; `forums` are those that have a form."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        space(row, (0, 0, 0, 0), 0)
        self.choose_button = button(_("Choose &files…"), "folder-open", primary=True)
        self.choose_button.clicked.connect(self._on_choose)
        self.forum = ChoiceBox(_("Forum of the form"), forums, search=True)
        keep_narrow(self.forum, 160)
        self.form_button = button(_("Save a referral form to send &out…"), "download")
        self.form_button.clicked.connect(self._on_form)
        row.addWidget(Columns([(self._bring_card(), 3), (self._form_card(), 2)]))

    def _bring_card(self) -> Card:
        card = Card(_("Bring in files"))
        words = _(
            "Choose e-mails (.eml, .msg), Word documents (.docx), PDF, text or scans (PNG, JPEG, "
            "TIFF), or drop them anywhere on this window. Each becomes a draft referral, with the "
            "file beside the form to copy from. The files themselves stay where they are."
        )
        card.add(label(words, wrap=True))
        card.body.addStretch(1)
        card.add(_left(self.choose_button))
        return card

    def _form_card(self) -> Card:
        card = Card(_("The referral form"))
        words = _(
            "Partners fill it in as a PDF and send it back; CaseDesk reads their answers field by "
            "field."
        )
        card.add(label(words, wrap=True))
        card.add(FormField(_("For&um"), self.forum))
        card.body.addStretch(1)
        card.add(_left(self.form_button))
        return card

    @Slot()
    def _on_choose(self) -> None:
        kinds = _(
            "Files that arrive (*.eml *.msg *.docx *.pdf *.txt *.png *.jpg *.jpeg *.tif *.tiff)"
            ";;All files (*)"
        )
        names = ask_files(self, _("Choose the files that arrived"), kinds)
        if names:
            self.chosen.emit([Path(name) for name in names])

    @Slot()
    def _on_form(self) -> None:
        self.form_wanted.emit(self.forum.value() or "")


class ResultsCard(ListCard):
    """What became of each file; Enter opens the draft."""

    draft_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build without results."""
        super().__init__(_("What became of them"), result_columns(), "", rows=_ROWS, parent=parent)
        self.found: list[BroughtIn] = []
        self.sum = label("", "quiet")
        self.add_tool(self.sum)
        self.opened.connect(self._on_opened)
        self.hide()

    def show_found(self, found: Sequence[BroughtIn]) -> None:
        """Show what became of the files brought in last."""
        self.found = list(found)
        self.sum.setText(summary(found))
        self.show_rows(result_rows(found))
        announce(self, self.sum.text())

    @Slot(object)
    def _on_opened(self, place: Any) -> None:
        draft = self.found[place].draft
        if draft:
            self.draft_wanted.emit(draft)


class WaitingCard(ListCard):
    """The drafts that wait; Enter opens one, a button throws it away."""

    thrown_away = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build without drafts."""
        super().__init__(
            _("Drafts that wait"),
            waiting_columns(),
            _("No draft waits. Files that you bring in or drop on this window stand here."),
            rows=_ROWS,
            parent=parent,
        )
        self.open_button = button(_("O&pen the draft"))
        self.throw_button = button(_("Throw it a&way"))
        for made in (self.open_button, self.throw_button):
            self.add_tool(made)
        self.open_button.clicked.connect(self._on_open)
        self.throw_button.clicked.connect(self._on_throw)
        self.chosen.connect(self._on_chosen)
        self._on_chosen(None)

    def show_waiting(self, waiting: Sequence[WaitingDraft]) -> None:
        """Show the drafts that wait now."""
        self.show_rows(waiting_rows(waiting))

    @Slot(object)
    def _on_chosen(self, draft: Any) -> None:
        for made in (self.open_button, self.throw_button):
            made.setEnabled(draft is not None)

    @Slot()
    def _on_open(self) -> None:
        self.opened.emit(self.current_id())

    @Slot()
    def _on_throw(self) -> None:
        self.thrown_away.emit(self.current_id())


def summary(found: Sequence[BroughtIn]) -> str:
    """Return in words how many drafts were made and how many files were not read."""
    made = sum(bool(one.draft) for one in found)
    text = _("Drafts made: {made}. Not read: {refused}.")
    return text.format(made=number(made), refused=number(len(found) - made))


def _left(part: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    space(row, (0, 4, 0, 0), 0)
    row.addWidget(part)
    row.addStretch(1)
    return row
