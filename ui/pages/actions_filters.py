"""What narrows the page of actions: boxes, saved views with their counts, and chips."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from casedesk.actions.action_list import owners_of_open, saved_views, view_counts
from casedesk.actions.model import ActionFilter, ActionStatus
from casedesk.i18n import _
from casedesk.workspace.workspace import Workspace
from ui.table_models.action_table import chips, due_choices, status_choices
from ui.table_models.case_table import agency_choices, forum_choices
from ui.text_format import number
from ui.theme.units import at_least, space
from ui.widgets.buttons import link_button
from ui.widgets.chips import ChipRow
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.columns import Columns
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField

PAUSE_MS = 150
_DUE: dict[str, Any] = {"overdue": False, "due_from": None, "due_to": None, "no_day": False}


class ActionFilters(QWidget):
    """Emits the filter that somebody chose; shows the one in force."""

    chosen = Signal(object)  # ActionFilter: a step of the history
    typed = Signal(object)  # ActionFilter: after a pause in the search box

    def __init__(self, workspace: Workspace) -> None:
        """Build boxes, views and chips."""
        super().__init__()
        self._workspace = workspace
        self._filter = ActionFilter()
        self._showing, self._on_board = False, False
        self._timer = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._on_paused)
        column = QVBoxLayout(self)
        space(column, gap=12)
        column.addWidget(self._boxes())
        column.addWidget(self._views())
        self.chips = ChipRow(_("Filters"))
        self.chips.removed.connect(self._on_removed)
        column.addWidget(self.chips)

    def show_filter(self, chosen: ActionFilter) -> None:
        """Let boxes and chips say what is chosen."""
        self._filter = chosen
        self._showing = True
        for name in ("owner", "agency_id", "forum_id", "status"):
            self.boxes[name].set_value(getattr(chosen, name) or "")
        self.boxes["due"].set_value(self._due_of(chosen))
        if self.search.text().strip() != chosen.words:
            self.search.setText(chosen.words)
        self._showing = False
        self.chips.show_chips(self._chips())

    def set_board(self, *, on: bool) -> None:
        """On the board every state has its column: the box "State" rests."""
        self.boxes["status"].setEnabled(not on)
        self._on_board = on
        self.chips.show_chips(self._chips())

    def refresh(self) -> None:
        """Count the saved views again, and ask who owns something."""
        counts = view_counts(self._workspace)
        texts = {
            "open": _("Open {count}"),
            "overdue": _("Overdue {count}"),
            "mine": _("Mine {count}"),
            "this_week": _("This week {count}"),
            "chased": _("Waiting for an answer {count}"),
            "unowned": _("Nobody named {count}"),
        }
        for name, made in self.views.items():
            made.setText(texts[name].format(count=number(getattr(counts, name))))
        owners = owners_of_open(self._workspace)
        if self._filter.owner and self._filter.owner not in owners:
            owners.append(self._filter.owner)
        self._showing = True
        self.boxes["owner"].set_choices([Choice(one, one) for one in owners])
        self.boxes["owner"].set_value(self._filter.owner or "")
        self._showing = False

    def _chips(self) -> list[tuple[str, str]]:
        resting = {"status"} if self._on_board else set[str]()
        return [chip for chip in chips(self._filter) if chip[0] not in resting]

    def _boxes(self) -> Columns:
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        at_least(self.search, width=150)
        self.search.textChanged.connect(self._on_typed)
        due = due_choices(self._workspace.today())
        times = [Choice(one, text) for one, (text, _part) in due.items()]
        every, anything = _("All"), _("Any")
        self.boxes = {
            "owner": ChoiceBox(_("Owner"), [], empty=every),
            "agency_id": ChoiceBox(_("Agency"), agency_choices(), empty=every),
            "forum_id": ChoiceBox(_("Forum"), forum_choices(), empty=every),
            "due": ChoiceBox(_("Due"), times, empty=anything),
            "status": ChoiceBox(_("State"), status_choices(), empty=anything),
        }
        labels = (_("&Owner"), _("&Agency"), _("Fo&rum"), _("D&ue"), _("S&tate"))
        parts: list[tuple[QWidget, int]] = [(FormField(_("&Search in list"), self.search), 3)]
        for (name, box), text in zip(self.boxes.items(), labels, strict=True):
            keep_narrow(box, 96)
            box.chosen.connect(partial(self._on_chosen, name))
            parts.append((FormField(text, box), 2))
        return Columns(parts, gap=8, narrow_below=640)

    def _views(self) -> QWidget:
        views = QWidget()
        row = FlowLayout(views)
        space(row, (0, 0, 0, 0), 16)
        names = saved_views(self._workspace.today(), self._workspace.user.name)
        self.views = {name: link_button("") for name in names}
        for name, made in self.views.items():
            made.clicked.connect(partial(self._on_view, name))
            row.addWidget(made)
        return views

    def _due_of(self, chosen: ActionFilter) -> str:
        held = {name: getattr(chosen, name) for name in _DUE}
        due = due_choices(self._workspace.today())
        fits = (one for one, (_text, part) in due.items() if _DUE | part == held)
        return next(fits, "")

    def _on_view(self, name: str, _checked: bool = False) -> None:
        today, me = self._workspace.today(), self._workspace.user.name
        self.chosen.emit(saved_views(today, me)[name])

    def _on_chosen(self, name: str) -> None:
        if self._showing:
            return
        value = self.boxes[name].value() or None
        part: dict[str, Any] = {name: value}
        if name == "due":
            due = due_choices(self._workspace.today())
            part = _DUE | (due[value][1] if value else {})
        elif name == "status" and value:
            part = {"status": ActionStatus(value)}
        self.chosen.emit(replace(self._filter, **part))

    @Slot(str)
    def _on_removed(self, name: str) -> None:
        usual: dict[str, Any] = {name: getattr(ActionFilter(), name)}
        had_focus = self.chips.isAncestorOf(QApplication.focusWidget() or self)
        self.chosen.emit(replace(self._filter, **usual))
        if had_focus:  # the chip with the focus is gone
            (self.chips.buttons[0] if self.chips.buttons else self.search).setFocus()

    @Slot()
    def _on_typed(self) -> None:
        if not self._showing:
            self._timer.start()

    @Slot()
    def _on_paused(self) -> None:
        """Search once the typing pauses; each letter is no step of the history."""
        words = self.search.text().strip()
        if words != self._filter.words:
            self.typed.emit(replace(self._filter, words=words))
