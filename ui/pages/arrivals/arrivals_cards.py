"""The cards of the page "Files that arrived"."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.arrivals.model import BroughtIn, WaitingDraft
from casedesk.i18n import _
from ui.table_models.arrival_table import (
    result_columns,
    result_rows,
    waiting_columns,
    waiting_rows,
)
from ui.text_format import number
from ui.theme.units import at_most, space
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.columns import Columns
from ui.widgets.form_field import FormField
from ui.widgets.labels import label
from ui.widgets.list_card import ListCard
from ui.widgets.showing import set_shown

_ROWS = 14
WIDEST = 760


class FormCard(Card):
    """The referral form that partners fill in: for which forum, and where it is to lie."""

    form_wanted = Signal(str)  # id of a forum

    def __init__(self, forums: list[Choice], parent: QWidget | None = None) -> None:
        """Build the card; `forums` are those that have a form."""
        super().__init__(_("The referral form"), parent)
        at_most(self, width=WIDEST)
        words = _(
            "Partners fill it in as a PDF and send it back; CaseDesk reads their answers field by "
            "field."
        )
        self.add(label(words, wrap=True))
        self.forum = ChoiceBox(_("Forum of the form"), forums, search=True)
        keep_narrow(self.forum, 160)
        self.form_button = button(_("Save a referral form to send &out…"), "download")
        self.form_button.clicked.connect(self._on_form)
        row = [(FormField(_("For&um"), self.forum), 1), (_bottom(self.form_button), 0)]
        self.add(Columns(row, narrow_below=480, whole=True))

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
        self.sum, self.detail = label("", "quiet"), label("", "error", wrap=True)
        self.add_tool(self.sum)
        self.add(self.detail)
        self.opened.connect(self._on_opened)
        self.chosen.connect(self._on_chosen)
        self.hide()

    def show_found(self, found: Sequence[BroughtIn]) -> None:
        """Show what became of the files brought in last."""
        self.found = list(found)
        self.sum.setText(summary(found))
        self.show_rows(result_rows(found))

    @Slot(object)
    def _on_chosen(self, place: Any) -> None:
        """Say in full why the file of the chosen row was not read."""
        problem = self.found[place].problem if place is not None else ""
        self.detail.setText(f"✕ {problem}" if problem else "")
        set_shown(self.detail, bool(problem))

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
            _(
                "No draft waits. Choose emails (.eml, .msg), Word documents (.docx), PDF, text or "
                "scans (PNG, JPEG, TIFF), or drop them anywhere on this window. Each becomes a "
                "draft referral, with the file beside the form to copy from. The files themselves "
                "stay where they are."
            ),
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


def _bottom(part: QWidget) -> QWidget:
    """Return a part that stands at the foot of its row, in line with the boxes beside it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    space(column, (0, 0, 0, 0), 0)
    column.addStretch(1)
    column.addWidget(part)
    return holder
