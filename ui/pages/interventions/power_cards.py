"""The cards of one use of a power: deadlines, how one was worked out, checklist, steps taken."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from casedesk.deadlines.model import Deadline, Status
from casedesk.i18n import _
from casedesk.interventions.catalogue import Power
from casedesk.interventions.model import CheckPoint, StepChecklist
from ui.table_models.course_table import (
    deadline_columns,
    law_texts,
    record_columns,
    working_columns,
    working_rows,
)
from ui.table_models.paged_table_model import FixedRows, PagedTableModel, TableRow
from ui.text_format import capital, moment_text
from ui.theme.units import at_least, fix, space
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import HEADER, ROW, TWO_LINE_ROW, PagedTable
from ui.widgets.showing import set_shown

_DEADLINES_SHOWN, _DAYS_SHOWN, _RECORDED_SHOWN, _EMPTY = 4, 8, 4, 148


class DeadlinesCard(Card):
    """What the law wants by when; the row chosen is worked out in the card below."""

    chosen = Signal(object)  # id of the row, None without one

    def __init__(self, empty: str, parent: QWidget | None = None) -> None:
        """Start without deadlines; `empty` says what would stand here."""
        super().__init__(_("Deadlines"), parent)
        self.model = PagedTableModel(
            deadline_columns(), FixedRows(), self, two_lines=True, wraps=True
        )
        self.table = PagedTable(_("Deadlines"), self.model)
        self.table.selected.connect(self.chosen)
        self.pane = ListPane(self.table, EmptyState(empty, icon="clock"))
        self.table.fitted.connect(self._fit)
        self.add_full(self.pane)

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show other deadlines; the chosen one stays chosen, else the first is."""
        self.model.set_source(FixedRows(rows))
        self._fit()
        if self.table.current_id() is None and rows:
            self.table.select_id(rows[0].id)
        self.chosen.emit(self.table.current_id())

    @Slot()
    def _fit(self) -> None:
        rows = self.model.rowCount()
        fix(self.pane, height=self.table.height_of(_DEADLINES_SHOWN) if rows else _EMPTY)


class WorkingCard(Card):
    """How a deadline was worked out: each day, its rule, and the law it comes from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing worked out."""
        super().__init__("", parent)
        self.title_label.setWordWrap(True)  # titles of deadlines are long
        self.rule = label("", wrap=True)
        self.add(self.rule)
        self.model = PagedTableModel(working_columns(), FixedRows(), self)
        self.table = PagedTable(_("How this was worked out"), self.model)
        self.add_full(self.table, 0)
        self.law = label("", "quiet", wrap=True)
        self.add(self.law)
        self.body.addStretch(1)
        self.clear()

    def clear(self) -> None:
        """Show nothing: no deadline is chosen."""
        set_shown(self, False)

    def show_deadline(self, deadline: Deadline, power: Power | None) -> None:
        """Show each day of a deadline."""
        self.set_title(_("How “{deadline}” was worked out").format(deadline=deadline.title))
        rows = working_rows(deadline)
        self.model.set_source(FixedRows(rows))
        set_shown(self.table, bool(rows))
        fix(self.table, height=HEADER + ROW * min(len(rows), _DAYS_SHOWN) + 2)
        self.rule.setText(deadline.rule)
        self.law.setText("\n".join(law_texts(deadline, power)))
        set_shown(self, True)

    def show_not_started(self, title: str, rule: str, starts: str) -> None:
        """Say what will start a clock that has not begun."""
        self.set_title(_("How “{deadline}” will be worked out").format(deadline=title))
        self.model.set_source(FixedRows())
        set_shown(self.table, False)
        self.rule.setText(rule)
        self.law.setText(capital(starts))
        set_shown(self, True)


