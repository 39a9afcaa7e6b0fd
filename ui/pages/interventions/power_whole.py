"""What is seen of one use of a power: its steps, deadlines, checklist and what is recorded."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.interventions.catalogue import Power, power_title, powers
from casedesk.interventions.model import WholeCourse
from casedesk.workspace.workspace import Workspace
from ui.pages.interventions.power_cards import (
    ChecklistCard,
    DeadlinesCard,
    RecordedCard,
    WorkingCard,
)
from ui.pages.interventions.power_home import detail_line, facts_text, struck_text, warning_lines
from ui.table_models.course_table import (
    course_deadline_rows,
    record_rows,
    starts_text,
    stepper_steps,
)
from ui.theme.units import space
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import label
from ui.widgets.showing import set_shown
from ui.widgets.stepper import Stepper


class PowerWhole(QWidget):
    """The parts of a record page, filled from one course."""

    wanted = Signal(str, object)  # kind of form, its record
    went = Signal(str, object)  # id of a page, its record

    def __init__(self, workspace: Workspace, *, may_change: bool) -> None:
        """Start without a course."""
        super().__init__()
        self._workspace, self._may = workspace, may_change
        self._course: WholeCourse | None = None
        self.details = label("", "quiet", wrap=True)
        self.links = QWidget()
        space(FlowLayout(self.links), (0, 0, 0, 0), 16)
        self.warnings = label("", "warn", wrap=True)
        self.stepper = Stepper(_("Steps"))
        self.stepper.chosen.connect(self._on_step)
        steps = Card()
        steps.setAccessibleName(_("Steps"))
        steps.add_full(self.stepper, 0)
        self.deadlines = DeadlinesCard(
            _("No deadline. Those of the law stand here once what starts them is recorded.")
        )
        self.deadlines.chosen.connect(self._on_deadline)
        self.answer = button(_("Say &what came of it"))
        self.answer.clicked.connect(self._on_answer)
        self.deadlines.add_tool(self.answer)
        self.working = WorkingCard()
        self.checklist = ChecklistCard(may_change=may_change)
        self.recorded = RecordedCard(may_change=may_change)
        self.recorded.wanted.connect(self.wanted)
        left, right = _column(self.deadlines, self.working), _column(self.checklist, self.recorded)
        column = QVBoxLayout(self)
        space(column, gap=12)
        for part in (self.details, self.links, self.warnings, steps):
            column.addWidget(part)
        column.addWidget(Columns([(left, 5), (right, 3)], narrow_below=800))
        column.addStretch(1)

    def show_course(self, course: WholeCourse) -> None:
        """Show a course, or what became of it."""
        before, held = self._course, course.shown
        is_other = before is None or before.shown.summary.id != held.summary.id
        self._course = course
        self.details.setText(detail_line(held))
        set_shown(self.details, bool(self.details.text()))
        self._show_links(course)
        warnings = warning_lines(course)
        self.warnings.setText("\n".join(f"● {one}" for one in warnings))
        set_shown(self.warnings, bool(warnings))
        self.stepper.show_steps(stepper_steps(course.steps))
        if is_other:
            self.stepper.set_chosen(self.stepper.current())
        self.show_deadlines()
        self.checklist.show_lists(course.checklists)
        rows = record_rows(course.records)
        self.recorded.show_record(facts_text(held), struck_text(held), rows)

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through."""
        chosen = [one for one in self.stepper.buttons if one.isChecked()]
        return [*chosen, self.deadlines.table, self.recorded.table]

    @Slot()
    def show_deadlines(self) -> None:
        """Say again what is left of each deadline."""
        if self._course is not None:
            now, today = self._workspace.clock(), self._workspace.today()
            self.deadlines.show_rows(course_deadline_rows(self._course, now, today))

    def _show_links(self, course: WholeCourse) -> None:
        """Offer the way to the case, and to the record before or after this one."""
        layout = self.links.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        held = course.shown.summary
        places: list[tuple[str, str, int]] = []
        if held.case_id is not None:
            text = _("Case {reference}").format(reference=held.case_reference or "")
            places.append((text, "case", held.case_id))
        for one in course.records:
            if one.summary.id != held.id:
                title = power_title(one.summary.power_id)
                text = _("{power} {reference}").format(power=title, reference=one.summary.reference)
                places.append((text, "power", one.summary.id))
        for text, page_id, record in places:
            made = link_button(text, "file-text", at_edge=True)
            made.clicked.connect(partial(self._go, page_id, record))
            if layout is not None:
                layout.addWidget(made)
        set_shown(self.links, bool(places))

    def _go(self, page_id: str, record: int, _checked: bool = False) -> None:
        self.went.emit(page_id, record)

    @Slot(int)
    def _on_step(self, place: int) -> None:
        """Show what belongs to a step: its checklist, and what is recorded of it."""
        course = self._course
        if course is None or not 0 <= place < len(course.steps):
            return
        step = course.steps[place]
        self.checklist.show_list(step.intervention_id, step.checklist)
        for held in course.records:
            for taken in held.steps:
                if taken.step_id == step.step_id and held.summary.id == step.intervention_id:
                    self.recorded.table.select_id(("step", f"{taken.id}/{held.summary.id}"))

    @Slot(object)
    def _on_deadline(self, key: Any) -> None:
        course = self._course
        self.answer.setEnabled(False)
        set_shown(self.answer, self._may and key is not None)
        if course is None or key is None:
            self.working.clear()
            return
        for one in course.deadlines:
            if (one.intervention_id, one.stated.deadline.id) == key:
                self.working.show_deadline(one.stated.deadline, _power_of(course, key[0]))
                settled = one.stated.settled_on is not None
                self.answer.setEnabled(one.waits or settled)
                text = _("Take &back the answer") if settled else _("Say &what came of it")
                self.answer.setText(text)
                return
        for rule in course.not_started:
            if key == (0, rule.rule_id):
                self.working.show_not_started(rule.title, rule.rule, starts_text(rule))

    @Slot()
    def _on_answer(self) -> None:
        course, key = self._course, self.deadlines.table.current_id()
        for one in () if course is None else course.deadlines:
            if (one.intervention_id, one.stated.deadline.id) == key:
                settled = one.stated.settled_on is not None
                self.wanted.emit("reopen_deadline" if settled else "settle", one.stated.id)


def _power_of(course: WholeCourse, intervention_id: int) -> Power | None:
    """Return the power of a record of the course."""
    held = next((one for one in course.records if one.summary.id == intervention_id), None)
    return None if held is None else powers().get(held.summary.power_id)


def _column(*cards: Card) -> QWidget:
    """Return cards one below the other, each as high as it needs to be."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    space(column, gap=16)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return holder
