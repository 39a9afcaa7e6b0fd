"""What narrows the audit trail: who, what, which record, from and to which day."""

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.audit.model import AuditFilter
from casedesk.audit.service import people_in_trail
from casedesk.i18n import _
from casedesk.workspace.workspace import Workspace
from ui.table_models.audit_table import action_choices, record_choices
from ui.theme.units import at_least, fix, space
from ui.widgets.buttons import button
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.clearable_line import ClearableLine
from ui.widgets.columns import Columns
from ui.widgets.date_field import DateField
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.form_field import FormField

_PAUSE_MS = 200


class AuditFilters(QWidget):
    """Emits `changed` a moment after something was chosen or typed."""

    changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        """Build the boxes; `refresh` fills them."""
        super().__init__()
        self._workspace = workspace
        self._timer = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._timer.timeout.connect(self._on_paused)
        self.who = ChoiceBox(_("Who"), [], empty=_("Everybody"))
        self.what = ChoiceBox(_("What was done"), [], search=True, empty=_("All"))
        self.kind = ChoiceBox(_("Kind of record"), [], empty=_("All"))
        self.reference = ClearableLine()
        at_least(self.reference, width=120)
        self.from_on = DateField(_("From"), today=workspace.today)
        self.to_on = DateField(_("To"), today=workspace.today)
        self.from_field = FormField(_("F&rom"), self.from_on)
        self.to_field = FormField(_("&To"), self.to_on)
        column = QVBoxLayout(self)
        space(column, gap=8)
        column.addWidget(self._boxes())
        column.addWidget(self._days())
        self._connect()

    def wanted(self) -> AuditFilter:
        """Return the filter that is chosen; half a day typed does not narrow."""
        who = self.who.value()
        return AuditFilter(
            action=self.what.value() or "",
            record_kind=self.kind.value() or "",
            reference=self.reference.text().strip(),
            user_id=int(who) if who else None,
            from_on=self.from_on.value(),
            to_on=self.to_on.value(),
        )

    def refresh(self) -> None:
        """Ask again who works with the file."""
        people = people_in_trail(self._workspace)
        self.who.set_choices([Choice(str(key), name) for key, name in people])
        if self.kind.count() == 1:
            self.what.set_choices(action_choices())
            self.kind.set_choices(record_choices())

    @Slot()
    def clear(self) -> None:
        """Show all entries again."""
        for box in (self.who, self.what, self.kind):
            box.set_value("")
        self.reference.clear()
        self.from_on.set_value(None)
        self.to_on.set_value(None)

    def _boxes(self) -> Columns:
        parts: list[tuple[QWidget, int]] = []
        labels = ((_("&Who"), self.who), (_("Wh&at was done"), self.what),
                  (_("&Kind of record"), self.kind))  # fmt: skip
        for text, box in labels:
            keep_narrow(box, 120)
            parts.append((FormField(text, box), 2))
        parts.append((FormField(_("Refere&nce"), self.reference), 2))
        return Columns(parts, gap=8, narrow_below=560)

    def _days(self) -> QWidget:
        self.clear_button = button(_("&Show all"))
        self.clear_button.clicked.connect(self.clear)
        row = QWidget()
        flow = FlowLayout(row)
        space(flow, gap=16)
        below = QWidget()  # in line with the boxes, not with their labels
        column = QVBoxLayout(below)
        space(column, gap=0)
        column.addStretch(1)
        column.addWidget(self.clear_button)
        flow.addWidget(self.from_field)
        flow.addWidget(self.to_field)
        fix(below, height=56)
        flow.addWidget(below)
        return row

    def _connect(self) -> None:
        for box in (self.who, self.what, self.kind):
            box.chosen.connect(self._timer.start)
        self.reference.textChanged.connect(self._timer.start)
        self.from_on.changed.connect(self._timer.start)
        self.to_on.changed.connect(self._timer.start)

    @Slot()
    def _on_paused(self) -> None:
        self.from_field.show_problem(self.from_on.problem())
        self.to_field.show_problem(self.to_on.problem())
        self.changed.emit()