class ChecklistCard(Card):
    """The points that are seen to before a step; each tick is kept with who and when."""

    ticked = Signal(int, str, str)  # id of the record, of the checklist, of the point
    unticked = Signal(int)  # id of the tick

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        """Start without a checklist."""
        super().__init__("", parent)
        self._may = may_change
        self._lists: tuple[StepChecklist, ...] = ()
        self._shown: tuple[int, str] | None = None
        self.done = label("", "quiet")
        self.add_tool(self.done)
        self.choice = ChoiceBox(_("Checklist"), [])
        self.choice.chosen.connect(self._on_chosen)
        self.add(self.choice)
        self._points = QVBoxLayout()
        space(self._points, gap=0)
        self.add(self._points)
        self.boxes: list[QCheckBox] = []
        self._rows: list[QWidget] = []
        self.last = label("", "quiet", wrap=True)
        self.add(self.last)
        self.body.addStretch(1)

    def show_lists(self, lists: Sequence[StepChecklist]) -> None:
        """Show the checklists of a course; the one looked at stays in sight."""
        self._lists = tuple(lists)
        set_shown(self, bool(lists))
        keys = [_key(one) for one in lists]
        if self._shown not in keys:
            self._shown = next((_key(one) for one in lists if one.done < len(one.points)), None)
        if self._shown is None and keys:
            self._shown = keys[-1]
        self.choice.blockSignals(True)
        self.choice.set_choices([Choice(_id(one), one.title) for one in lists])
        if self._shown is not None:
            self.choice.set_value("{}/{}".format(*self._shown))
        self.choice.blockSignals(False)
        set_shown(self.choice, len(lists) > 1)
        self._show_points()

    def show_list(self, intervention_id: int | None, checklist_id: str) -> None:
        """Show the checklist of a step, if it has one."""
        wanted = (intervention_id, checklist_id)
        if wanted in [_key(one) for one in self._lists]:
            self.choice.set_value(f"{intervention_id}/{checklist_id}")

    @Slot()
    def _on_chosen(self) -> None:
        place = self.choice.currentIndex()
        if 0 <= place < len(self._lists):
            self._shown = _key(self._lists[place])
            self._show_points()

    def _show_points(self) -> None:
        shown = next((one for one in self._lists if _key(one) == self._shown), None)
        if shown is None:
            return
        self.set_title(_("Checklist") if len(self._lists) > 1 else shown.title)
        self.choice.setToolTip(_("Before: {step}").format(step=shown.step))
        total = len(shown.points)
        self.done.setText(_("{done} of {total} done").format(done=shown.done, total=total))
        while len(self._rows) < total:
            self._add_row()
        for place, row in enumerate(self._rows):
            set_shown(row, place < total)
        for made, point in zip(self.boxes, shown.points, strict=False):
            self._show_point(made, shown, point)
        ticks = [one for one in shown.points if one.ticked_at is not None]
        last = max(ticks, key=lambda one: str(one.ticked_at), default=None)
        text = ""
        if last is not None and last.ticked_at is not None:
            text = _("Last ticked by {who}, {when}.").format(
                who=last.ticked_by, when=moment_text(last.ticked_at)
            )
        self.last.setText(text)
        set_shown(self.last, bool(text))

    def _add_row(self) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        space(line, gap=8)
        made = QCheckBox()
        made.setEnabled(self._may)
        # A screen reader toggles, which is no click.
        made.toggled.connect(partial(self._on_toggled, len(self.boxes)))
        words = label("", "", wrap=True)
        words.setBuddy(made)
        law = label("", "quiet")
        line.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(law, 0, Qt.AlignmentFlag.AlignVCenter)
        at_least(row, height=32)
        self._points.addWidget(row)
        self._rows.append(row)
        self.boxes.append(made)

    def _show_point(self, made: QCheckBox, shown: StepChecklist, point: CheckPoint) -> None:
        row = made.parentWidget()
        layout = None if row is None else row.layout()
        texts = (capital(point.title), _law(shown.status))
        for place, text in enumerate(texts, start=1):
            item = None if layout is None else layout.itemAt(place)
            part = None if item is None else item.widget()
            if part is not None:
                part.setProperty("text", text)
        told = _law(shown.status)
        if point.ticked_at is not None:
            told = _("ticked by {who}, {when}").format(
                who=point.ticked_by, when=moment_text(point.ticked_at)
            )
        blocked = made.blockSignals(True)
        made.setChecked(point.tick_id is not None)
        made.blockSignals(blocked)
        made.setAccessibleName(capital(point.title))
        made.setAccessibleDescription(told)
        made.setToolTip(told)

    def _on_toggled(self, place: int, _checked: bool = False) -> None:
        shown = next((one for one in self._lists if _key(one) == self._shown), None)
        if shown is None or place >= len(shown.points):
            return
        point = shown.points[place]
        if self.boxes[place].isChecked():
            self.ticked.emit(shown.intervention_id, shown.checklist_id, point.point_id)
        elif point.tick_id is not None:
            self.unticked.emit(point.tick_id)


class RecordedCard(Card):
    """The steps and breaches on record, to be corrected; facts and corrections above them."""

    wanted = Signal(str, object)  # kind of form, its record

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(_("What is recorded"), parent)
        self.facts = label("", wrap=True)
        self.struck = label("", "quiet", wrap=True)
        self.add(self.facts)
        self.add(self.struck)
        self.model = PagedTableModel(record_columns(), FixedRows(), self, two_lines=True)
        self.table = PagedTable(_("Steps and breaches"), self.model)
        self.table.opened.connect(self._on_correct)
        self.table.selected.connect(self._on_selected)
        empty = EmptyState(_("No step or breach yet. Steps that are recorded stand here."))
        self.pane = ListPane(self.table, empty)
        self.add_full(self.pane)
        bar = QWidget()
        flow = FlowLayout(bar)
        space(flow, (12, 8, 12, 8), 8)
        self.correct, self.error = button(_("Correct")), button(_("In error"))
        self.correct.setAccessibleName(_("Correct the step or breach"))
        self.error.setAccessibleName(_("Step or breach recorded in error"))
        self.correct.clicked.connect(self._on_correct)
        self.error.clicked.connect(self._on_error)
        for made in (self.correct, self.error):
            flow.addWidget(made)
        self._bar, self._may = bar, may_change
        self._rule = Hairline(strong=True)
        self.add_full(self._rule, 0)
        self.add_full(bar, 0)

    def show_record(self, facts: str, struck: str, rows: Sequence[TableRow]) -> None:
        """Show another record."""
        self.facts.setText(facts)
        self.struck.setText(struck)
        set_shown(self.facts, bool(facts))
        set_shown(self.struck, bool(struck))
        self.model.set_source(FixedRows(rows))
        _fit(self.pane, len(rows), _RECORDED_SHOWN)
        for part in (self._rule, self._bar):
            set_shown(part, self._may and bool(rows))
        self._on_selected(self.table.current_id())

    @Slot(object)
    def _on_selected(self, key: Any) -> None:
        for made in (self.correct, self.error):
            made.setEnabled(key is not None)

    @Slot()
    def _on_correct(self) -> None:
        self._want({"step": "correct_step", "breach": "correct_breach"})

    @Slot()
    def _on_error(self) -> None:
        self._want({"step": "step_error", "breach": "breach_error"})

    def _want(self, forms: dict[str, str]) -> None:
        key = self.table.current_id()
        if key is not None and self._may:
            self.wanted.emit(forms[key[0]], key[1])


def _fit(pane: ListPane, rows: int, most: int) -> None:
    """Make a table as high as its rows, at most so many; without rows as its sentence needs."""
    fix(pane, height=HEADER + min(rows, most) * TWO_LINE_ROW + 2 if rows else _EMPTY)


def _key(one: StepChecklist) -> tuple[int, str]:
    return one.intervention_id, one.checklist_id


def _id(one: StepChecklist) -> str:
    return f"{one.intervention_id}/{one.checklist_id}"


def _law(status: Status) -> str:
    return _("local") if status is Status.LOCAL else _("law")
